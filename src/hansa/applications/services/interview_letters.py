"""The letters about interviews, and the calendar file that goes with them."""

from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.applications.adapters import calendars
from hansa.applications.enums import InterviewState
from hansa.applications.models import Interview, InterviewWindow
from hansa.applications.services import wording
from hansa.applications.services.interview_words import both_clocks, own_zone, where, without_link, zone_of
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.frame import brand_of
from hansa.messaging.services import Enclosed, send_letter_if_defined
from hansa.programmes.selectors import letter_key


def page_of(application: Any) -> str:
    """Return the absolute address where an applicant chooses a time."""
    return settings.HANSA_BASE_URL + reverse("applications:interview", args=[application.uid])


def calendar_address(application: Any) -> str:
    """Return the absolute address of an applicant's calendar file."""
    return settings.HANSA_BASE_URL + reverse("applications:interview_calendar", args=[application.uid])


#: The letters with which the appointment comes into the calendar, in its new place or out of it.
WITH_APPOINTMENT = frozenset({"interview-booked", "interview-cancelled", "interview-link"})


def write(
    letter: str,
    interview: Interview,
    *,
    now: datetime,
    by: Any = None,
    reason: str = "",
    once: str = "",
    deadline: datetime | None = None,
) -> bool:
    """Send one of the letters about an interview to its applicant; each once, told apart by ``once``.

    ``deadline`` is the day by which they choose a time where nothing else is said.
    """
    application = interview.application
    person, edition = application.applicant, application.call.edition
    template = letter_key(edition, letter)
    if template is None:
        return False
    with translation.override(person.language):
        window = interview.slot.window if interview.slot is not None else None
        moment = interview.starts_at
        own = own_zone(person, application.member)
        zone = window.zone if window is not None else zone_of(application.call)
        context = {
            "programme": in_language(edition.programme.title, person.language),
            "edition": in_language(edition.title, person.language),
            "city": wording.city_name(application.member, person.language),
            "number": application.number,
            "deadline": both_clocks(deadline or interview.book_by, zone_of(application.call), own),
            "when": both_clocks(moment, zone, own) if moment else "",
            "place": without_link(window) if window is not None else "",
            "url": page_of(application),
            "other_url": calendar_address(application) if moment else "",
            "reason": reason,
        }
        key = ":".join(filter(None, ("interview", str(interview.uid), letter, once)))
        written = send_letter_if_defined(
            template_key=template,
            to=person,
            context=context,
            key=key,
            now=now,
            answered_by=by,
            enclosed=_appointment(interview, now) if letter in WITH_APPOINTMENT else (),
        )
    return written is not None and written.queued_at == now


def _appointment(interview: Interview, now: datetime) -> list[Enclosed]:
    """Return the appointment as it goes with a letter to the applicant; none while there never was a time."""
    application = interview.application
    content = calendar_file(interview, application.applicant, url=page_of(application), now=now)
    if content is None:
        return []
    return [Enclosed(f"interview-{application.number}.ics", calendars.kind_of(content), content)]


def write_to_interviewer(window: InterviewWindow, person: Any, *, now: datetime, by: Any) -> None:
    """Tell somebody that they hold interviews, when and where; once for each window."""
    edition = window.call.edition
    template = letter_key(edition, "interview-panel")
    if template is None:
        return
    with translation.override(person.language):
        context = {
            "programme": in_language(edition.programme.title, person.language),
            "edition": in_language(edition.title, person.language),
            "when": both_clocks(window.begins_at, window.zone, own_zone(person)),
            "place": without_link(window),
            "url": settings.HANSA_BASE_URL + reverse("applications:interviews"),
        }
        send_letter_if_defined(
            template_key=template,
            to=person,
            context=context,
            key=f"interview-window:{window.uid}:to-{person.pk}",
            now=now,
            answered_by=by,
        )


def kind_of(appointment: bytes) -> str:
    """Return what an answer calls such a file."""
    return calendars.kind_of(appointment)


def calendar_file(interview: Interview, person: Any, *, url: str, now: datetime) -> bytes | None:
    """Return the interview for somebody's calendar, in the language spoken now; None while it never had a time.

    One that was given back or called off comes as the word that it is off: same name, higher sequence.
    """
    if interview.starts_at is None or interview.ends_at is None:
        return None
    is_off = interview.state not in (InterviewState.SCHEDULED, InterviewState.HELD)
    window = interview.slot.window if interview.slot is not None else None
    language = translation.get_language() or "en"
    title = in_language(interview.application.call.edition.title, language)
    brand = brand_of(None)
    sender = brand.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    text = where(window, by_phone=interview.by_phone) if window is not None else ""
    return calendars.written(
        calendars.Appointment(
            uid=f"interview-{interview.uid}@{sender.rpartition('@')[2] or 'localhost'}",
            sequence=interview.sequence,
            stamp=now,
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            summary=_("Interview: %(title)s") % {"title": title},
            description="\n".join(filter(None, (title, interview.application.number, text, url))),
            location=window.link or window.place if window is not None else "",
            url=url,
            organizer=(brand.name or sender, sender),
            attendee=(person.name, person.email),
            is_cancelled=is_off,
        )
    )
