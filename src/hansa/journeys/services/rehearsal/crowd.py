"""The crowd: invented people become accounts."""

from datetime import datetime
from typing import TYPE_CHECKING

from hansa.accounts.services import register_person
from hansa.journeys.rules.invented import Invented

if TYPE_CHECKING:
    from hansa.accounts.models import Person


def join(one: Invented, *, now: datetime) -> "Person":
    """Give somebody invented an account; nobody can sign in with it."""
    return register_person(
        email=one.email,
        name=one.name,
        language=one.language,
        birth_date=one.born,
        country=one.country,
        verified=True,
        invented=True,
        now=now,
    )
