"""Accounts: people come, are given roles, and say who they are."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from hansa.foundation.audit.services import record

from .. import rules, selectors, signals
from ..models import Person, RoleGrant


@transaction.atomic
def register_person(
    *,
    email: str,
    name: str,
    now: datetime,
    language: str = "en",
    password: str | None = None,
    verified: bool = False,
    invented: bool = False,
    birth_date: date | None = None,
    country: str = "",
    time_zone: str = "UTC",
    by: Person | None = None,
) -> Person:
    """Create an account and return it; one that exists under the address is returned as it is.

    ``verified`` is for people whose address somebody answers for: imported, invited or invented ones.
    Signing up on the site goes through allauth and proves the address by a code.
    """
    address = rules.tidy_email(email)
    known = Person.objects.select_for_update().filter(email=address).first() or selectors.person_by_email(
        address
    )
    if known is not None:
        return known
    person = Person(
        email=address,
        name=rules.tidy_name(name),
        language=language,
        birth_date=birth_date,
        country=country,
        time_zone=time_zone,
        is_invented=invented,
        date_joined=now,
    )
    person.set_password(password)
    person.save()
    if verified:
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    record(by, "person.register", person, invented=invented)
    signals.person_registered.send(sender=Person, person=person)
    return person


@transaction.atomic
def grant_role(*, person: Person, role: str, by: Person | None, now: datetime) -> RoleGrant:
    """Give a role to a person; giving it twice changes nothing."""
    grant, created = RoleGrant.objects.get_or_create(
        person=person, role=role, defaults={"granted_by": by, "granted_at": now}
    )
    if created:
        record(by, "role.grant", person, role=role)
        signals.role_granted.send(sender=RoleGrant, grant=grant)
    person.__dict__.pop("roles", None)
    return grant


@transaction.atomic
def withdraw_role(*, person: Person, role: str, by: Person) -> None:
    """Take a role from a person."""
    taken, _rows = RoleGrant.objects.filter(person=person, role=role).delete()
    if taken:
        record(by, "role.withdraw", person, role=role)
    person.__dict__.pop("roles", None)


@transaction.atomic
def update_profile(*, person: Person, by: Person, **fields: Any) -> Person:
    """Change what a person says about themselves: name, form of address, language, zone, birth date, country."""
    known = {"name", "addressed_as", "language", "time_zone", "birth_date", "country"}
    changed = [field for field, value in fields.items() if field in known and getattr(person, field) != value]
    for field in changed:
        value = fields[field]
        setattr(person, field, rules.tidy_name(value) if field in {"name", "addressed_as"} else value)
    if changed:
        person.save(update_fields=changed)
        record(by, "person.update", person, fields=sorted(changed))
    return person
