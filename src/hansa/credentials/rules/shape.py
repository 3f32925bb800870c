"""The shape of our credential, closed: what is not described here is refused.

A closed shape is what makes a signature over RDF a signature over the JSON that people read: members
that no context defines, other orders and second spellings have no meaning in RDF, so none is let in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hansa.credentials.rules import document as wanted
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.texts import is_signable

# Named in the report: which description of a certificate was used.
NAME = "Hansa credential 1"
MAX_EVIDENCE = 50
MAX_PROOFS = 8

ACHIEVEMENT_TYPES = frozenset({"CertificateOfCompletion", "Certificate", "Award"})


@dataclass(frozen=True)
class Fault:
    """One place where a document is not what a certificate looks like."""

    path: str
    reason: str


Check = Callable[[Any, str], Iterator[Fault]]

_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IRI = re.compile(r"(https?://|urn:|did:)[^\s<>\"{}|\\^`\x00-\x20]+")
_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9.%:_-]+")
_DID_URL = re.compile(_DID.pattern + r"#[A-Za-z0-9._-]+")
_EMAIL_HASH = re.compile(r"sha256\$[0-9a-f]{64}")
_SALT = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_VALUE = re.compile(r"z[1-9A-HJ-NP-Za-km-z]{64,90}")


def _matching(pattern: re.Pattern[str], reason: str) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or len(value) > 2000 or not pattern.fullmatch(value):
            yield Fault(path, reason)

    return check


def _text(longest: int) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or len(value) > longest or not is_signable(value):
            yield Fault(path, "not_text")

    return check


def _exactly(expected: Any) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        # True == 1 in Python, but not in JSON.
        if type(value) is not type(expected) or value != expected:
            yield Fault(path, "other_value")

    return check


def _one_of(choices: frozenset[str]) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in choices:
            yield Fault(path, "other_value")

    return check


def _instant(value: Any, path: str) -> Iterator[Fault]:
    try:
        parse_instant(value if isinstance(value, str) else "")
    except ValueError:
        yield Fault(path, "not_an_instant")


def _object(members: Mapping[str, Check], optional: frozenset[str] = frozenset()) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "not_an_object")
            return
        for name in value:
            if name not in members:
                yield Fault(f"{path}/{name}"[:200], "not_known")
        for name, inner in members.items():
            if name in value:
                yield from inner(value[name], f"{path}/{name}")
            elif name not in optional:
                yield Fault(f"{path}/{name}", "missing")

    return check


def _array(inner: Check, shortest: int, longest: int) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list) or not shortest <= len(value) <= longest:
            yield Fault(path, "other_number")
            return
        for place, item in enumerate(value):
            yield from inner(item, f"{path}/{place}")
        ids = [item["id"] for item in value if isinstance(item, dict) and isinstance(item.get("id"), str)]
        if len(set(ids)) != len(ids):
            yield Fault(path, "twice")

    return check


def _pair(first: Check, second: Check) -> Check:
    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) != 2:
            yield Fault(path, "other_number")
            return
        yield from first(value[0], f"{path}/0")
        yield from second(value[1], f"{path}/1")

    return check


_IDENTIFIERS = _pair(
    _object(
        {
            "type": _exactly("IdentityObject"),
            "hashed": _exactly(False),
            "identityHash": _text(300),
            "identityType": _exactly("name"),
        }
    ),
    _object(
        {
            "type": _exactly("IdentityObject"),
            "hashed": _exactly(True),
            "identityHash": _matching(_EMAIL_HASH, "not_a_hash"),
            "identityType": _exactly("emailAddress"),
            "salt": _matching(_SALT, "not_a_salt"),
        }
    ),
)

_ACHIEVEMENT = _object(
    {
        "id": _matching(_IRI, "not_an_address"),
        "type": _exactly(["Achievement"]),
        "achievementType": _one_of(ACHIEVEMENT_TYPES),
        "name": _text(300),
        "inLanguage": _matching(_LANGUAGE, "not_a_language"),
        "description": _text(4000),
        "criteria": _object({"id": _matching(_IRI, "not_an_address"), "narrative": _text(8000)}),
    }
)

_EVIDENCE = _object(
    {
        "id": _matching(_IRI, "not_an_address"),
        "type": _exactly(["Evidence"]),
        "name": _text(300),
        "description": _text(4000),
    }
)

_CREDENTIAL = _object(
    {
        "@context": _exactly(list(wanted.CONTEXT)),
        "id": _matching(_URN, "not_a_uuid"),
        "type": _exactly(list(wanted.CREDENTIAL_TYPE)),
        "name": _text(300),
        "issuer": _object(
            {
                "id": _matching(_DID, "not_a_did"),
                "type": _exactly(["Profile"]),
                "name": _text(300),
                "url": _matching(_IRI, "not_an_address"),
            }
        ),
        "validFrom": _instant,
        "validUntil": _instant,
        "awardedDate": _instant,
        "credentialSubject": _object(
            {
                "id": _matching(_URN, "not_a_uuid"),
                "type": _exactly(["AchievementSubject"]),
                "identifier": _IDENTIFIERS,
                "achievement": _ACHIEVEMENT,
            }
        ),
        "evidence": _array(_EVIDENCE, 1, MAX_EVIDENCE),
        "credentialSchema": _exactly([{"id": wanted.SCHEMA_ID, "type": wanted.SCHEMA_TYPE}]),
        "termsOfUse": _array(
            _object({"id": _matching(_DID_URL, "not_a_key"), "type": _exactly(wanted.REQUIRED_SIGNATURE)}),
            1,
            2,
        ),
    },
    optional=frozenset({"validUntil", "evidence"}),
)

_PROOF_MEMBERS: dict[str, Check] = {
    "type": _exactly(proofs.PROOF_TYPE),
    "created": _instant,
    "verificationMethod": _matching(_DID_URL, "not_a_key"),
    "proofPurpose": _exactly(proofs.PURPOSE),
    "proofValue": _matching(_VALUE, "not_a_signature"),
}
_RDFC_PROOF = _object({**_PROOF_MEMBERS, "cryptosuite": _exactly(proofs.RDFC)})
_JCS_PROOF = _object(
    {**_PROOF_MEMBERS, "cryptosuite": _exactly(proofs.JCS), "@context": _exactly(list(wanted.CONTEXT))}
)


def is_credential(value: Any) -> bool:
    """Say whether some JSON claims to be a verifiable credential at all."""
    types = value.get("type") if isinstance(value, dict) else None
    return isinstance(types, list) and "VerifiableCredential" in types


def credential_faults(document: Mapping[str, Any]) -> list[Fault]:
    """Return every place where a credential, its proofs aside, is not in our shape."""
    bare = proofs.unsecured(document)
    faults = list(_CREDENTIAL(bare, ""))
    if not faults and "evidence" in bare:
        ids = [piece["id"] for piece in bare["evidence"]]
        if ids != sorted(ids):
            faults.append(Fault("/evidence", "other_order"))
    if not faults and bare["name"] != bare["credentialSubject"]["achievement"]["name"]:
        faults.append(Fault("/name", "other_value"))
    return faults


def proof_faults(proof: Any, place: int) -> list[Fault]:
    """Return every place where a proof is not one of the two kinds we know: RDFC first, then JCS."""
    return list((_RDFC_PROOF if place == 0 else _JCS_PROOF)(proof, f"/proof/{place}"))
