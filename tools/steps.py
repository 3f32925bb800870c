"""Steps of the set-up: each is done once, beside those it does not need, and says how far it is."""

# Runs on whatever `python3` is there, before there is an environment: nothing but the standard library here.
from __future__ import annotations

import hashlib
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
STAMPS = BUILD / "stamps"
LOGS = BUILD / "log"


class StepFailed(Exception):
    """A step could not be done; the message says why, in a sentence for whoever ran make."""


@dataclass(frozen=True)
class Step:
    """One thing that the set-up does.

    It is up to date when every ``output`` exists and the ``inputs`` (files, or folders with all in them) are
    what they were when it was last done; where files cannot tell, ``settled`` does. ``after`` names the steps
    that must be done before it. One that ``may_fail`` stops nobody: the product runs with less.
    """

    key: str
    title: str
    act: Callable[[Log], None]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    settled: Callable[[], bool] | None = None
    may_fail: bool = False

    def fingerprint(self) -> str:
        """Return a digest of all the inputs, and of the step's own name."""
        digest = hashlib.sha256(self.key.encode())
        for path in _files(self.inputs):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Whether nothing has changed since the step was last done."""
        if self.settled is not None:
            return self.settled()
        stamp = STAMPS / self.key
        return (
            stamp.exists()
            and all((ROOT / output).exists() for output in self.outputs)
            and stamp.read_text() == self.fingerprint()
        )


def _files(inputs: Iterable[str]) -> Iterable[Path]:
    for name in inputs:
        path = ROOT / name
        if path.is_dir():
            yield from sorted(
                file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts
            )
        elif path.exists():
            yield path


# A command that takes long says how far it is in lines that begin so; they are shown at once.
NEWS = "· "


class Log:
    """Where a step's commands write; shown only when one fails, but for their news."""

    def __init__(self, key: str, say: Callable[[str], None]) -> None:
        self.say = say
        LOGS.mkdir(parents=True, exist_ok=True)
        self.path = LOGS / f"{key}.log"
        self.path.write_text("")

    def run(self, *command: str | Path, env: dict[str, str] | None = None) -> None:
        """Run a command to its end in the project's root, without a terminal, so that nothing can ask."""
        words = [str(word) for word in command]
        with (
            self.path.open("a") as log,
            subprocess.Popen(
                words,
                cwd=ROOT,
                env=os.environ | (env or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            ) as process,
        ):
            log.write(f"$ {' '.join(words)}\n")
            for line in process.stdout or ():
                log.write(line)
                if line.startswith(NEWS):
                    self.say(f"     {line.rstrip()}")
        if process.returncode:
            raise StepFailed(f"`{' '.join(words[:4])}` ended with {process.returncode}")

    def tail(self, lines: int = 25) -> str:
        """Return the last lines that were written."""
        return "\n".join(self.path.read_text(errors="replace").splitlines()[-lines:])


class Progress:
    """Prints what begins and what is ready, one line each, safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.began = time.monotonic()

    def say(self, text: str) -> None:
        """Print one line at once."""
        with self._lock:
            print(text, flush=True)


def carry_out(steps: list[Step]) -> bool:
    """Do the steps that are not up to date, side by side where they may be; return whether all went well."""
    progress = Progress()
    STAMPS.mkdir(parents=True, exist_ok=True)
    done: set[str] = set()
    waiting = {step.key: step for step in steps}
    running: dict[Future[bool], Step] = {}
    well = True
    with ThreadPoolExecutor(max_workers=6) as pool:
        while waiting or running:
            for step in list(waiting.values()):
                needs = [key for key in step.after if key in {s.key for s in steps}]
                if well and all(key in done for key in needs):
                    del waiting[step.key]
                    running[pool.submit(_carry_out_one, step, progress)] = step
            if not running:
                break
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                step = running.pop(future)
                if future.result():
                    done.add(step.key)
                else:
                    well = False
    return well


def _carry_out_one(step: Step, progress: Progress) -> bool:
    if step.is_done():
        return True
    progress.say(f"  …  {step.title}")
    began = time.monotonic()
    log = Log(step.key, progress.say)
    try:
        step.act(log)
    except (StepFailed, OSError) as fault:
        if step.may_fail:
            progress.say(f"  –  {step.title}: {fault}. Going on without; `.venv/bin/hansa doctor` says more.")
            return True
        progress.say(
            f"  ✗  {step.title}: {fault}\n{log.tail()}\n     All of it: {log.path.relative_to(ROOT)}"
        )
        return False
    missing = [output for output in step.outputs if not (ROOT / output).exists() and step.settled is None]
    if missing:
        progress.say(f"  ✗  {step.title}: it ended well but left no {', '.join(missing)}")
        return False
    (STAMPS / step.key).write_text(step.fingerprint())
    seconds = time.monotonic() - began
    progress.say(f"  ✓  {step.title}  {seconds:.0f} s")
    return True
