"""The shape of our credential, closed: what is not described here is refused.

A closed shape is what makes a signature over RDF a signature over the JSON that people read: members
that no context defines, other orders and second spellings have no meaning in RDF, so none is let in.
"""

import re
from collections.abc import Mapping
from typing import Any

from hansa.credentials.rules import document as wanted
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules import status
from hansa.credentials.rules.closed import (
    DID,
    DID_URL,
    IRI,
    URN,
    VALUE,
    Check,
    Fault,
    array,
    exactly,
    instant,
    matching,
    members,
    one_of,
    pair,
    text,
)

# Named in the report: which description of a certificate was used.
NAME = "Hansa credential 1"
MAX_EVIDENCE = 50
MAX_PROOFS = 8

ACHIEVEMENT_TYPES = frozenset({"CertificateOfCompletion", "Certificate", "Award"})

_EMAIL_HASH = re.compile(r"sha256\$[0-9a-f]{64}")
_SALT = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_IDENTIFIERS = pair(
    members(
        {
            "type": exactly("IdentityObject"),
            "hashed": exactly(False),
            "identityHash": text(300),
            "identityType": exactly("name"),
        }
    ),
    members(
        {
            "type": exactly("IdentityObject"),
            "hashed": exactly(True),
            "identityHash": matching(_EMAIL_HASH, "not_a_hash"),
            "identityType": exactly("emailAddress"),
            "salt": matching(_SALT, "not_a_salt"),
        }
    ),
)

_ACHIEVEMENT = members(
    {
        "id": matching(IRI, "not_an_address"),
        "type": exactly(["Achievement"]),
        "achievementType": one_of(ACHIEVEMENT_TYPES),
        "name": text(300),
        "inLanguage": matching(_LANGUAGE, "not_a_language"),
        "description": text(4000),
        "criteria": members({"id": matching(IRI, "not_an_address"), "narrative": text(8000)}),
    }
)

_EVIDENCE = members(
    {
        "id": matching(IRI, "not_an_address"),
        "type": exactly(["Evidence"]),
        "name": text(300),
        "description": text(4000),
    }
)

_CREDENTIAL = members(
    {
        "@context": exactly(list(wanted.CONTEXT)),
        "id": matching(URN, "not_a_uuid"),
        "type": exactly(list(wanted.CREDENTIAL_TYPE)),
        "name": text(300),
        "issuer": members(
            {
                "id": matching(DID, "not_a_did"),
                "type": exactly(["Profile"]),
                "name": text(300),
                "url": matching(IRI, "not_an_address"),
            }
        ),
        "validFrom": instant,
        "validUntil": instant,
        "awardedDate": instant,
        "credentialSubject": members(
            {
                "id": matching(URN, "not_a_uuid"),
                "type": exactly(["AchievementSubject"]),
                "identifier": _IDENTIFIERS,
                "achievement": _ACHIEVEMENT,
            }
        ),
        "evidence": array(_EVIDENCE, 1, MAX_EVIDENCE),
        "credentialStatus": status.place,
        "credentialSchema": exactly([{"id": wanted.SCHEMA_ID, "type": wanted.SCHEMA_TYPE}]),
        "termsOfUse": array(
            members({"id": matching(DID_URL, "not_a_key"), "type": exactly(wanted.REQUIRED_SIGNATURE)}),
            1,
            2,
        ),
    },
    # What was issued before there were status lists says nothing of one.
    optional=frozenset({"validUntil", "evidence", "credentialStatus"}),
)

_PROOF_MEMBERS: dict[str, Check] = {
    "type": exactly(proofs.PROOF_TYPE),
    "created": instant,
    "verificationMethod": matching(DID_URL, "not_a_key"),
    "proofPurpose": exactly(proofs.PURPOSE),
    "proofValue": matching(VALUE, "not_a_signature"),
}
_RDFC_PROOF = members({**_PROOF_MEMBERS, "cryptosuite": exactly(proofs.RDFC)})
_JCS_PROOF = members(
    {**_PROOF_MEMBERS, "cryptosuite": exactly(proofs.JCS), "@context": exactly(list(wanted.CONTEXT))}
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
