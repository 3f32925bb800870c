"""Two invented signatories with keys of their own, and credentials signed by them, without a database."""

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules import dids, proof
from hansa.credentials.rules import document as documents
from hansa.credentials.rules.verification import Report, Trust, verify

DAY = datetime(2025, 11, 14, 9, 30, tzinfo=UTC)


@dataclass
class Party:
    """Somebody who signs."""

    name: str
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def did(self) -> str:
        return dids.did_web("localhost:8000", "did", self.name)

    @property
    def key(self) -> str:
        return dids.key_id(self.did, dids.multikey(self.public))

    def trusted(self, **more: Any) -> dids.TrustedKey:
        return dids.TrustedKey(id=self.key, did=self.did, public=self.public, name=self.name, **more)


ISSUER, MAYOR, STRANGER = Party("secretary-general"), Party("mayor-of-seoul"), Party("stranger")
TRUST = Trust((ISSUER.trusted(), MAYOR.trusted()))


def unsigned(required: list[Party] | None = None, issuer: Party = ISSUER) -> dict[str, Any]:
    """A credential that asks for some signatures (both, if it is not said)."""
    page = "http://localhost:8000/programmes/champions-2025/"
    return documents.unsigned_credential(
        credential_id="urn:uuid:5b2a9c1e-8f0d-4b52-9d0e-2f6f3d1c7a10",
        issuer=documents.Issuer(
            issuer.did, "World Smart Sustainable Cities Organization", "https://wego.example.org/"
        ),
        holder=documents.Holder(
            subject="urn:uuid:0d1f6c3a-0b7e-4f60-8a36-6a5d2b9e4c11",
            name="Zoë Đặng-O'Connor",
            email="zoe@example.org",
            salt="c2FsdHNhbHQ",
        ),
        earned=documents.Earned(
            id="http://localhost:8000/achievements/wego/champions-2025:workshop/",
            type="Certificate",
            name="Sustainable Smart City Champions 2025",
            language="en",
            description="Attended a workshop and completed the course.",
            criteria_id=page,
            criteria="Completion of the course and attendance of one workshop.",
        ),
        evidence=[
            documents.Evidence(
                f"{page}#workshop", "Workshop in Geneva", "Marked present on 14 November 2025."
            ),
            documents.Evidence(f"{page}#course", "Course", "Nineteen lectures and the coursework."),
        ],
        required=[party.key for party in required or [ISSUER, MAYOR]],
        awarded_at=DAY,
    )


def proof_by(party: Party, document: dict[str, Any], suite: str, created: datetime = DAY) -> dict[str, Any]:
    """A proof of a document."""
    options = proof.proof_options(document, suite=suite, key=party.key, created=created)
    return proof.make_proof(document, options, sign=party.private.sign, contexts=contexts())


def signed(document: dict[str, Any] | None = None) -> dict[str, Any]:
    """A credential with both signatures."""
    bare = document or unsigned()
    return {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC), proof_by(MAYOR, bare, proof.JCS)]}


def signed_alone() -> dict[str, Any]:
    """A credential that needs the issuer's signature only."""
    bare = unsigned([ISSUER])
    return {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC)]}


def checked(document: Any, trust: Trust = TRUST, at: datetime = DAY) -> Report:
    """The report on a document."""
    return verify(document, trust=trust, at=at, contexts=contexts())


def reasons(report: Report) -> set[str]:
    """Why a report refuses."""
    return {line.facts.get("reason", line.kind) for line in report.lines if line.state == "bad"}


def changed(document: dict[str, Any], path: list[str | int], value: Any) -> dict[str, Any]:
    """A copy of a document with another value at a path."""
    copied = copy.deepcopy(document)
    place: Any = copied
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copied
