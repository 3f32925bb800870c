"""Runs a rehearsal in a process of its own, on a database of its own: this installation's rows are out of reach."""

import subprocess
import sys
from pathlib import Path

# A thousand people take some minutes; one that takes longer has gone wrong.
TIME_LIMIT = 1800


class RehearsalBroke(RuntimeError):
    """The process ended without a table; the message is what it said last."""


def rehearse_apart(*, path: Path, people: int, seed: int) -> tuple[str, bool]:
    """Return the table of a rehearsal of the pack in that folder, and whether it jams."""
    command = [sys.executable, "-m", "hansa.config.cli", "packs", "rehearse", str(path)]
    done = subprocess.run(  # noqa: S603  # our own command, with numbers and a folder of ours
        [*command, "--people", str(people), "--seed", str(seed)],
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    if done.returncode not in {0, 1} or not done.stdout:
        raise RehearsalBroke((done.stderr or "no answer").strip().splitlines()[-1])
    return done.stdout, done.returncode == 1
