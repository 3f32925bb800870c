"""Seats: taken, waited for, given up. The event's row is locked first, so two acts never see the same free seat."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hansa.accounts.services import register_person
from hansa.foundation.audit.services import record
from hansa.programmes.services.eligibility import Finding, explain

from .. import rules, signals
from ..enums import RegistrationState, Source
from ..models import Attendance, Event, Registration
from . import letters

if TYPE_CHECKING:
    from hansa.accounts.models import Person


@transaction.atomic
def register(
    *, event_id: int, person: "Person", now: datetime, source: str = "self", by: "Person | None" = None
) -> Registration:
    """Give a person a seat at an event, or a place on its waiting list. Asking again changes nothing.

    Raises ``rules.EventOver``, ``NotOpen``, ``BirthDateMissing``, ``WrongAge`` or ``NotEligible``.
    """
    event = _locked(event_id)
    known = Registration.objects.filter(event=event, person=person).first()
    if known is not None and known.state != RegistrationState.CANCELLED:
        if known.state == RegistrationState.WAITING and rules.has_seat(
            taken=seats_taken(event), capacity=event.capacity, source=source
        ):
            # An offer or the door gives a seat to somebody who was waiting for one.
            return _seated(known, by or person, now, letter=letters.SEAT_FREE)
        return known
    rules.check_registration(
        entry=event.registration,
        source=source,
        days=event.days,
        ages=event.ages,
        born=person.birth_date,
        is_over=event.is_over(now),
    )
    if source == Source.SELF:
        _check_other_rules(event, person)
    registration = known or Registration(event=event, person=person, registered_at=now, turn=0)
    registration.event, registration.person = event, person
    registration.source, registration.in_line_since, registration.cancelled_at = source, now, None
    registration.turn += 1
    seat = rules.has_seat(taken=seats_taken(event), capacity=event.capacity, source=source)
    if seat:
        return _seated(registration, by or person, now, letter=letters.REGISTERED)
    registration.state = RegistrationState.WAITING
    registration.save()
    record(by or person, "event.wait", registration, event=event.pk)
    signals.waiting_listed.send(sender=Registration, **_facts(registration, by or person, now))
    letters.write(registration, letters.WAITING, now)
    return registration


@transaction.atomic
def cancel_registration(*, registration_id: int, by: "Person", now: datetime) -> Registration:
    """Give a seat, or a wait, up; who waits longest gets the seat. Doing so twice changes nothing.

    Raises ``rules.AlreadyAttended`` once the person was there, and ``rules.EventOver`` when it is over.
    """
    registration = _with_event_locked(registration_id)
    if registration.state == RegistrationState.CANCELLED:
        return registration
    if Attendance.objects.filter(registration=registration, undone_at__isnull=True).exists():
        raise rules.AlreadyAttended
    if registration.event.is_over(now):
        raise rules.EventOver
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, now
    registration.save(update_fields=["state", "cancelled_at"])
    record(by, "event.cancel", registration, event=registration.event_id)
    signals.registration_cancelled.send(sender=Registration, **_facts(registration, by, now))
    letters.write(registration, letters.CANCELLED, now)
    promote(registration.event, now)
    return registration


@transaction.atomic
def register_walk_in(*, event_id: int, email: str, name: str, by: "Person", now: datetime) -> Registration:
    """Put somebody who stands at the door onto the list and mark them present.

    Who has no account gets one without a password; it opens with a code sent to the address.
    """
    from .attending import record_attendance

    person = register_person(email=email, name=name, now=now, by=by)
    registration = register(event_id=event_id, person=person, now=now, source=Source.WALK_IN, by=by)
    record_attendance(registration_id=registration.pk, by=by, now=now)
    return registration


def promote(event: Event, now: datetime) -> list[Registration]:
    """Give the free seats of a locked event to those who have waited longest, and tell them."""
    waiting = Registration.objects.filter(event=event, state=RegistrationState.WAITING).order_by(
        "in_line_since", "pk"
    )
    if event.is_over(now):
        return []
    free = rules.seats_to_fill(taken=seats_taken(event), capacity=event.capacity, waiting=waiting.count())
    lucky = list(waiting.select_related("person")[:free])
    for registration in lucky:
        registration.event = event
        _seated(registration, None, now, letter=letters.SEAT_FREE)
    return lucky


def findings(event: Event, person: Any) -> list[Finding]:
    """Return how each of the pack's rules stands for a person, each with its sentence; for a visitor what it asks."""
    facts = {"birth_date": getattr(person, "birth_date", None), "country": getattr(person, "country", "")}
    return explain(rules=event.details.get("eligibility") or [], facts=facts)


def _check_other_rules(event: Event, person: "Person") -> None:
    """Refuse for what we know of a person; what we do not know is asked where it matters, at the certificate."""
    for finding in findings(event, person):
        if finding.kind != "age" and finding.required and finding.met is False:
            raise rules.NotEligible(str(finding.text))


def _seated(registration: Registration, by: "Person | None", now: datetime, *, letter: str) -> Registration:
    registration.state = RegistrationState.CONFIRMED
    registration.save()
    record(by, "event.register", registration, event=registration.event_id, source=registration.source)
    signals.registered.send(sender=Registration, **_facts(registration, by, now))
    letters.write(registration, letter, now)
    return registration


def _locked(event_id: int) -> Event:
    # Not joined: PostgreSQL would lock the edition as well, and registrations for its other events would wait.
    return Event.objects.select_for_update().get(pk=event_id, is_retired=False)


def _with_event_locked(registration_id: int) -> Registration:
    event_id = Registration.objects.values_list("event_id", flat=True).get(pk=registration_id)
    event = _locked(event_id)
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    registration.event = event
    return registration


def seats_taken(event: Event) -> int:
    """Return how many seats of an event are taken."""
    return Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED).count()


def _facts(registration: Registration, by: "Person | None", now: datetime) -> dict[str, Any]:
    return {
        "registration": registration,
        "person": registration.person,
        "event": registration.event,
        "by": by,
        "now": now,
    }
