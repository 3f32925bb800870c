"""How a command reads and writes files: bounded, all or nothing, and every trouble in one line."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from hansa.config.cli.faults import UsageFault


def read(path: Path, *, most: int) -> bytes:
    """Return a file's bytes; refuse what is no file, cannot be read, or is larger than ``most``."""
    try:
        # A pipe that nobody writes to would be waited for, and /dev/zero has no end: only files are opened.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageFault(f"{path}: {'is a folder' if path.is_dir() else 'is no file'}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as fault:
        raise UsageFault(f"{path}: {_why(fault)}") from None
    if len(data) > most:
        raise UsageFault(f"{path}: larger than {most >> 20} MB")
    return data


def read_folder(folder: Path, *, most: int, most_files: int = 2000) -> dict[str, bytes]:
    """Return the files of a folder and those below it, by their names from there."""
    try:
        names = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as fault:
        raise UsageFault(f"{folder}: {_why(fault)}") from None
    if len(names) > most_files:
        raise UsageFault(f"{folder}: holds more than {most_files} files")
    return {path.relative_to(folder).as_posix(): read(path, most=most) for path in names}


def refuse_unwritable(path: Path, *, beside: tuple[Path, ...]) -> None:
    """Refuse a place for an answer where none can be written, before anything is computed."""
    try:
        if path.is_dir():
            raise UsageFault(f"{path}: is a folder; name a file")
        if any(path.exists() and path.samefile(other) for other in beside):
            raise UsageFault(f"{path}: would be written over, and is read from")
        folder = path.resolve().parent
        if not folder.is_dir():
            raise UsageFault(f"{path}: there is no folder {folder}")
        if not os.access(folder, os.W_OK):
            raise UsageFault(f"{path}: the folder may not be written to")
    except (OSError, ValueError) as fault:
        raise UsageFault(f"{path}: {_why(fault)}") from None


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written to; put in its place would be a file that nobody asked for.
            with path.open("wb", buffering=0) as device:
                device.write(data)
            return
        _write_beside(path.resolve(), data)
    except (OSError, ValueError) as fault:
        raise UsageFault(f"{path}: {_why(fault)}") from None


def _write_beside(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _why(fault: Exception) -> str:
    if isinstance(fault, OSError):
        return fault.strerror or "cannot be read or written"
    return "is no path"
