"""How long a referee's link holds, how often an applicant may remind them, and what is still missing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

ASKED, RECEIVED, DECLINED, REPLACED = "asked", "received", "declined", "replaced"
AGAIN = timedelta(days=3)
REMINDERS = 3
"""So many mails are enough for somebody who does not answer."""
WITHOUT_AN_END = timedelta(days=60)
#: So many people an applicant may name in all: nobody mails the world by way of us.
NAMED_PER_LETTER = 4
TRIES = 8


def holds_until(
    *, closes_at: datetime | None, days_after: int | None, returned_until: datetime | None, now: datetime
) -> datetime:
    """Return the last instant of a link: the call's closing and the days it grants, or 60 days where it never closes.

    Where an application was returned to be completed, its own day counts if it is later.
    """
    if closes_at is None:
        return now + WITHOUT_AN_END
    until = closes_at + timedelta(days=days_after or 0)
    return max(until, returned_until) if returned_until is not None else until


def may_remind(*, state: str, mailed_at: datetime | None, reminders: int, now: datetime) -> bool:
    """Tell whether another mail may go to a referee: not within three days, and three times at most."""
    return state == ASKED and reminders < REMINDERS and mailed_at is not None and mailed_at <= now - AGAIN


def may_name(*, states: Iterable[str], number: int) -> bool:
    """Tell whether the applicant may name one more: while a letter is neither here nor asked for."""
    known = list(states)
    return counted(known) < number and len(known) < number * NAMED_PER_LETTER


def counted(states: Iterable[str]) -> int:
    """Return how many letters are here or asked for."""
    return sum(1 for state in states if state in (ASKED, RECEIVED))


def missing(states: Iterable[str], *, number: int, must_be_here: bool) -> tuple[int, int]:
    """Return how many referees are still to be named, and for how many letters sending has to wait."""
    known = list(states)
    to_name = max(0, number - counted(known))
    received = sum(1 for state in known if state == RECEIVED)
    return to_name, max(0, number - to_name - received) if must_be_here else 0


def due_again(tries: int, now: datetime) -> datetime | None:
    """Return when a mail that did not go out is tried again; None where it has been tried often enough."""
    return now + timedelta(minutes=5 * 2**tries) if tries < TRIES else None


def deleted_on(*, last: date | None, days: int, now: datetime) -> date:
    """Return the day on which a letter goes."""
    return (last or now.date()) + timedelta(days=days)
