"""The letters of an application: one each, once, in the reader's language."""

from collections.abc import Callable
from datetime import datetime
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
) -> None:
    """Send one of the edition's letters about an application; the same letter never goes twice.

    ``once`` tells apart letters that may rightly come again, such as a second return. ``reason`` may be
    a function: it is then called in the reader's language.
    """
    person = to or application.applicant
    edition = application.call.edition
    template = letter_key(edition, letter)
    if template is None:
        return
    with translation.override(person.language):
        context = {
            "programme": in_language(edition.programme.title, person.language),
            "edition": in_language(edition.title, person.language),
            "city": wording.city_name(application.member, person.language),
            "number": application.number,
            "deadline": wording.moment(deadline, edition),
            "url": url or page_address(application),
            "reason": reason() if callable(reason) else reason,
            "points": points,
        }
        send_letter_if_defined(
            template_key=template,
            to=person,
            context=context,
            key=":".join(
                filter(None, ("application", str(application.uid), letter, once, f"to-{person.pk}"))
            ),
            now=now,
        )


def page_address(application: Application) -> str:
    """Return the absolute address of the applicant's page."""
    return settings.HANSA_BASE_URL + reverse("applications:application", args=[application.uid])


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
                "deadline": "",
                "url": reviews_address(),
                "reason": "",
                "points": "",
            },
            key=f"call:{call.pk}:review-invitation:to-{person.pk}",
            now=now,
        )
