"""The picture that hosts and officers see is the part that the applicant chose; the whole one stays the applicant's.

The whole picture is kept, reduced, for its owner alone until the application is sent: then it goes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hansa.applications import selectors
from hansa.applications.adapters import pictures
from hansa.applications.models import Application, Document, Framing
from hansa.applications.rules.framing import Box, Frame, box_of
from hansa.applications.rules.terms import DocumentTerms
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.foundation.storage import services as storage
from hansa.foundation.storage.enums import Kind
from hansa.foundation.storage.services import Examined

#: What the whole picture is kept as, apart from the part that others see.
PURPOSE = "whole_picture"


@dataclass(frozen=True)
class Cut:
    """A picture that has come in: the part that is shown, the whole, its size, and which part it is."""

    shown: Examined
    whole: Examined
    width: int
    height: int
    frame: Frame


def first_cut(examined: Examined, asked: DocumentTerms) -> Cut | None:
    """Cut a new picture as most people would; None where no proportions are asked, or where it is no picture."""
    if asked.proportions is None or examined.kind == Kind.PDF:
        return None
    data, width, height = pictures.reduced(examined.data)
    name = f"{examined.name.rpartition('.')[0] or examined.name}.jpg"
    frame = Frame()
    part = _cut(data, box_of(width, height, asked.proportions, frame))
    return Cut(Examined(name, Kind.JPEG, part), Examined(name, Kind.JPEG, data), width, height, frame)


def keep_whole(document: Document, cut: Cut, *, delete_on: date | None, now: datetime) -> Framing:
    """Keep the whole picture beside the part of it that a document shows. Called inside a transaction."""
    picture = storage.keep(
        examined=cut.whole,
        purpose=PURPOSE,
        owner_uid=document.application.applicant.uid,
        personal=True,
        delete_on=delete_on,
        now=now,
    )
    return Framing.objects.create(
        document=document,
        picture=picture,
        width=cut.width,
        height=cut.height,
        zoom=cut.frame.zoom,
        across=cut.frame.across,
        down=cut.frame.down,
    )


def frame_picture(*, application_id: int, kind: str, frame: Frame, by: Any, now: datetime) -> Document:
    """Show this part of one's picture from now on. The picture is cut before the database is locked.

    Raises ``NotYours`` where there is no picture of one's own to choose from.
    """
    application = selectors.applications_of(by).filter(pk=application_id).first()
    row = selectors.framing_of(application, kind) if application is not None else None
    asked = selectors.terms_of(application.call).document(kind) if application is not None else None
    if row is None or asked is None or asked.proportions is None:
        raise NotYours
    part = _cut(storage.read_bytes(row.picture), box_of(row.width, row.height, asked.proportions, frame))
    with transaction.atomic():
        locked = selectors.locked(application_id)
        document = selectors.documents_of(locked).filter(pk=row.document_id, framing=row.pk).first()
        if locked.state not in EDITABLE or document is None or document.file is None:
            raise NotYours
        old = document.file
        document.file = storage.keep(
            examined=Examined(old.name, Kind.JPEG, part),
            purpose=kind,
            owner_uid=by.uid,
            personal=True,
            delete_on=old.delete_on,
            # It came in when the picture came in: choosing a part of it wins nobody time after the call.
            now=old.created_at,
        )
        document.save(update_fields=["file"])
        storage.delete(old)
        row.zoom, row.across, row.down = frame.zoom, frame.across, frame.down
        row.save(update_fields=["zoom", "across", "down"])
        record(by, "application.picture.frame", document, kind=kind)
    return document


def let_go(application: Application, kind: str | None = None) -> None:
    """Delete the whole pictures of an application, or that of one kind: nobody chooses from them any more."""
    for row in selectors.framings_of(application):
        if kind is None or row.document.kind == kind:
            storage.delete(row.picture)


def _cut(data: bytes, box: Box) -> bytes:
    return pictures.cut(data, left=box.left, top=box.top, width=box.width, height=box.height)
