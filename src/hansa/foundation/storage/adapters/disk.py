"""Where the files lie, and how much room is left there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

RESERVE_BYTES = 200_000_000
RESERVE_SHARE = 0.05


def files() -> Storage:
    """Return the storage that the setting ``STORAGES["files"]`` names: the local disk, or an S3-compatible store."""
    return storages["files"]


def room_is_left() -> bool:
    """Say whether an upload may still be taken.

    The last 200 MB or 5 % belong to the database: SQLite in WAL mode cannot even be read at zero bytes. Where the files lie
    elsewhere, the disk of the database decides, because an upload passes over it.
    """
    folder = _folder()
    usage = shutil.disk_usage(folder)
    reserve = int(getattr(settings, "HANSA_DISK_RESERVE", RESERVE_BYTES))
    share = float(getattr(settings, "HANSA_DISK_RESERVE_SHARE", RESERVE_SHARE))
    return usage.free >= reserve and usage.free >= usage.total * share


def paths(under: str = "") -> Iterator[str]:
    """Yield the path of every file that lies in the storage."""
    try:
        folders, names = files().listdir(under)
    except FileNotFoundError:
        return  # nothing has been taken in yet
    for name in names:
        yield f"{under}/{name}" if under else name
    for folder in folders:
        yield from paths(f"{under}/{folder}" if under else folder)


def _folder() -> Path:
    storage = files()
    place = Path(storage.location) if isinstance(storage, FileSystemStorage) else Path(settings.BASE_DIR)
    while not place.exists():
        place = place.parent
    return place
