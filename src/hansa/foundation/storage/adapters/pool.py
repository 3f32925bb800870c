"""Hands files to the process of ``parser.py`` and takes back what is safe."""

import atexit
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from ..enums import Kind, Refusal
from ..rules import Limits

PARSER = Path(__file__).with_name("parser.py")
AT_ONCE = 2  # children a server process runs side by side: each may hold a large picture in memory


@dataclass(frozen=True)
class Parsed:
    """A file as we keep it: its kind, and its bytes written anew."""

    kind: Kind
    data: bytes


@dataclass(frozen=True)
class NotParsed:
    """Why the file was not taken, with the figures for the sentence."""

    refusal: Refusal
    facts: dict[str, int]


class Pool:
    """One parser process for this server process, started when first needed and again if it dies.

    Safe under threads. After a fork (gunicorn) the child starts its own: two processes must not share one line.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def parse(self, data: bytes, kind: Kind, limits: Limits) -> Parsed | NotParsed:
        """Return the file written anew, or why not. Takes at most the limits' seconds and two more."""
        order = json.dumps({"kind": kind.value, "limits": asdict(limits)}).encode()
        too_heavy = NotParsed(Refusal.TOO_HEAVY, {})
        with self._turns:
            for attempt in (1, 2):
                try:
                    link = self._line(limits)
                    break
                except OSError:
                    self.close()  # the parser died between two files; a fresh one takes over
                    if attempt == 2:
                        raise
            with link:
                link.settimeout(limits.seconds + 2)
                try:
                    link.sendall(struct.pack(">QQ", len(order), len(data)) + order + data)
                    head, body = struct.unpack(">QQ", _received(link, 16))
                    answer = json.loads(_received(link, head))
                    out = _received(link, body)
                except (OSError, EOFError):
                    return too_heavy  # ended by its limits
        if "refused" in answer:
            return NotParsed(Refusal(answer["refused"]), answer["facts"])
        return Parsed(Kind(answer["kind"]), out)

    def _line(self, limits: Limits) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                if self._owner != os.getpid() or self._process is None or self._process.poll() is not None:
                    self._start(limits)
                assert self._control is not None
                socket.send_fds(self._control, [b"J"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def _start(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own file, by our own interpreter
                # -I: neither the environment nor the working directory decides what is imported.
                [sys.executable, "-I", str(PARSER), str(theirs.fileno()), str(limits.seconds + 1)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
                start_new_session=True,
            )
        self._control = ours
        self._owner = os.getpid()

    def close(self) -> None:
        """End the parser process; the next file starts another."""
        with self._lock:
            process, control = self._process, self._control
            mine = self._owner == os.getpid()
            self._process = self._control = None
        if control is not None:
            control.close()
        if process is not None and mine:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
                return
            process.kill()
            process.wait()


def _received(link: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = link.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


pool = Pool()
atexit.register(pool.close)
