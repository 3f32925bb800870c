"""The letters of an application: one each, once, in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hansa.applications import selectors
from hansa.applications.models import Application
from hansa.applications.services import wording
from hansa.foundation.i18n import in_language
from hansa.messaging.services import send_letter_if_defined
from hansa.programmes.selectors import letter_key


def write(
    letter: str,
    application: Application,
    *,
    now: datetime,
    once: str = "",
    to: Any = None,
    deadline: datetime | None = None,
    reason: str | Callable[[], str] = "",
    points: str = "",
    url: str = "",
    answered_by: Any = None,
    key: str = "",
) -> bool:
    """Send one of the edition's letters about an application, and tell whether it was written now.

    The same letter never goes twice: it has the ``key`` it is given, else one of the application and its reader.

    ``once`` tells apart letters that may rightly come again, such as a second return. ``reason`` may be
    a function: it is then called in the reader's language. Answers reach ``answered_by``, else the secretariat.
    """
    person = to or application.applicant
    edition = application.call.edition
    template = letter_key(edition, letter)
    if template is None:
        return False
    with translation.override(person.language):
        context = {
            "programme": in_language(edition.programme.title, person.language),
            "edition": in_language(edition.title, person.language),
            "city": wording.city_name(application.member, person.language),
            "number": application.number,
            "deadline": wording.moment(deadline, edition),
            "url": url or page_address(application),
            "other_url": programmes_address(),
            "applicant": application.applicant.name,
            "reason": reason() if callable(reason) else reason,
            "points": points,
        }
        own = ":".join(filter(None, ("application", str(application.uid), letter, once, f"to-{person.pk}")))
        written = send_letter_if_defined(
            template_key=template,
            to=person,
            context=context,
            key=key or own,
            now=now,
            answered_by=answered_by,
        )
    return written is not None and written.queued_at == now


def page_address(application: Application) -> str:
    """Return the absolute address of the applicant's page."""
    return settings.HANSA_BASE_URL + reverse("applications:application", args=[application.uid])


def travel_address(application: Application) -> str:
    """Return the absolute address of the page where somebody who has a place says how they travel."""
    return settings.HANSA_BASE_URL + reverse("applications:travel", args=[application.uid])


def edition_address(edition: Any) -> str:
    """Return the absolute address of the page where an edition's rules stand."""
    return settings.HANSA_BASE_URL + reverse("portal:edition", args=[edition.slug])


def programmes_address() -> str:
    """Return the absolute address of the page that says what is open."""
    return settings.HANSA_BASE_URL + reverse("portal:programmes")


def reviews_address() -> str:
    """Return the absolute address of a reader's list."""
    return settings.HANSA_BASE_URL + reverse("applications:reviews")


def nominations_address() -> str:
    """Return the absolute address of a coordinator's list."""
    return settings.HANSA_BASE_URL + reverse("applications:nominations")


def write_to_reader(call: Any, person: Any, *, now: datetime) -> None:
    """Invite a reader to their list: once for each call, however often more is given out."""
    _to_reader(call, person, "review-invitation", key=f"review-invitation:to-{person.pk}", now=now)


def write_to_juror(link: Any, *, by: Any, now: datetime) -> bool:
    """Write somebody from outside the personal link to their seat; each link has a letter of its own."""
    seat = link.seat
    key = f"juror-invitation:{link.uid}"
    return _to_reader(
        seat.call, seat.person, "juror-invitation", key=key, by=by, until=link.expires_at.date(), now=now
    )


def remind_reader(seat: Any, *, key: str, by: Any, now: datetime) -> bool:
    """Remind a reader of what they have not sent; tell whether the letter was written now."""
    key = f"reminder-review:{key}:to-{seat.person_id}"
    until = decisions_on(seat.call) or (now + timedelta(days=7)).date()
    return _to_reader(seat.call, seat.person, "reminder-review", key=key, by=by, until=until, now=now)


def jury_address(token: str) -> str:
    """Return the absolute address of a juror's personal link."""
    return settings.HANSA_BASE_URL + reverse("applications:jury_link", args=[token])


def _to_reader(
    call: Any, person: Any, letter: str, *, key: str, now: datetime, by: Any = None, until: date | None = None
) -> bool:
    """Write to a reader, with the way in that is theirs: their list, or their personal link."""
    template = letter_key(call.edition, letter)
    if template is None:
        return False
    link = selectors.juror_link_of(call, person)
    with translation.override(person.language):
        written = send_letter_if_defined(
            template_key=template,
            to=person,
            context={
                "programme": in_language(call.edition.programme.title, person.language),
                "edition": in_language(call.edition.title, person.language),
                "city": "",
                "number": "",
                "deadline": wording.day(until or decisions_on(call)),
                "url": reviews_address() if link is None else jury_address(link.token),
                "reason": "",
                "points": "",
            },
            key=f"call:{call.pk}:{key}",
            now=now,
            answered_by=by,
        )
    return written is not None and written.queued_at == now


def decisions_on(call: Any) -> date | None:
    """Return the day on which a call's decisions are due, if it says one."""
    written = (call.timetable or {}).get("decisions_on")
    return date.fromisoformat(written) if written else None
