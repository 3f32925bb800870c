"""The first administrator of an empty installation: a link that is printed at the start, and dies with its use."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from hansa.foundation.audit.services import record

from .. import rules, selectors
from ..enums import Role
from ..models import Person, SetUpLink
from .people import grant_role, register_person

LINK_LASTS = timedelta(hours=24)


class SetUpOver(Exception):
    """The link is not, or no longer, one that opens this house."""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_set_up_link(*, now: datetime) -> str | None:
    """Return the token of a new link in place of any older one, or None where somebody runs this house already."""
    SetUpLink.objects.all().delete()
    if selectors.has_administrator():
        return None
    token = secrets.token_urlsafe(32)
    SetUpLink.objects.create(digest=_digest(token), made_at=now, expires_at=now + LINK_LASTS)
    return token


def link_holds(token: str, now: datetime) -> bool:
    """Tell whether a link opens this house now."""
    holds = SetUpLink.objects.filter(digest=_digest(token), expires_at__gt=now).exists()
    return holds and not selectors.has_administrator()


@transaction.atomic
def open_house(
    *, token: str, email: str, name: str, password: str, language: str, time_zone: str = "UTC", now: datetime
) -> Person:
    """Make the first administrator, and let the link die. Raises ``SetUpOver``.

    The link's row is locked first, so that two people who hold it cannot both use it. Somebody who has an account
    already without a role keeps it: whoever could read what the start printed runs the machine anyway.
    """
    link = SetUpLink.objects.select_for_update().filter(digest=_digest(token), expires_at__gt=now).first()
    if link is None or selectors.has_administrator():
        raise SetUpOver
    if Person.objects.filter(email=rules.tidy_email(email)).exists():
        raise SetUpOver
    person = register_person(
        email=email,
        name=name,
        language=language,
        time_zone=time_zone,
        password=password,
        verified=True,
        now=now,
    )
    grant_role(person=person, role=Role.ADMINISTRATOR, by=None, now=now)
    link.delete()
    record(None, "house.open", person)
    return person
