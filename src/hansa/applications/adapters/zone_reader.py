"""Has the zone of a passport read in a process of its own: with little memory, little time, and none of our secrets."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SIGHT = Path(__file__).with_name("zone_sight.py")
FONT = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
SECONDS, MEMORY = 8, 1_500_000_000


def is_there() -> bool:
    """Whether zones can be read here: the typeface of zones is needed."""
    return FONT.exists()


def reads_pdf() -> bool:
    """Whether a PDF can be turned into a picture here."""
    return shutil.which("pdftoppm", path="/usr/bin") is not None


def seen_in(data: bytes) -> str:
    """Return the lines of a zone as they were seen on a picture or the first page of a PDF; nothing where none were.

    Whatever goes wrong in there is no more than a page that could not be read.
    """
    try:
        done = subprocess.run(  # noqa: S603  # our own file, by our own interpreter
            # -I: neither the environment nor the working directory decides what is imported.
            [sys.executable, "-I", str(SIGHT), str(FONT), str(SECONDS), str(MEMORY)],
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("ascii", "replace") if done.returncode == 0 else ""
