"""The credential as it is signed: an Open Badge 3.0 that names every signatory it needs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hansa.credentials.rules.instants import written
from hansa.credentials.rules.texts import hashed_email, signable, signable_prose

CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2"
BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# The third is there because the schema's type is defined in it.
EXTENSIONS_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CONTEXT = (CREDENTIALS_CONTEXT, BADGES_CONTEXT, EXTENSIONS_CONTEXT)

CREDENTIAL_TYPE = ("VerifiableCredential", "OpenBadgeCredential")
SCHEMA_ID = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"

# A name, not an address: nothing is ever fetched from it. Changing it would refuse every older certificate.
NAMESPACE = "https://hansa.example.org/ns/credentials"
REQUIRED_SIGNATURE = f"{NAMESPACE}#RequiredSignature"


@dataclass(frozen=True)
class Issuer:
    """The first signatory, in whose name the credential speaks."""

    did: str
    name: str
    url: str


@dataclass(frozen=True)
class Earned:
    """What was earned, in the one language of the credential."""

    id: str
    type: str
    name: str
    language: str
    description: str
    criteria_id: str
    criteria: str


@dataclass(frozen=True)
class Evidence:
    """Something that shows it: the course that was completed, the workshop that was attended."""

    id: str
    name: str
    description: str


@dataclass(frozen=True)
class Holder:
    """Whom the credential is about. ``subject`` is an identifier of this credential alone, so
    that two certificates of one person cannot be joined by it."""

    subject: str
    name: str
    email: str
    salt: str


def described(earned: Earned) -> dict[str, Any]:
    """Return what was earned as the credential says it."""
    return {
        "id": earned.id,
        "type": ["Achievement"],
        "achievementType": earned.type,
        "name": signable(earned.name),
        "inLanguage": earned.language,
        "description": signable_prose(earned.description),
        "criteria": {"id": earned.criteria_id, "narrative": signable_prose(earned.criteria)},
    }


def unsigned_credential(
    *,
    credential_id: str,
    issuer: Issuer,
    holder: Holder,
    earned: Earned | Mapping[str, Any],
    evidence: Sequence[Evidence],
    required: Sequence[str],
    awarded_at: datetime,
    valid_from: datetime | None = None,
    status: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the credential without its proofs.

    ``required`` are the DID URLs of the keys that must sign, the issuer's first: a proof signs this
    list too, so that taking one signature off leaves a document that asks for it. ``status`` is its place in
    a status list. ``earned`` is told, or copied from the certificate that is issued again; then ``valid_from`` is
    later than the award.
    """
    achievement = described(earned) if isinstance(earned, Earned) else dict(earned)
    document: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": credential_id,
        "type": list(CREDENTIAL_TYPE),
        "name": achievement["name"],
        "issuer": {
            "id": issuer.did,
            "type": ["Profile"],
            "name": signable(issuer.name),
            "url": issuer.url,
        },
        "validFrom": written(valid_from or awarded_at),
        "awardedDate": written(awarded_at),
        "credentialSubject": {
            "id": holder.subject,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": signable(holder.name),
                    "identityType": "name",
                },
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": hashed_email(holder.email, holder.salt),
                    "identityType": "emailAddress",
                    "salt": holder.salt,
                },
            ],
            "achievement": achievement,
        },
        "credentialSchema": [{"id": SCHEMA_ID, "type": SCHEMA_TYPE}],
        "termsOfUse": [{"id": key, "type": REQUIRED_SIGNATURE} for key in required],
    }
    if status:
        document["credentialStatus"] = dict(status)
    if evidence:
        document["evidence"] = [
            {
                "id": piece.id,
                "type": ["Evidence"],
                "name": signable(piece.name),
                "description": signable_prose(piece.description),
            }
            # RDF knows no order; one order alone is accepted, so that none can be given another meaning.
            for piece in sorted(evidence, key=lambda piece: piece.id)
        ]
    return document


def document_text(document: Mapping[str, Any]) -> str:
    """Return a credential as the text that is handed out: one order and one spacing everywhere."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def holder_name(document: dict[str, Any]) -> str:
    """Return the name in clear of a credential whose shape has been checked."""
    name: str = document["credentialSubject"]["identifier"][0]["identityHash"]
    return name
