"""Keep the server and its task worker running beside each other until told to stop."""

import ctypes
import io
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .schedule import SCHEDULE, Entry, Record, due

log = logging.getLogger("hansa.serve")

# A child gets this long to finish its request or its task before it is ended for good.
GRACE_S = 20
THREADS = 4


@dataclass
class Child:
    """A program that is kept running; after a crash it is started again, later each time."""

    name: str
    command: Sequence[str]
    crashes: int = 0
    again_at: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it. It ends when this program does, whatever happens to this program."""
        self.process = subprocess.Popen(  # noqa: S603  the words are ours, from this file
            self.command, preexec_fn=_end_with_parent, stdin=subprocess.DEVNULL
        )


def _end_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Return the words that start gunicorn."""
    # The workers' sign of life is written every second: better not to a disk.
    shared_memory = "/dev/shm"  # noqa: S108  gunicorn makes an unnamed file there
    return [
        *(sys.executable, "-m", "gunicorn", "hansa.config.wsgi:application"),
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--workers", str(workers), "--threads", str(THREADS), "--worker-class", "gthread", "--preload"),
        *("--graceful-timeout", str(GRACE_S // 2), "--timeout", "60", "--log-level", "warning"),
        *("--no-control-socket",),
        *(("--worker-tmp-dir", shared_memory) if os.path.isdir(shared_memory) else ()),
    ]


def worker_command(tasks: str) -> list[str]:
    """Return the words that start the task worker of the chosen backend."""
    manage = [sys.executable, "-m", "hansa.config.manage"]
    if tasks == "rq":
        return [*manage, "rqworker", "default"]
    return [*manage, "db_worker", "--queue-name", "*", "--interval", "0.5", "--no-startup-delay"]


@dataclass
class Supervisor:
    """Runs the children and the schedule until a signal comes; starts again what falls over."""

    children: list[Child]
    data_dir: Path
    stopping: threading.Event = field(default_factory=threading.Event)
    scheduled: threading.Thread | None = None

    def run(self, *, url: str, when_ready: threading.Thread | None = None) -> int:
        """Run until SIGTERM or SIGINT and return the exit code: 1 where the server would not start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for child in self.children:
                child.start()
            if not self._wait_until_it_answers(url):
                return 0 if self.stopping.is_set() else 1
            if when_ready:
                when_ready.start()
            record = Record(self.data_dir / "schedule.json")
            while not self.stopping.wait(1):
                self._raise_the_fallen()
                self._run_what_is_due(record)
            return 0
        finally:
            self._stop_all()

    def _wait_until_it_answers(self, url: str) -> bool:
        server = self.children[0]
        while not self.stopping.wait(0.1):
            if server.process is None or server.process.poll() is not None:
                return False
            if answers(url):
                return True
        return False

    def _raise_the_fallen(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            if not child.again_at:
                child.crashes += 1
                wait = min(60, 2**child.crashes)
                child.again_at = time.monotonic() + wait
                code = child.process.returncode
                log.warning("the %s ended with %s; again in %s s", child.name, code, wait)
            elif time.monotonic() >= child.again_at:
                child.again_at = 0.0
                child.start()

    def _run_what_is_due(self, record: Record) -> None:
        if self.scheduled and self.scheduled.is_alive():
            return
        now = datetime.now(UTC)
        for entry in due(SCHEDULE, record.read(), now)[:1]:
            # Noted before it runs: one that fails comes again at its next time, not every second.
            record.note(entry, now)
            self.scheduled = threading.Thread(target=run_entry, args=(entry,), daemon=True)
            self.scheduled.start()

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        last = time.monotonic() + GRACE_S
        for process in running:
            try:
                process.wait(max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run_entry(entry: Entry) -> None:
    """Run one command of the schedule; its fault is logged and hurts nobody else."""
    from django.core.management import call_command
    from django.db import connections

    said = io.StringIO()
    try:
        call_command(*entry.command, stdout=said, stderr=said)
    # Commands end by SystemExit where they found something wanting.
    except (Exception, SystemExit):
        log.exception("%s failed: %s", entry.name, said.getvalue().strip())
    else:
        log.debug("%s: %s", entry.name, said.getvalue().strip())
    finally:
        connections.close_all()


def answers(url: str) -> bool:
    """Whether a server answers at an address, with whatever page."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  our own server's address
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False
