from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from babel import Locale
from django.db.models import Case, Q, QuerySet, When

from hansa.foundation.prepared import Prepared

from .enums import LikenessState, Role, Sign
from .models import Likeness, Person, RoleGrant

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
    """Return who signs in with this address, be it their first or one that they proved beside it."""
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first()
    if person is None:
        beside = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
        person = Person.objects.filter(pk__in=beside.values("user")).first()
    return person


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
            "merged_accounts": [
                {
                    "since": one.date_joined.isoformat(),
                    "merged": one.merged_at.isoformat() if one.merged_at else None,
                }
                for one in person.merged_accounts.order_by("pk")
            ],
        }
    ]


_alike = Prepared(lambda state: Likeness.objects.filter(state=state).order_by().values_list("pk", flat=True))
_alike_of = Prepared(
    lambda person: (
        Likeness.objects.filter(Q(one=person) | Q(other=person), state=LikenessState.OPEN)
        .order_by("pk")
        .values_list("uid", "signs", "one_id", "one__name", "one__email", "other__name", "other__email")
    )
)


def count_alike() -> int:
    """Return how many pairs of accounts look like one person's and nobody has said yet."""
    return len(_alike.ask(LikenessState.OPEN.value))


def likenesses() -> QuerySet[Likeness]:
    """Return pairs of accounts that look or looked like one person's, what is open first."""
    open_first = Case(When(state=LikenessState.OPEN, then=0), default=1)
    return Likeness.objects.select_related("one", "other", "decided_by").order_by(
        open_first, "-noticed_at", "-pk"
    )


def alike_to(person: Person) -> list[tuple[UUID, list[str], str]]:
    """Return what looks like a second account of a person: the pair's address, by which signs, whose it seems."""
    found = []
    for uid, signs, one, one_name, one_email, other_name, other_email in _alike_of.ask(person.pk):
        called = (other_name or other_email) if one == person.pk else (one_name or one_email)
        found.append((uid, signs, called))
    return found


def sign_said(sign: str) -> str:
    """Return a sign in words."""
    return str(Sign(sign).label) if sign in Sign.values else sign
