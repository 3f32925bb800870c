"""Packs that somebody hands in through the office: unpacked with care, checked, kept until they are applied."""

import io
import zipfile
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.programmes.models import Edition, UploadedPack
from hansa.programmes.rules.packs.days import Days, with_days
from hansa.programmes.rules.packs.dumping import dump_pack
from hansa.programmes.rules.packs.faults import Fault
from hansa.programmes.services.applying import Applied, apply_pack, fingerprint
from hansa.programmes.services.loading import Loaded, PackFaults, load_files
from hansa.programmes.services.planning import Plan, plan_pack

MOST_BYTES = 8_000_000
MOST_ENTRIES = 2_000


class AlreadyPublished(Exception):
    """The edition stands already: its days change by amendments, each with its reason."""


@transaction.atomic
def receive_pack(*, name: str, data: bytes, by: Any, now: datetime) -> UploadedPack:
    """Check a zip or a single ``pack.yaml`` and keep it; raises ``PackFaults`` and then keeps nothing."""
    return keep_pack(name=name, files=_files(name, data), by=by, now=now)


@transaction.atomic
def keep_pack(*, name: str, files: dict[str, str], by: Any, now: datetime) -> UploadedPack:
    """Check the files of a pack and keep them until somebody applies it; raises ``PackFaults``."""
    loaded = load_files(files)
    upload = UploadedPack.objects.create(
        name=name[-120:],
        slug=loaded.pack.slug,
        files=files,
        sha=fingerprint(files),
        uploaded_by=by,
        uploaded_at=now,
    )
    record(by, "pack.upload", upload, slug=upload.slug, sha=upload.sha)
    return upload


def loaded_upload(upload: UploadedPack) -> Loaded:
    """Read the pack that was handed in again; the network may have changed since, so it may have faults now."""
    return load_files(upload.files)


def plan_upload(upload: UploadedPack) -> Plan:
    """Return what applying the pack would do now."""
    loaded = loaded_upload(upload)
    return plan_pack(pack=loaded.pack, network=loaded.network)


@transaction.atomic
def set_days(*, upload_id: int, days: Days, by: Any, now: datetime) -> UploadedPack:
    """Give an edition that is not published yet other days, another place or size; it is checked as when it came.

    Raises ``AlreadyPublished`` and ``PackFaults``, and then changes nothing.
    """
    upload = UploadedPack.objects.select_for_update().get(pk=upload_id)
    if upload.applied_at is not None or Edition.objects.filter(slug=upload.slug).exists():
        raise AlreadyPublished(upload.slug)
    files = dump_pack(with_days(loaded_upload(upload).pack, days))
    load_files(files)
    upload.files, upload.sha = files, fingerprint(files)
    upload.save(update_fields=["files", "sha"])
    record(by, "pack.days", upload, slug=upload.slug, sha=upload.sha)
    return upload


@transaction.atomic
def apply_upload(*, upload_id: int, by: Any, now: datetime) -> Applied:
    """Apply a pack that was handed in. Applying it twice changes nothing the second time."""
    upload = UploadedPack.objects.select_for_update().get(pk=upload_id)
    loaded = loaded_upload(upload)
    applied = apply_pack(pack=loaded.pack, by=by, now=now, network=loaded.network)
    if upload.applied_at is None:
        upload.applied_at = now
        upload.save(update_fields=["applied_at"])
    return applied


def _files(name: str, data: bytes) -> dict[str, str]:
    if len(data) > MOST_BYTES:
        raise PackFaults(
            [
                _fault(
                    name, _("The file has %(size)s bytes; we read %(most)s at most.") % _sizes(len(data)), ""
                )
            ]
        )
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"pack.yaml": _text("pack.yaml", data)}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [
            entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)
        ]
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or total > MOST_BYTES:
            problem = _("Unpacked it has %(size)s bytes; we read %(most)s at most.") % _sizes(total)
            raise PackFaults([_fault(name, problem, _("Keep films and scans out of packs."))])
        return {_safe_name(entry): _text(entry.filename, _read(archive, entry)) for entry in entries}


def _sizes(size: int) -> dict[str, str]:
    return {"size": f"{size:,}", "most": f"{MOST_BYTES:,}"}


def _fault(file: str, problem: str, remedy: str) -> Fault:
    return Fault(file, 0, problem, remedy)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _safe_name(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
        raise PackFaults(
            [_fault(entry.filename, _("This name leads out of the archive."), _("Pack the folder anew."))]
        )
    if entry.flag_bits & 0x1:
        raise PackFaults(
            [_fault(entry.filename, _("The archive is locked with a password."), _("Pack it without one."))]
        )
    return path.as_posix()


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read one entry. What the directory says of its size is not believed: it may be a lie."""
    _safe_name(entry)
    try:
        with archive.open(entry) as opened:
            data = opened.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError) as wrong:
        problem = _("The archive is damaged here: %(reason)s.") % {"reason": wrong}
        raise PackFaults([_fault(entry.filename, problem, _("Pack the folder anew."))]) from None
    if len(data) > MOST_BYTES:
        raise PackFaults(
            [_fault(entry.filename, _("This file is larger than it says."), _("Pack the folder anew."))]
        )
    return data


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        problem = _("Byte %(number)s is not UTF-8.") % {"number": wrong.start + 1}
        raise PackFaults([_fault(name, problem, _("Save the file in UTF-8, and try again."))]) from None
