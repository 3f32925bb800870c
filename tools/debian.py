"""Programs and fonts that come from Debian: which are missing, and how to get them."""

# Runs on whatever `python3` is there, before there is an environment: nothing but the standard library here.
from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.steps import Log, StepFailed

# What a package is for is said by `hansa doctor`; here is only how to tell that it is there.
FOR_RUNNING: dict[str, Callable[[], object]] = {
    "ffmpeg": lambda: shutil.which("ffmpeg"),
    "espeak-ng": lambda: shutil.which("espeak-ng"),
    "fonts-noto-core": lambda: Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf").exists(),
    "fonts-noto-cjk": lambda: Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    "fonts-ocr-b": lambda: Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf").exists(),
    "poppler-utils": lambda: shutil.which("pdftoppm"),
}
FOR_TESTING: dict[str, Callable[[], object]] = {
    # Others' eyes on a certificate's sheet: its structure, its signatures, its code.
    "qpdf": lambda: shutil.which("qpdf"),
    "poppler-utils": lambda: shutil.which("pdfsig"),
    "zbar-tools": lambda: shutil.which("zbarimg"),
    "chromium": lambda: shutil.which("chromium"),
    "postgresql": lambda: shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
}


def missing(wanted: dict[str, Callable[[], object]]) -> list[str]:
    """Return the packages of a list that are not there."""
    return [package for package, is_there in wanted.items() if not is_there()]


def can_install() -> bool:
    """Whether this is Debian (or a child of it) and we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str], log: Log) -> None:
    """Install Debian packages without asking; waits for another apt to end."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "APT_LISTCHANGES_FRONTEND": "none"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    log.run(*apt, "update", env=quiet)
    log.run(*apt, "install", "--yes", "--no-install-recommends", *packages, env=quiet)


def need(packages: list[str], log: Log) -> None:
    """Install packages, or say in one sentence which are missing."""
    if not packages:
        return
    if not can_install():
        raise StepFailed(f"missing, and only root can install them: apt-get install {' '.join(packages)}")
    install(packages, log)
