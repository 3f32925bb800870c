from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from hansa.foundation.prepared import Prepared
from hansa.foundation.search.index import Entry, joined
from hansa.network.selectors import country_in_languages
from hansa.programmes.permissions import UNANNOUNCED

from .enums import Entry as Registrable
from .enums import EventKind, RegistrationState
from .models import Attendance, Event, Registration

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

CONFIRMED = Q(registrations__state=RegistrationState.CONFIRMED)
WAITING = Q(registrations__state=RegistrationState.WAITING)
STANDS = Q(registrations__attendances__isnull=False, registrations__attendances__undone_at__isnull=True)


def all_events() -> QuerySet[Event]:
    """Return every event that is shown, with its edition."""
    return Event.objects.filter(is_retired=False).select_related("edition")


# What an event's own page says of its edition.
_EDITION = ("slug", "title", "namespace", "credentials", "is_archive", "is_living_copy")
_OWN = tuple(field.attname for field in Event._meta.concrete_fields)


def events_shown() -> QuerySet[Event]:
    """Return every event that is shown, with what its page says of its edition."""
    return all_events().only(*_OWN, *(f"edition__{name}" for name in _EDITION))


def events_of(edition: "Edition") -> list[Event]:
    """Return the events of an edition, in the pack's order."""
    return list(Event.objects.filter(edition=edition, is_retired=False).order_by("position", "pk"))


def event(slug: str, key: str) -> Event | None:
    """Return an event by its edition and key."""
    return all_events().filter(edition__slug=slug, key=key).first()


def _there(person: int, edition: int) -> QuerySet[Event]:
    there = Attendance.objects.filter(
        registration__event=OuterRef("pk"), registration__person=person, undone_at__isnull=True
    )
    return Event.objects.filter(Exists(there), edition=edition).order_by("position", "pk")


_attended = Prepared(_there)


def attended(person: Any, edition: "Edition") -> list[Event]:
    """Return the events of an edition at which the person was present, in the pack's order."""
    return _attended.ask(person.pk, edition.pk)


def registration_of(person: Any, event: Event) -> Registration | None:
    """Return how a person stands towards an event, if they ever registered."""
    if not person.is_authenticated:
        return None
    rows = _registration.ask(person.pk, event.pk)
    return rows[0] if rows else None


# What a line about an event says.
_IN_BRIEF = ("key", "title", "details", "time_zone", "starts_on", "ends_on", "starts_at", "ends_at")


def registrations_of(person: Any) -> QuerySet[Registration]:
    """Return a person's workshops, coming ones and past: registrations that stand, with event and ``is_present``."""
    return (
        with_presence(Registration.objects.filter(person=person, event__is_retired=False))
        .exclude(state=RegistrationState.CANCELLED)
        .select_related("event__edition")
        .only("state", *(f"event__{name}" for name in _IN_BRIEF), "event__edition__slug")
        .order_by("event__starts_on", "pk")
    )


def workshops_ahead(slug: str, day: date) -> QuerySet[Event]:
    """Return an edition's workshops that are on or to come on a day and open to everyone, the next one first."""
    return (
        Event.objects.filter(
            edition__slug=slug,
            is_retired=False,
            kind=EventKind.WORKSHOP,
            registration=Registrable.OPEN,
            ends_on__gte=day,
        )
        .only(*_IN_BRIEF)
        .order_by("starts_on", "pk")
    )


def with_presence(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Add ``is_present`` to each registration."""
    there = Attendance.objects.filter(registration=OuterRef("pk"), undone_at__isnull=True)
    return registrations.annotate(is_present=Exists(there))


def guest_list(event: Event, search: str = "") -> QuerySet[Registration]:
    """Return who is expected at an event, by name, with ``is_present``; first those who wait for a seat last."""
    rows = _expected(event.pk)
    for word in search.split():
        named = Q(person__name__icontains=word) | Q(person__email__icontains=word)
        rows = rows.filter(named | Q(pk=int(word)) if word.isdecimal() and len(word) < 10 else named)
    return rows


def _expected(event: int) -> QuerySet[Registration]:
    rows = with_presence(Registration.objects.filter(event=event)).exclude(state=RegistrationState.CANCELLED)
    shown = ("state", "source", *(f"person__{name}" for name in ("name", "addressed_as", "email")))
    return rows.select_related("person").only(*shown).order_by("state", "person__name", "pk")


# How many guests a page of the list shows.
GUESTS = 100

_first_guests = Prepared(lambda event: _expected(event)[:GUESTS])


def first_guests(event: Event) -> list[Registration]:
    """Return the first page of an event's guest list."""
    return _first_guests.ask(event.pk)


_registration = Prepared(
    lambda person, event: with_presence(Registration.objects.filter(person=person, event=event))
)
_states = Prepared(
    lambda event: (
        Registration.objects.filter(event=event).order_by().values_list("state").annotate(Count("pk"))
    )
)
_numbers = Prepared(
    lambda event: (
        Registration.objects.filter(event=event)
        .order_by()
        .values_list("state")
        .annotate(
            listed=Count("pk", distinct=True),
            present=Count("attendances", filter=Q(attendances__undone_at__isnull=True), distinct=True),
        )
    )
)


def with_numbers(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add ``confirmed``, ``waiting`` and ``present`` to each event."""
    return events.annotate(
        confirmed=Count("registrations", filter=CONFIRMED, distinct=True),
        waiting=Count("registrations", filter=WAITING, distinct=True),
        present=Count("registrations", filter=STANDS, distinct=True),
    )


def seats(event: Event) -> dict[str, int]:
    """Return how many have a seat at an event and how many wait for one."""
    counted = dict(_states.ask(event.pk))
    return {state: counted.get(state, 0) for state in ("confirmed", "waiting")}


def numbers(event: Event) -> dict[str, int]:
    """Return how many have a seat, wait and were present."""
    counted = {state: (count, present) for state, count, present in _numbers.ask(event.pk)}
    seated = {state: counted.get(state, (0, 0))[0] for state in ("confirmed", "waiting")}
    return {**seated, "present": sum(present for _count, present in counted.values())}


def place_in_line(registration: Registration) -> int:
    """Return which place on the waiting list this is, from 1."""
    before = Q(in_line_since__lt=registration.in_line_since) | Q(
        in_line_since=registration.in_line_since, pk__lt=registration.pk
    )
    waiting = Registration.objects.filter(event=registration.event_id, state=RegistrationState.WAITING)
    return waiting.filter(before).count() + 1


def findable() -> Iterator[Entry]:
    """Yield the events of announced editions as search shows them."""
    rows = all_events().exclude(edition__call__state__in=UNANNOUNCED).order_by("pk")
    for row in rows:
        details = row.details
        country = country_in_languages((details.get("place") or {}).get("country") or "")
        facts = joined(row.city, country, row.edition.title)
        text = joined(row.summary, details.get("theme"), *(details.get("topics") or []))
        address = reverse("events:event", args=[row.edition.slug, row.key])
        yield Entry("event", address, row.title, text, facts, 0.8 if row.edition.is_archive else 1.0)
