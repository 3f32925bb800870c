"""The letters of an application: one each, once, in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

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
    template = letter_key(call.edition, "review-invitation")
    if template is None:
        return
    with translation.override(person.language):
        send_letter_if_defined(
            template_key=template,
            to=person,
            context={
                "programme": in_language(call.edition.programme.title, person.language),
                "edition": in_language(call.edition.title, person.language),
                "city": "",
                "number": "",
                "deadline": wording.day(_decisions_on(call)),
                "url": reviews_address(),
                "reason": "",
                "points": "",
            },
            key=f"call:{call.pk}:review-invitation:to-{person.pk}",
            now=now,
        )


def _decisions_on(call: Any) -> date | None:
    written = (call.timetable or {}).get("decisions_on")
    return date.fromisoformat(written) if written else None
