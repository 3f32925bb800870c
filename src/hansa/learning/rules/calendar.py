"""When lectures open and until when people may enrol."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Closed = Literal["archive", "over"]
Phase = Literal["past", "now", "to_come"]


@dataclass(frozen=True, slots=True)
class Release:
    """Whether a lecture is open; if not, on which day it will be (None: to be announced)."""

    is_open: bool
    on: date | None = None


def release(*, week_starts_on: date | None, has_calendar: bool, all_open: bool, today: date) -> Release:
    """Return whether a lecture is open on that day.

    A course without a calendar is self-paced: everything is open. In a living copy everything is open too.
    """
    if all_open or not has_calendar:
        return Release(True)
    if week_starts_on is None:
        return Release(False)
    return Release(week_starts_on <= today, week_starts_on)


def enrolment_closed(*, is_archive: bool, year: int, ends_on: date | None, today: date) -> Closed | None:
    """Return why nobody can enrol any more, or None while people can."""
    if is_archive:
        return "archive"
    is_over = ends_on < today if ends_on else year < today.year
    return "over" if is_over else None


def phase(starts_on: date, ends_on: date, today: date) -> Phase:
    """Return whether a week is past, under way or to come."""
    if ends_on < today:
        return "past"
    return "now" if starts_on <= today else "to_come"
