"""Checking the signatures on a sheet's page, more strictly than any viewer does.

A revision is written again from what it says (who, when) and compared byte by byte with what is there, and so is the
signature inside it. What is left to alter is what the signatures themselves cover.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hansa.credentials.rules import cms, revisions
from hansa.credentials.rules.instants import written
from hansa.credentials.rules.sheet_certificates import CertificateRefused, Owner, owner_of, title_of

_SIGNATURE = re.compile(
    rb"/Type/Sig/Filter/Adobe\.PPKLite/SubFilter/ETSI\.CAdES\.detached/M\(D:(\d{14})Z\)/Name<feff[0-9a-f]{0,1000}>"
)
_CONTENTS = re.compile(rb"/Contents<([0-9a-f]{1000,20000})>>>\nendobj\n")
_PREVIOUS = re.compile(rb"/Prev (\d{1,10})>>\nstartxref\n\d{1,10}\n%%EOF\n\Z")
MOST_SIGNATURES = 8
LEEWAY = timedelta(minutes=5)


@dataclass(frozen=True)
class PageSignature:
    """What was found out about one signature that the page needs."""

    place: int
    reason: str
    facts: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        """Whether it is there and holds."""
        return not self.reason


def has_signatures(data: bytes) -> bool:
    """Say whether a PDF calls anything in it a signature."""
    return b"/ByteRange" in data or b"/Adobe.PPKLite" in data or b"/DocMDP" in data


def page_signatures(
    data: bytes,
    *,
    needed: Sequence[str],
    roots: tuple[bytes, ...],
    ended: Mapping[str, datetime],
    at: datetime,
) -> list[PageSignature]:
    """Return each signature that a sheet needs, by the DIDs of whoever must sign it, in their order.

    ``ended`` says of certificates (by their SHA-256) when they were retired.
    """
    try:
        ends = _ends(data)
        fields = revisions.fields_of(data)
    except revisions.NotASheet:
        return [PageSignature(place, "form", {"did": did}) for place, did in enumerate(needed, start=1)]
    found = []
    for place, did in enumerate(needed, start=1):
        facts: dict[str, str] = {"did": did}
        if place >= len(ends):
            reason = "missing"
        elif fields != len(needed) or len(ends) - 1 > len(needed):
            reason = "other_number"
        else:
            reason = _checked(data[: ends[place]], ends[place - 1], place, fields, roots, ended, at, facts)
        found.append(PageSignature(place, reason, facts))
    return found


def _ends(data: bytes) -> list[int]:
    """Where the sheet ends without signatures, and where each revision ends; the last is the end of the file."""
    ends = [len(data)]
    while found := _PREVIOUS.search(data, max(0, ends[0] - 200), ends[0]):
        if len(ends) > MOST_SIGNATURES:
            raise revisions.NotASheet("more revisions than there are signatures")
        mark = b"\nstartxref\n%d\n%%%%EOF\n" % int(found[1])
        at = data.find(mark, int(found[1]), ends[0])
        if at < 0 or at + len(mark) >= ends[0]:
            raise revisions.NotASheet("a revision without one before it")
        ends.insert(0, at + len(mark))
    return ends


def _checked(
    data: bytes,
    before: int,
    place: int,
    fields: int,
    roots: tuple[bytes, ...],
    ended: Mapping[str, datetime],
    at: datetime,
    facts: dict[str, str],
) -> str:
    """Return why a signature does not hold, or nothing; fills the facts with what is known by then."""
    said = _SIGNATURE.search(data, before)
    contents = _CONTENTS.search(data, before)
    if said is None or contents is None:
        return "form"
    try:
        when = datetime.strptime(said[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        certificate, signature, digest = _signature_in(contents[1], data, contents.start(1) - 1)
        owner = owner_of(certificate, roots)
        name, room = title_of(certificate), cms.room_for(certificate)
        base = data[:before]
        if place == 1:
            hole = revisions.certified(base, fields=fields, name=name, at=when, room=room)
        else:
            hole = revisions.countersigned(base, place=place, name=name, at=when, room=room)
    except CertificateRefused as fault:
        return str(fault)
    except (cms.NotOurSignature, revisions.NotASheet, ValueError):
        return "form"
    _say(facts, owner, certificate, when)
    if hole.filled(cms.envelope(certificate, digest, signature)) != data or hole.digest != digest:
        return "form"
    if not cms.is_signed(owner.public, signature, cms.signed_attributes(certificate, digest)):
        return "forged"
    if owner.did != facts["did"]:
        return "not_asked"
    end = ended.get(facts["certificate"])
    if end is not None and when >= end:
        return "retired"
    if when < owner.since or when > at + LEEWAY:
        return "early"
    return ""


def _signature_in(text: bytes, data: bytes, hole: int) -> tuple[bytes, bytes, bytes]:
    """Return certificate, signature and digest; zeros must follow the signature to the end of its room."""
    digest = revisions.digest_around(data, hole, hole + len(text) + 2)
    raw = bytes.fromhex(text.decode())
    length = int.from_bytes(raw[2:4], "big") + 4 if raw[:2] == b"\x30\x82" else 0
    if any(raw[length:]):
        raise cms.NotOurSignature("something stands behind it")
    return (*cms.certificate_in(raw[:length], digest), digest)


def _say(facts: dict[str, str], owner: Owner, certificate: bytes, when: datetime) -> None:
    facts.update(
        role=owner.role,
        name=owner.body,
        certificate=sha256(certificate).hexdigest(),
        created=written(when),
    )


def needed_by(document: Mapping[str, Any]) -> list[str]:
    """Return the DIDs of whoever must sign a sheet: those who must sign the credential in it, in its order."""
    return [term["id"].partition("#")[0] for term in document["termsOfUse"]]
