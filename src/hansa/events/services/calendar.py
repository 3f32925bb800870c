"""An event as a calendar file (RFC 5545), so that one's own calendar knows of it."""

from datetime import UTC, datetime, timedelta

from django.utils import translation

from hansa.foundation.i18n import in_language

from ..models import Event
from . import wording

# A line is at most 75 octets; what is longer goes on in the next, after a space.
LONGEST = 75


def calendar_file(event: Event, *, url: str, now: datetime) -> str | None:
    """Return the event in the language spoken now, as a calendar takes it; None while it has no day."""
    days = event.days
    if days.first_day is None or days.last_day is None:
        return None
    language = translation.get_language()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hansa//Events//EN",
        "BEGIN:VEVENT",
        f"UID:event-{event.pk}@{url.partition('://')[2].partition('/')[0]}",
        f"DTSTAMP:{_moment(now)}",
        *_times(event),
        f"SUMMARY:{_text(in_language(event.title, language))}",
        f"LOCATION:{_text(wording.where(event))}",
        f"DESCRIPTION:{_text(in_language(event.summary, language) or in_language(event.title, language))}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _times(event: Event) -> list[str]:
    """Hours where they are known; else whole days, whose end is the day after."""
    first, last = event.days.first_day, event.days.last_day
    assert first is not None  # the caller has asked
    assert last is not None
    if event.starts_at and (event.ends_at or first == last):
        ends = event.ends_at or event.starts_at + timedelta(hours=1)
        return [f"DTSTART:{_moment(event.starts_at)}", f"DTEND:{_moment(ends)}"]
    return [
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
    ]


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        value = value.replace(plain, written)
    return value


def _folded(line: str) -> list[str]:
    """Cut a line where it is too long, never within a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
