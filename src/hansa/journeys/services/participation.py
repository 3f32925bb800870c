"""From an accepted place to the event itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from hansa.events import selectors as events
from hansa.events.services import register

if TYPE_CHECKING:
    from hansa.accounts.models import Person
    from hansa.programmes.models import Edition


def register_accepted(*, person: "Person", edition: "Edition", now: datetime) -> int:
    """Put who accepted a place on the list of each event that is for those with a place; return how many."""
    waiting = [event for event in events.events_of(edition) if event.registration == "offer"]
    for event in waiting:
        register(event_id=event.pk, person=person, now=now, source="offer")
    return len(waiting)
