"""The demonstration's accounts: one for each role, all invented, written down for whoever runs it."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction

from hansa.accounts.services import grant_role, register_person

if TYPE_CHECKING:
    from hansa.accounts.models import Person

STAFF = frozenset({"programme_officer", "regional_officer", "administrator", "auditor"})
# Words to make passwords of: easy to type from a terminal into a telephone.
_WORDS = ("anchor", "brick", "cog", "gable", "harbour", "herring", "kontor", "ledger", "lighter", "quay", "rope", "salt", "seal", "tally", "wharf", "windlass")  # fmt: skip


@dataclass(frozen=True)
class Role:
    """Somebody of the demonstration: what for, called what, where."""

    key: str
    name: str
    language: str = "en"
    country: str = "KR"
    time_zone: str = "Asia/Seoul"
    born: date | None = None
    granted: str | None = None


ROLES = (
    Role("learner", "Sofia Conti", "en", "IT", "Europe/Rome", date(2002, 5, 14)),
    Role("applicant", "Ioana Petrescu", "en", "RO", "Europe/Bucharest", date(1984, 3, 2)),
    Role("applicant_other_city", "Núria Serra", "en", "ES", "Europe/Madrid", date(1979, 11, 20)),
    Role("coordinator", "Radu Ionescu", "en", "RO", "Europe/Bucharest"),
    Role("reviewer", "Lukas Müller", "de", "DE", "Europe/Berlin", granted="reviewer"),
    Role("reviewer_2", "Awa Diop", "fr", "SN", "Africa/Dakar", granted="reviewer"),
    Role("juror", "Maya Brooks", "en", "US", "America/New_York", granted="juror"),
    Role("programme_officer", "Kim Seo-yeon", "en", granted="programme_officer"),
    Role(
        "regional_officer",
        "Wang Lihua",
        "zh-hans",
        "CN",
        "Asia/Shanghai",
        granted="regional_officer",
    ),
    Role("administrator", "Park Ji-ho", "ko", granted="administrator"),
    Role("auditor", "Giulia Ferrari", "it", "IT", "Europe/Rome", granted="auditor"),
)


@dataclass(frozen=True)
class Account:
    """How one signs in."""

    role: str
    email: str
    password: str
    totp_secret: str | None


def engage(*, now: datetime) -> tuple[dict[str, "Person"], list[Account]]:
    """Create the accounts; return the people by role and how each signs in."""
    people: dict[str, Person] = {}
    accounts = []
    for role in ROLES:
        password = "-".join(secrets.choice(_WORDS) for _word in range(3)) + f"-{secrets.randbelow(90) + 10}"
        email = f"{role.key.replace('_', '-')}@example.org"
        with transaction.atomic():
            person = register_person(
                email=email,
                name=role.name,
                language=role.language,
                country=role.country,
                time_zone=role.time_zone,
                birth_date=role.born,
                password=password,
                verified=True,
                invented=True,
                now=now,
            )
            if role.granted:
                grant_role(person=person, role=role.granted, by=None, now=now)
            secret = generate_totp_secret() if role.key in STAFF else None
            if secret:
                TOTP.activate(person, secret)
        people[role.key] = person
        accounts.append(Account(role.key, email, password, secret))
    return people, accounts


def _place() -> Path:
    return Path(settings.HANSA_DATA_DIR) / "demo.json"


def write_down(accounts: list[Account], links: Mapping[str, str]) -> None:
    """Keep the accounts and links in a file that only this user reads; it is whole or not there."""
    place = _place()
    fresh = place.with_suffix(".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(
            {"accounts": [asdict(account) for account in accounts], "links": dict(links)}, out, indent=1
        )
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(place)


def written_down() -> dict[str, Any]:
    """Return what was written down, or empty where no demonstration has been built."""
    try:
        found: dict[str, Any] = json.loads(_place().read_text())
    except FileNotFoundError:
        return {"accounts": [], "links": {}}
    return found
