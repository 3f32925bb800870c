"""What a call's rules and ranges may ask about an applicant: from the account, the city and the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

LEVEL = "level_"
"""A question ``level_en`` says how well somebody speaks English."""


def gather(
    *,
    birth_date: date | None,
    residence: str,
    member: Mapping[str, str] | None,
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    """Return plain facts; what nobody said yet is None, which leaves a rule unanswered."""
    fields = answers.get("fields")
    return {
        "birth_date": _day(answers.get("birth_date")) or birth_date,
        "country": answers.get("residence") or residence or None,
        "member": member["key"] if member else None,
        "member_kind": member["kind"] if member else None,
        "region": member["region"] if member else None,
        "role_level": answers.get("role_level") or None,
        "fields": list(fields) if fields else None,
        "languages": {
            key.removeprefix(LEVEL): str(value)
            for key, value in answers.items()
            if key.startswith(LEVEL) and value
        },
    }


def attributes(
    names: tuple[str, ...],
    *,
    member: Mapping[str, str],
    is_first_time: bool,
    answers: Mapping[str, Any],
) -> dict[str, str]:
    """Return the values that the ranges speak of; an unanswered question has the value ''.

    What the form asks outweighs what the installation happens to remember of earlier years.
    """
    known = {
        "region": member["region"],
        "country": member["country"],
        "city": member["key"],
        "first_time": "yes" if is_first_time else "no",
    }
    return {name: str(answers.get(name) or known.get(name) or "") for name in names}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
