"""The letters about events; where a programme has no text for one, none is written."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hansa.foundation.i18n import in_language
from hansa.messaging.services import send_letter_if_defined

from ..models import Registration
from . import wording

REGISTERED = "workshop-registered"
WAITING = "workshop-waiting"
SEAT_FREE = "workshop-seat-free"
CANCELLED = "workshop-cancelled"


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
    send_letter_if_defined(
        template_key=edition.key_of(name),
        to=person,
        context=context,
        key=f"event:{registration.uid}:{name}:{registration.turn}",
        now=now,
    )
