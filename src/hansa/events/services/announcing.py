"""What an office announces of its event: days, hours, seats, who may come."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from hansa.foundation.audit.services import record

from ..models import Event
from . import registering

if TYPE_CHECKING:
    from hansa.accounts.models import Person


class TooFewSeats(Exception):
    """More people have a seat than the event would have seats."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@transaction.atomic
def announce(
    *,
    event_id: int,
    starts_on: date | None,
    ends_on: date | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    capacity: int | None,
    registration: str,
    by: "Person",
    now: datetime,
) -> Event:
    """Set when an event is, how many seats it has and who may register. More seats go to those who wait.

    The pack's export says what was announced. Raises ``TooFewSeats``.
    """
    event = Event.objects.select_for_update().get(pk=event_id, is_retired=False)
    wanted = {
        "starts_on": starts_on, "ends_on": ends_on, "starts_at": starts_at, "ends_at": ends_at,
        "capacity": capacity, "registration": registration,
    }  # fmt: skip
    changed = sorted(name for name, value in wanted.items() if getattr(event, name) != value)
    if not changed:
        return event
    taken = registering.seats_taken(event)
    if capacity is not None and capacity < taken:
        raise TooFewSeats(taken)
    for name in changed:
        setattr(event, name, wanted[name])
    _no_longer_assumed(event, changed)
    event.save(update_fields=[*changed, "details"])
    record(by, "event.announce", event, fields=changed)
    registering.promote(event, now)
    return event


def _no_longer_assumed(event: Event, changed: list[str]) -> None:
    assumed = event.details.get("assumed")
    if isinstance(assumed, list):
        left = [name for name in assumed if name not in changed]
        event.details = {name: value for name, value in event.details.items() if name != "assumed"}
        if left:
            event.details["assumed"] = left
