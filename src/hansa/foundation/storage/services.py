"""Taking files in, reading them, and letting them go.

Parsing takes some tens of milliseconds. Where a transaction is open around the act, call ``examine`` before it and ``keep``
inside it; ``intake`` is both in one.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hansa.foundation.audit.services import record

from . import rules, selectors
from .adapters import cipher, clamd, disk
from .adapters.cipher import Unreadable
from .adapters.pool import NotParsed, pool
from .enums import Kind, Refusal
from .models import StoredFile
from .refusals import FileRefused, StorageFull, refused

__all__ = [
    "Examined", "FileRefused", "StorageFull", "Unreadable", "delete", "delete_due", "erase_owner", "examine", "give", "intake",
    "keep", "mark_of", "read_bytes", "require_room", "response_for", "seal", "seal_anew", "sweep_orphans", "unseal",
]  # fmt: skip

#: Where a request says when the sending of its file began.
UPLOAD_BEGAN = "hansa.upload_began_at"
ALL_KINDS = ("jpeg", "png", "heic", "pdf")
MOST_BYTES = 10_000_000
INLINE = {"image/jpeg", "image/png"}
# A file is written before its row is committed; for this long a file without a row may be one that is on its way.
ON_ITS_WAY = timedelta(hours=1)


@dataclass(frozen=True)
class Examined:
    """A file that has been looked into and written anew, and is not kept yet."""

    name: str
    kind: Kind
    data: bytes


def require_room() -> None:
    """Raise ``StorageFull`` where the disk has reached its reserve."""
    if not disk.room_is_left():
        raise StorageFull


def examine(
    *,
    upload: UploadedFile[Any] | bytes,
    purpose: str,
    kinds: Iterable[str] = ALL_KINDS,
    max_bytes: int = MOST_BYTES,
    name: str = "",
    limits: rules.Limits | None = None,
) -> Examined:
    """Look into a file and return it written anew, without its metadata. Raises ``FileRefused`` with a sentence.

    Decided by content: size first, then the kind by its first bytes, then, in a process of its own, everything else.
    """
    allowed = {Kind(kind) for kind in kinds}
    given = name or (getattr(upload, "name", "") or "" if not isinstance(upload, bytes) else "")
    no = partial(refused, purpose=purpose, kinds=allowed)
    size = len(upload) if isinstance(upload, bytes) else (upload.size or 0)
    if size > max_bytes:
        raise no(Refusal.TOO_LARGE, facts={"size": size, "limit": max_bytes})
    data = upload if isinstance(upload, bytes) else _bytes_of(upload, max_bytes)
    kind = rules.kind_of(data[:2048])
    if isinstance(kind, Refusal):
        raise no(kind)
    if kind not in allowed:
        raise no(Refusal.NOT_ALLOWED)
    claimed = rules.claimed_kind(given)
    # A telephone names a HEIC photo .jpg when it is sent on; between pictures the wrong ending does no harm.
    if claimed is not None and (claimed is Kind.PDF) != (kind is Kind.PDF):
        raise no(Refusal.NOT_WHAT_IT_SAYS)
    try:
        if clamd.is_infected(data):
            raise no(Refusal.VIRUS)
    except clamd.ClamdAway as fault:
        raise no(Refusal.UNCHECKED) from fault
    parsed = pool.parse(data, kind, limits or rules.Limits())
    if isinstance(parsed, NotParsed):
        raise no(parsed.refusal, facts=parsed.facts)
    return Examined(rules.safe_name(given, parsed.kind), parsed.kind, parsed.data)


def keep(
    *,
    examined: Examined,
    purpose: str,
    owner_uid: uuid.UUID,
    personal: bool,
    delete_on: date | None = None,
    now: datetime,
) -> StoredFile:
    """Keep an examined file for its owner; a personal one is encrypted. Raises ``StorageFull`` at the reserve.

    The file is on the disk before its row is committed. Where the transaction is undone, ``sweep_orphans`` removes it.
    """
    require_room()
    file_id = uuid.uuid4()
    content = examined.data
    if personal:
        content = cipher.encrypt(content, file_id=file_id, owner_uid=owner_uid)
    random = secrets.token_hex(20)
    path = disk.files().save(f"{random[:2]}/{random[2:]}", ContentFile(content))
    try:
        return StoredFile.objects.create(
            id=file_id,
            owner_uid=owner_uid,
            purpose=purpose,
            name=examined.name,
            content_type=rules.CONTENT_TYPES[examined.kind],
            size=len(examined.data),
            sha256=hashlib.sha256(examined.data).hexdigest(),
            is_encrypted=personal,
            path=path,
            created_at=now,
            delete_on=delete_on,
        )
    except BaseException:
        disk.files().delete(path)
        raise


def intake(
    *,
    upload: UploadedFile[Any] | bytes,
    purpose: str,
    kinds: Iterable[str] = ALL_KINDS,
    max_bytes: int = MOST_BYTES,
    owner_uid: uuid.UUID,
    personal: bool,
    delete_on: date | None = None,
    now: datetime,
    name: str = "",
) -> StoredFile:
    """Take a file in: examined by content, written anew, kept for its owner, deleted on its day.

    Raises ``FileRefused`` with a sentence for the person, or ``StorageFull``.
    """
    require_room()
    examined = examine(upload=upload, purpose=purpose, kinds=kinds, max_bytes=max_bytes, name=name)
    return keep(
        examined=examined,
        purpose=purpose,
        owner_uid=owner_uid,
        personal=personal,
        delete_on=delete_on,
        now=now,
    )


def read_bytes(file: StoredFile) -> bytes:
    """Return the file's content. Raises ``Unreadable`` where it is not what was put there.

    Opening a personal document is an act: whoever calls this for a person writes it into the audit.
    """
    with disk.files().open(file.path) as stored:
        content: bytes = stored.read()
    if file.is_encrypted:
        content = cipher.decrypt(content, file_id=file.id, owner_uid=file.owner_uid)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Unreadable("The file was changed on the disk.")
    return content


def response_for(file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """Return the file as a download that a browser neither guesses at nor runs. Pictures may be shown in a page."""
    response = HttpResponse(read_bytes(file), content_type=file.content_type)
    shown = inline and file.content_type in INLINE
    response["Content-Disposition"] = content_disposition_header(not shown, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store" if file.is_encrypted else "private, max-age=600"
    return response


def seal(content: bytes, *, record_id: uuid.UUID, owner_uid: uuid.UUID) -> bytes:
    """Return a few personal words closed under the document key, for a row of the database; only there do they open."""
    return cipher.encrypt(content, file_id=record_id, owner_uid=owner_uid)


def mark_of(words: str, *, of: str) -> str:
    """Return a fingerprint by which the same words are known again, and which without our key tells nothing of them."""
    return cipher.mark_of(f"{of}:{words}".encode()) if words else ""


def unseal(sealed: bytes, *, record_id: uuid.UUID, owner_uid: uuid.UUID) -> bytes:
    """Return what was sealed for this row. Raises ``Unreadable`` where it is not what was put there."""
    return cipher.decrypt(sealed, file_id=record_id, owner_uid=owner_uid)


@transaction.atomic
def give(owner_uid: uuid.UUID, *, to: uuid.UUID) -> int:
    """Let everything that one owner holds belong to another, and return how much that was.

    What is encrypted is closed anew for its new owner, under a new path; the old bytes go when the transaction is through.
    """
    files = list(selectors.files_of(owner_uid).select_for_update())
    for file in files:
        if file.is_encrypted and file.size:
            _close_anew(file, to)
        file.owner_uid = to
        file.save(update_fields=["owner_uid", "path"])
    return len(files)


def _close_anew(file: StoredFile, owner_uid: uuid.UUID) -> None:
    try:
        content = read_bytes(file)
    except (OSError, Unreadable):
        return  # it did not open for its old owner either
    random = secrets.token_hex(20)
    closed = cipher.encrypt(content, file_id=file.id, owner_uid=owner_uid)
    old, file.path = file.path, disk.files().save(f"{random[:2]}/{random[2:]}", ContentFile(closed))
    transaction.on_commit(partial(disk.files().delete, old))


def seal_anew(
    sealed: bytes | memoryview | None, *, record_id: uuid.UUID, owner_uid: uuid.UUID, to: uuid.UUID
) -> bytes | None:
    """Return what was sealed for one owner's row, sealed for another's."""
    if not sealed:
        return None
    content = unseal(bytes(sealed), record_id=record_id, owner_uid=owner_uid)
    return seal(content, record_id=record_id, owner_uid=to)


@transaction.atomic
def delete(file: StoredFile) -> None:
    """Let a file go: the row now, the bytes when the transaction is through."""
    path = file.path
    file.delete()
    transaction.on_commit(partial(disk.files().delete, path))


def delete_due(now: datetime) -> int:
    """Delete every file whose day has come, each with a line in the audit, and return how many.

    Each is a transaction of its own, so a run that is killed is finished by the next.
    """
    deleted = 0
    for file in selectors.files_due(now.astimezone(UTC).date()).iterator():
        try:
            with transaction.atomic():
                record(None, "storage.delete_due", file, purpose=file.purpose, due=str(file.delete_on))
                delete(file)
        except ProtectedError:
            # A record still insists on its file. The bytes must go all the same: the day was promised to a person.
            disk.files().delete(file.path)
            StoredFile.objects.filter(pk=file.pk).update(size=0, delete_on=None)
        deleted += 1
    return deleted


def erase_owner(owner_uid: uuid.UUID) -> int:
    """Delete every file of a person who is erased, and return how many there were."""
    files = list(selectors.files_of(owner_uid))
    for file in files:
        delete(file)
    return len(files)


def sweep_orphans(now: datetime) -> tuple[int, list[StoredFile]]:
    """Remove files that no row knows; return how many, and the rows whose file is missing.

    Files of acts that were undone are the first kind. There should be none of the second.
    """
    known = {file.path: file for file in StoredFile.objects.iterator()}
    removed = 0
    there: set[str] = set()
    for path in list(disk.paths()):
        if path in known:
            there.add(path)
        elif disk.files().get_modified_time(path) < now - ON_ITS_WAY:
            disk.files().delete(path)
            removed += 1
    # Rows that came while we were counting have their file; only those known before are judged.
    return removed, [file for path, file in known.items() if path not in there and file.size]


def _bytes_of(upload: UploadedFile[Any], max_bytes: int) -> bytes:
    upload.seek(0)
    data: bytes = upload.read(max_bytes + 1)
    return data
