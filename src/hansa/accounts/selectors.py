from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django.db.models import QuerySet

from .enums import Role
from .models import Person, RoleGrant

# CLDR lists these among the territories, but nobody lives there or they are groups of countries.
NOT_COUNTRIES = frozenset(
    {
        "EU",
        "EZ",
        "QO",
        "UN",
        "XA",
        "XB",
        "ZZ",
        "AQ",
        "BV",
        "HM",
        "TF",
        "CP",
        "CQ",
        "AC",
        "DG",
        "EA",
        "IC",
        "TA",
    }
)


def granted_roles(person: Person | int) -> "QuerySet[RoleGrant, str]":
    """Return the roles that a person was given by name."""
    return RoleGrant.objects.filter(person=person).order_by().values_list("role", flat=True)


def people() -> QuerySet[Person]:
    """Return everybody with an account, by name."""
    return Person.objects.order_by("name", "email")


def people_with_role(role: str) -> QuerySet[Person]:
    """Return those who were granted a role."""
    return people().filter(grants__role=role, is_active=True)


def has_administrator() -> bool:
    """Tell whether this house has anybody who runs it; before that it can only be set up."""
    return RoleGrant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True).exists()


def person_by_email(email: str) -> Person | None:
    """Return who signs in with this address."""
    return Person.objects.filter(email=email.strip().lower()).first()


@lru_cache(maxsize=16)
def country_choices(language: str) -> list[tuple[str, str]]:
    """Return every country by its ISO code and its name in a language, in that language's order of names."""
    names = Locale.parse(language, sep="-").territories
    countries = [(code, name) for code, name in names.items() if len(code) == 2 and code not in NOT_COUNTRIES]
    return sorted(countries, key=lambda choice: choice[1])


@lru_cache(maxsize=16)
def country_names(language: str) -> Mapping[str, str]:
    """Return every country's name in a language, by its ISO code."""
    return MappingProxyType(dict(country_choices(language)))


@lru_cache(maxsize=1)
def time_zone_choices() -> list[tuple[str, str]]:
    """Return the IANA zones that are named after a place."""
    zones = sorted(
        z
        for z in available_timezones()
        if "/" in z and not z.startswith(("Etc/", "posix", "right", "SystemV"))
    )
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]


def held_about(person: Person) -> list[dict[str, Any]]:
    """Return what the account itself holds about a person, for their download."""
    return [
        {
            "email": person.email,
            "name": person.name,
            "addressed_as": person.addressed_as,
            "language": person.language,
            "time_zone": person.time_zone,
            "birth_date": person.birth_date.isoformat() if person.birth_date else None,
            "country": person.country,
            "since": person.date_joined.isoformat(),
            "roles": sorted(person.roles),
        }
    ]
