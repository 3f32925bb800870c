"""Reminders to readers whose scores are missing: by an officer's hand after a preview, and by the schedule once."""

from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors
from hansa.applications.models import PanelSeat
from hansa.applications.rules import reminding as rules
from hansa.applications.services import letters
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.programmes.enums import CallState
from hansa.programmes.selectors import calls, letter_key, locked_call


def readers_to_remind(call: Any, now: datetime) -> tuple[list[Any], list[Any]]:
    """Return who would get a reminder now, and who has had one these three days; none where there is no letter."""
    seats = list(selectors.slow_seats(call))
    if letter_key(call.edition, "reminder-review") is None:
        return [], seats
    due = [seat for seat in seats if rules.reader_may_be_reminded(reminded_at=seat.reminded_at, now=now)]
    return due, [seat for seat in seats if seat not in due]


@transaction.atomic
def remind_readers(*, call_id: int, by: Any, now: datetime) -> int:
    """Remind, by hand, every reader who has not sent everything and was not reminded in three days."""
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    due, _left = readers_to_remind(call, now)
    told = sum(_remind(seat, by, now) for seat in due)
    if told:
        record(by, "reviews.remind", call, readers=told)
    return told


def remind_slow_readers(*, now: datetime) -> int:
    """Remind every reader whom the schedule owes a letter, each once; return to how many it went."""
    told = 0
    for call in calls().filter(state=CallState.REVIEW).order_by("pk"):
        day = letters.decisions_on(call)
        decisions_at = datetime.combine(day, time(), UTC) if day else None
        seats: list[Any] = list(selectors.slow_seats(call))
        for seat in seats:
            if rules.reader_is_due(
                since=seat.since, decisions_at=decisions_at, reminded_at=seat.reminded_at, now=now
            ):
                told += _remind(seat, None, now)
    return told


def _remind(seat: PanelSeat, by: Any, now: datetime) -> bool:
    written = letters.remind_reader(seat, key=now.date().isoformat(), by=by, now=now)
    if written:
        PanelSeat.objects.filter(pk=seat.pk).update(reminded_at=now)
    return written
