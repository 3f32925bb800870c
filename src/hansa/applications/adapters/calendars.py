"""An appointment as calendars take it (RFC 5545, RFC 5546): invited, moved, called off, always under one name."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Appointment:
    """What a calendar is told; a higher ``sequence`` replaces what it was told before under the same ``uid``."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    url: str
    #: Name and address of whoever invites, and of whoever is invited.
    organizer: tuple[str, str]
    attendee: tuple[str, str]
    is_cancelled: bool = False


def written(appointment: Appointment) -> bytes:
    """Return the appointment as a file: an invitation, or the word that it is called off."""
    # Few people ask for it and the library is large, so it is read when it is needed.
    from icalendar import Calendar, Event, vCalAddress, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Hansa//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.is_cancelled else "REQUEST")
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamp)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("summary", appointment.summary)
    event.add("description", appointment.description)
    event.add("location", appointment.location)
    event.add("url", appointment.url)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    for role, (name, address) in (("organizer", appointment.organizer), ("attendee", appointment.attendee)):
        who = vCalAddress(f"mailto:{address}")
        who.params["cn"] = vText(name)
        if role == "attendee":
            # Who is invited has chosen the time already: nobody's calendar has to ask them, or to answer us.
            who.params["role"] = vText("REQ-PARTICIPANT")
            who.params["partstat"] = vText("ACCEPTED")
            who.params["rsvp"] = vText("FALSE")
        event.add(role, who, encode=False)
    calendar.add_component(event)
    return calendar.to_ical()


def kind_of(written: bytes) -> str:
    """Return what a mail or an answer calls such a file: its method is part of the kind, by which calendars know it."""
    method = "CANCEL" if b"METHOD:CANCEL" in written else "REQUEST"
    return f"text/calendar; method={method}"
