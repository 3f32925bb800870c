"""One signature into one PDF: the seam behind which another writer or a remote key can stand."""

from dataclasses import dataclass
from datetime import datetime

from hansa.credentials.adapters.sheet_keys import Signer
from hansa.credentials.rules import cms, revisions
from hansa.credentials.rules.sheet_certificates import title_of


@dataclass(frozen=True)
class Custodian:
    """Who signs: a certificate, and the act of its key."""

    certificate: bytes
    sign: Signer


def sign(data: bytes, who: Custodian, field: int, when: datetime, certify_with: int | None = None) -> bytes:
    """Return a PDF with one signature more: that of ``field`` (1 is the first).

    The first certifies the sheet and makes the fields of all: ``certify_with`` says of how many.
    """
    name, room = title_of(who.certificate), cms.room_for(who.certificate)
    if certify_with is not None:
        hole = revisions.certified(data, fields=certify_with, name=name, at=when, room=room)
    else:
        hole = revisions.countersigned(data, place=field, name=name, at=when, room=room)
    signature = who.sign(cms.signed_attributes(who.certificate, hole.digest))
    return hole.filled(cms.envelope(who.certificate, hole.digest, signature))
