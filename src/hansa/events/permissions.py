"""Who sees which events and whose registrations."""

from typing import Any

from django.db.models import Q, QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import STAFF_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.network.selectors import offices_of
from hansa.programmes.permissions import EVERYWHERE, editions_managed_by
from hansa.programmes.selectors import HEAVY

from .models import Attendance, Event, Registration
from .selectors import events_shown


def events_managed_by(person: Any) -> QuerySet[Event]:
    """Return the events that a member of staff works on: all, or those of their regional offices."""
    held: frozenset[str] = getattr(person, "roles", frozenset())
    events = Event.objects.filter(is_retired=False)
    if held & EVERYWHERE:
        return events
    if "regional_officer" in held:
        # A workshop of a large edition may belong to the office that hosts it.
        return events.filter(Q(edition__in=editions_managed_by(person)) | Q(office__in=offices_of(person)))
    return events.none()


_managed = PreparedFor(
    lambda person, event: (
        events_managed_by(person)
        .filter(pk=event)
        .select_related("edition")
        .defer(*(f"edition__{name}" for name in (*HEAVY, "details", "summary")))
    )
)


_shown = PreparedFor(
    lambda person, slug, key: (
        scope.visible(person, events_shown()).filter(edition__slug=slug, key=key).order_by()
    )
)


def event_at(person: Any, slug: str, key: str) -> Event | None:
    """Return the event at an address, if this person may see it."""
    return next(iter(_shown.ask(person, slug, key)), None)


def event_managed(person: Any, event: int) -> Event | None:
    """Return an event that this person works on."""
    return next(iter(_managed.ask(person, event)), None)


def can_mark(person: Any) -> bool:
    """Tell whether a person marks others present at the events they see in the office: staff do, auditors only read."""
    return bool(person.roles & STAFF_ROLES)


@scope.for_model("events.Event")
def events_visible(events: QuerySet[Event], person: Any) -> QuerySet[Event]:
    """Everybody may see the events that are not retired."""
    return events.filter(is_retired=False)


@scope.for_model("events.Registration")
def registrations_visible(registrations: QuerySet[Registration], person: Any) -> QuerySet[Registration]:
    """A person sees their own; staff those of the events they work on."""
    if not person.is_authenticated:
        return registrations.none()
    return registrations.filter(Q(person=person) | Q(event__in=events_managed_by(person)))


@scope.for_model("events.Attendance")
def attendances_visible(attendances: QuerySet[Attendance], person: Any) -> QuerySet[Attendance]:
    """As registrations."""
    if not person.is_authenticated:
        return attendances.none()
    return attendances.filter(
        Q(registration__person=person) | Q(registration__event__in=events_managed_by(person))
    )
