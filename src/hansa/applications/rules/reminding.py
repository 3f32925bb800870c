"""Whom we remind, and when: once each, late enough to matter and early enough to help."""

from datetime import datetime, timedelta

DRAFT_BEFORE_CLOSE = timedelta(days=3)
OFFER_BEFORE_END = timedelta(days=2)
# Somebody who is writing at this moment needs no letter about it, nor does one who heard of the place yesterday.
AT_REST = timedelta(hours=12)
HAS_HAD_TIME = timedelta(days=1)


def draft_is_due(*, closes_at: datetime | None, changed_at: datetime, now: datetime) -> bool:
    """Tell whether a draft that nobody touches is about to miss its call."""
    if closes_at is None or changed_at > now - AT_REST:
        return False
    return now <= closes_at <= now + DRAFT_BEFORE_CLOSE


def offer_is_due(*, answer_by: datetime | None, offered_at: datetime, now: datetime) -> bool:
    """Tell whether an offer that nobody answers is about to lapse."""
    if answer_by is None or offered_at > now - HAS_HAD_TIME:
        return False
    return now <= answer_by <= now + OFFER_BEFORE_END


def interview_is_due(
    *, book_by: datetime, hours_end: datetime | None, invited_at: datetime, days_before: int, now: datetime
) -> bool:
    """Tell whether somebody who was invited and chose no time is about to miss it: their day, or the last hours."""
    if invited_at > now - HAS_HAD_TIME:
        return False
    until = min(book_by, hours_end) if hours_end is not None else book_by
    return now <= until <= now + timedelta(days=days_before)


READER_BEFORE_DECISIONS = timedelta(days=7)
READER_HAS_HAD = timedelta(days=5)
READER_AGAIN = timedelta(days=3)


def reader_is_due(
    *, since: datetime, decisions_at: datetime | None, reminded_at: datetime | None, now: datetime
) -> bool:
    """Tell whether the schedule reminds a reader: once, five days after the oldest sheet was given out, and where the
    day of decisions is known not before its last week."""
    if reminded_at is not None or since > now - READER_HAS_HAD:
        return False
    return decisions_at is None or decisions_at <= now + READER_BEFORE_DECISIONS


def reader_may_be_reminded(*, reminded_at: datetime | None, now: datetime) -> bool:
    """Tell whether an officer may remind a reader by hand: not again within three days."""
    return reminded_at is None or reminded_at <= now - READER_AGAIN
