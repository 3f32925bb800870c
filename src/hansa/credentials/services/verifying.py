"""Verifying: a file somebody dropped, a document of ours, against our own keys or a bundle's."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from hansa.credentials.adapters.attachment import UnreadablePdf, attached_texts
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import CredentialState, RevocationReason
from hansa.credentials.models import Credential
from hansa.credentials.rules import shape
from hansa.credentials.rules.bundle import NotATrustBundle, trust_in
from hansa.credentials.rules.differences import differing_paths
from hansa.credentials.rules.instants import written
from hansa.credentials.rules.reading import NotJson, read_json
from hansa.credentials.rules.sheet_certificates import roots_in
from hansa.credentials.rules.verification import Line, Report, Trust, report_of, signature_lines
from hansa.credentials.selectors import own_trust
from hansa.credentials.services.page_check import with_page
from hansa.foundation import clock

LARGEST_FILE = 5 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*")
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


# The checks that an altered file fails: its text, or the page around it.
ALTERED = frozenset({"register", "page", "page_signature"})

# What a dropped file may hold is bounded in number and in size.
LARGEST_KEPT = 20_000


@lru_cache(maxsize=1024)
def _kept(text: bytes, trust: Trust) -> tuple[Line, ...]:
    """Shape and signatures of a document never change under the same keys: they are checked once."""
    return signature_lines(read_json(text), trust, contexts())


def _not_a_certificate(reason: str) -> Report:
    return Report("not_a_certificate", (Line("form", "bad", {"reason": reason}),))


def verify_document(document: Any, *, trust: Trust, at: datetime) -> Report:
    """Check a credential that has been read already."""
    if not shape.is_credential(document):
        return _not_a_certificate("not_a_certificate")
    try:
        text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return _not_a_certificate("not_json")
    # What is kept hangs on the keys alone; lists are looked up each time.
    keys = replace(trust, lists=())
    if len(text) > LARGEST_KEPT:
        return report_of(document, signature_lines(document, keys, contexts()), at, trust.lists)
    return report_of(document, _kept(text, keys), at, trust.lists)


def verify_file(data: bytes, *, trust: Trust | None = None, at: datetime | None = None) -> Report:
    """Check a file, PDF or JSON, and say check by check what was found.

    With ``trust`` only the keys in it count and no database is asked; without, this installation's own
    keys and its register of what it issued.
    """
    instant = at or clock.now()
    if len(data) > LARGEST_FILE:
        return _not_a_certificate("too_large")
    if data.startswith(PICTURES) or data[4:12] in HEIC:
        return _not_a_certificate("picture")
    is_pdf = data[:1024].lstrip().startswith(b"%PDF-")
    try:
        document = _from_pdf(data) if is_pdf else read_json(data)
    except NotJson:
        return _not_a_certificate("not_json")
    except UnreadablePdf:
        return _not_a_certificate("unreadable_pdf")
    except LookupError:
        return _not_a_certificate("nothing_inside")
    is_ours, trust = trust is None, trust or own_trust()
    report = verify_document(document, trust=trust, at=instant)
    if report.outcome == "not_a_certificate":
        return report
    if is_ours:
        report = _with_register(report)
    if is_pdf:
        report = with_page(report, data, trust=trust, at=instant)
    return report


def _from_pdf(data: bytes) -> Any:
    """The one credential inside; two would let a reader see one and a verifier the other."""
    credentials = []
    for text in attached_texts(data):
        value = read_json(text)
        if shape.is_credential(value):
            credentials.append(value)
    if len(credentials) != 1:
        raise LookupError("not exactly one credential is attached")
    return credentials[0]


def verify_credential(credential: Credential, *, at: datetime, trust: Trust | None = None) -> Report:
    """Check one of our own, as it stands in the register."""
    report = verify_document(credential.document, trust=trust or own_trust(), at=at)
    return _with_state(report, credential)


def issued_instead(report: Report) -> UUID | None:
    """Return the id of what we issued under the number of an altered file; whoever has the file has the id."""
    is_known = any(line.kind == "register" and line.state != "unknown" for line in report.lines)
    is_altered = any(line.kind in ALTERED and line.state == "bad" for line in report.lines)
    return _number_of(report) if is_known and is_altered else None


def _number_of(report: Report) -> UUID | None:
    identifier = (report.document or {}).get("id")
    try:
        return UUID(str(identifier).removeprefix("urn:uuid:"))
    except ValueError:
        return None


def _with_register(report: Report) -> Report:
    """Add what our register says of the credential's number: the same text, another, or none."""
    number = _number_of(report)
    if number is None:
        return report
    credential = Credential.objects.filter(pk=number).first()
    if credential is None:
        return _adding(report, Line("register", "unknown", {"reason": "not_found"}))
    parts = differing_paths(credential.document, report.document)
    if parts:
        report = _adding(
            report, Line("register", "bad", {"parts": "\n".join(parts[:8]), "count": str(len(parts))})
        )
    else:
        report = _adding(report, Line("register", "ok"))
    return _with_state(report, credential)


def _adding(report: Report, line: Line) -> Report:
    outcome = "refused" if line.state == "bad" else report.outcome
    return replace(report, outcome=outcome, lines=(*report.lines, line))


def _with_state(report: Report, credential: Credential) -> Report:
    """A withdrawn credential keeps its signatures; our register knows whether it was."""
    lines = tuple(line for line in report.lines if line.kind != "status")
    known = replace(report, lines=lines)
    if credential.state == CredentialState.ISSUED:
        return _adding(known, Line("status", "ok", {"reason": "register"}))
    if credential.state != CredentialState.REVOKED:
        return _adding(known, Line("status", "bad", {"reason": "pending"}))
    replaced = credential.revocation_reason == RevocationReason.REPLACED
    facts = {"reason": "replaced" if replaced else "withdrawn"}
    if credential.revoked_at:
        facts["since"] = written(credential.revoked_at)
    return _adding(known, Line("status", "bad", facts))


def trust_from_bundle(data: bytes) -> Trust:
    """Return the keys in a file of DID documents: one, a list of them, or ``{"didDocuments": […]}``."""
    try:
        content = read_json(data)
    except NotJson as fault:
        raise NotATrustBundle("it is not JSON") from fault
    documents = content.get("didDocuments", [content]) if isinstance(content, Mapping) else content
    if not isinstance(documents, list) or not documents:
        raise NotATrustBundle("it holds no DID documents")
    try:
        roots = roots_in(content)
    except ValueError as fault:
        raise NotATrustBundle(f"a certificate in it cannot be read: {fault}") from fault
    return trust_in(documents, contexts=contexts(), roots=roots)
