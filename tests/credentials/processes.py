"""The command as a stranger runs it: a process of its own, with the package and nothing of an installation."""

import os
import subprocess
import sys
from pathlib import Path


def alone(folder: Path, *arguments: object, **known: str) -> subprocess.CompletedProcess[str]:
    """Run ``hansa credentials`` in a folder; the environment names no settings, no data and no database that is there."""
    return subprocess.run(
        [sys.executable, "-m", "hansa.config.cli", "credentials", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": "postgres://nobody@nowhere.invalid/none",
            "TMPDIR": str(folder),
            **known,
        },
    )
