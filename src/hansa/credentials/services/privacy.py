"""What is held about a person here, for their own copy of it."""

from typing import Any

from hansa.credentials.selectors import claims_of, credentials_of


def held_about(person: Any) -> list[dict[str, Any]]:
    """Return a person's certificates and requests as plain values."""
    earned = [
        {
            "kind": "certificate",
            "number": credential.number,
            "achievement": credential.achievement.key,
            "state": credential.state,
            "document": credential.document,
        }
        for credential in credentials_of(person)
    ]
    asked = [
        {
            "kind": "request",
            "achievement": claim.achievement.key,
            "state": claim.state,
            "answers": claim.answers,
            "reason": claim.reason,
            "requested_at": claim.requested_at.isoformat(),
        }
        for claim in claims_of(person)
    ]
    return earned + asked
