"""Opening a bundle: four files and nothing else that a zip can hold."""

import io
import json
import zipfile
import zlib
from typing import Any

from hansa.applications.rules.selection.bundle import MEMBERS
from hansa.applications.rules.selection.files import MOST_BYTES, one_line
from hansa.applications.rules.selection.files.refusal import quoted

MOST_BUNDLE = 96 << 20
MOST_MEMBER = {
    "rules.json": MOST_BYTES["rules"],
    "applicants.csv": MOST_BYTES["applicants"],
    "result.json": 32 << 20,
    "seal.json": 4 << 20,
}
MOST_DIRECTORY = 4096
"""Four members fill some 200 bytes of a zip's directory; a longer one is not read."""


class BundleRefused(ValueError):
    """This is no bundle of a sealed decision; the message is one line."""


def opened(data: bytes) -> dict[str, bytes]:
    """Return the four members of a bundle; refuse anything else that a zip can hold."""
    if len(data) > MOST_BUNDLE:
        raise BundleRefused(f"larger than {MOST_BUNDLE >> 20} MB")
    _refuse_long_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            _refuse_others([member.filename for member in listed])
            return {member.filename: _content(archive, member) for member in listed}
    except BundleRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as fault:
        raise BundleRefused(one_line(f"cannot be opened as a zip: {fault}")) from None


def _refuse_long_directory(data: bytes) -> None:
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise BundleRefused("is no zip")
    if int.from_bytes(data[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        raise BundleRefused("holds more than the four files of a bundle")


def _refuse_others(names: list[str]) -> None:
    for name in names:
        if name not in MEMBERS:
            raise BundleRefused(one_line(f"{quoted(name)} does not belong into a bundle"))
        if names.count(name) > 1:
            raise BundleRefused(f"{name} is in it twice")
    for name in MEMBERS:
        if name not in names:
            raise BundleRefused(f"{name} is missing")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise BundleRefused(f"{member.filename}: is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleRefused(f"{member.filename}: is compressed in a way that is not read")
    most = MOST_MEMBER[member.filename]
    if member.file_size > most:
        raise BundleRefused(f"{member.filename}: larger than {max(most >> 20, 1)} MB")
    with archive.open(member) as file:
        return file.read(most)


def object_in(name: str, data: bytes) -> dict[str, Any]:
    """Return the JSON object that a member holds."""
    try:
        said = json.loads(data, object_pairs_hook=_once)
    except _Twice as twice:
        raise BundleRefused(one_line(f"{name}: {quoted(str(twice))} stands twice in one object")) from None
    except (ValueError, RecursionError):
        raise BundleRefused(f"{name}: no JSON") from None
    if not isinstance(said, dict):
        raise BundleRefused(f"{name}: must be an object")
    return said


class _Twice(ValueError):
    """A field stands twice in one object: two readers could read two things."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return found
