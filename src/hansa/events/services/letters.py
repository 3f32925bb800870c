"""The letters about events; where a programme has no text for one, none is written."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hansa.foundation.i18n import in_language
from hansa.messaging.services import Enclosed, send_letter_if_defined

from ..models import Registration
from . import wording
from .calendar import calendar_file

REGISTERED = "workshop-registered"
WAITING = "workshop-waiting"
SEAT_FREE = "workshop-seat-free"
CANCELLED = "workshop-cancelled"
#: Letters that say that somebody has a seat bring the days for their calendar.
WITH_APPOINTMENT = frozenset({REGISTERED, SEAT_FREE})


def write(registration: Registration, name: str, now: datetime) -> None:
    """Write one letter about a registration to its person, in their language; once for each turn."""
    event, person = registration.event, registration.person
    edition = event.edition
    with translation.override(person.language):
        title, when = in_language(event.title, person.language), wording.when(event)
        context = {
            "event": title,
            "programme": title,
            "number": registration.number,
            "edition": in_language(edition.title, person.language),
            "when": when,
            "deadline": when,
            "place": wording.where(event),
            "city": in_language(event.city, person.language),
            "url": settings.HANSA_BASE_URL + reverse("events:event", args=[edition.slug, event.key]),
        }
        appointment = calendar_file(event, url=context["url"], now=now) if name in WITH_APPOINTMENT else None
    send_letter_if_defined(
        template_key=edition.key_of(name),
        to=person,
        context=context,
        key=f"event:{registration.uid}:{name}:{registration.turn}",
        now=now,
        # A file to be taken and not an invitation: whoever signed up has nothing to answer.
        enclosed=[Enclosed(f"{event.key}.ics", "application/ics", appointment.encode())]
        if appointment
        else (),
    )
