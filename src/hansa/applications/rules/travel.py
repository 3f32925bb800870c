"""What a journey needs, what is missing of it, when somebody is reminded, and the day on which it is all gone."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

#: The steps in which travel data are given, in order.
PARTS = ("passport", "journey", "needs", "contact")
PASSPORT = ("name", "number", "nationality", "expires_on")
CONTACT = ("name", "relation", "phone")
NEEDS = ("diet", "diet_note", "access", "room")
DIETS = ("any", "vegetarian", "vegan", "halal", "kosher", "other")

#: Where a call says nothing of its own, everything personal is deleted so many days after the programme.
DEFAULT_DAYS = 30
#: Most countries let nobody in whose passport ends within so many days after the journey.
VALID_AFTER = timedelta(days=183)
REMIND_AFTER = timedelta(days=7)
REMIND_BEFORE = timedelta(days=21)
#: Where a programme has no days at all, travel data are kept no longer than this after a place was taken.
WITHOUT_DAYS = timedelta(days=365)

_NUMBER = re.compile(r"[A-Z0-9]{5,15}\Z")


def missing(
    *, visa: str, has_passport: bool, has_contact: bool, arrives: object, departs: object
) -> tuple[str, ...]:
    """Return the steps that still want something. Who needs no visa may leave the passport out."""
    lacking = {
        "passport": not visa or (visa != "not_needed" and not has_passport),
        "journey": not (arrives and departs),
        "contact": not has_contact,
    }
    return tuple(part for part in PARTS if lacking.get(part))


def is_whole(said: dict[str, str], names: Collection[str]) -> bool:
    """Tell whether every one of these is said."""
    return all(said.get(name) for name in names)


def tidy_number(written: str) -> str:
    """Return a passport's number as it stands in its zone: capitals and digits, no spaces or signs."""
    return re.sub(r"[\s.\-/]", "", written).upper()


def is_number(written: str) -> bool:
    """Tell whether this can be a passport's number."""
    return bool(_NUMBER.match(written))


def passport_ends_early(expires_on: date, last_day: date | None) -> bool:
    """Tell whether a passport ends before the journey does."""
    return last_day is not None and expires_on < last_day


def passport_is_short(expires_on: date, last_day: date | None) -> bool:
    """Tell whether a passport holds for the journey, but not the half year after it that many borders ask for."""
    return last_day is not None and last_day <= expires_on < last_day + VALID_AFTER


def gone_on(*, ends_on: date | None, starts_on: date | None, taken_on: date, days: int | None) -> date:
    """Return the day on which everything personal is deleted."""
    last = ends_on or starts_on
    if last is None:
        return taken_on + WITHOUT_DAYS
    return last + timedelta(days=DEFAULT_DAYS if days is None else days)


def reminder(*, taken_at: datetime | None, starts_on: date | None, now: datetime) -> str:
    """Return which reminder is due to somebody whose travel data are not complete: first, last or none."""
    today = now.date()
    if starts_on is not None:
        if today >= starts_on:
            return ""
        if starts_on - today <= REMIND_BEFORE:
            return "last"
    return "first" if taken_at is not None and now - taken_at >= REMIND_AFTER else ""
