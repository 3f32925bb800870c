"""Times and places of interviews as people read them: by the call's clock and by their own."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates as cldr
from babel.core import get_global
from django.utils.translation import gettext as _

from hansa.applications.enums import InterviewState, InterviewWay
from hansa.applications.models import Interview, InterviewWindow
from hansa.foundation.i18n import comma as spoken_comma
from hansa.foundation.ui import dates

#: The sign that stands for each state.
SHAPES = {
    InterviewState.INVITED: "waiting",
    InterviewState.SCHEDULED: "half",
    InterviewState.HELD: "done",
    InterviewState.NO_SHOW: "refused",
    InterviewState.CALLED_OFF: "closed",
}
#: What an account has whose owner never set a clock.
UNSET = "UTC"


def zone_of(call: Any) -> str:
    """Return the zone by whose clock a call interviews."""
    said = (call.timetable or {}).get("interviews") or {}
    zone: str = said.get("time_zone") or call.edition.time_zone
    return zone


def own_zone(person: Any, member: Any = None) -> str:
    """Return the zone somebody lives by: the one they set, else the only one of their country, else none."""
    if person.time_zone and person.time_zone != UNSET:
        zone: str = person.time_zone
        return zone
    for country in (person.country, getattr(member, "country", "")):
        zones = get_global("territory_zones").get(country or "", ())
        if len(zones) == 1:
            only: str = zones[0]
            return only
    return ""


def same_clock(moment: datetime, one: str, other: str) -> bool:
    """Tell whether two cities' clocks show the same at a moment."""
    return moment.astimezone(ZoneInfo(one)).utcoffset() == moment.astimezone(ZoneInfo(other)).utcoffset()


def by_clock(moment: datetime, zone: str) -> str:
    """Write a moment by one city's clock: 17 October 2017, 09:20 in Seoul."""
    return _("%(time)s in %(city)s") % {"time": dates.instant(moment, zone), "city": dates.city_of(zone)}


def both_clocks(moment: datetime, zone: str, own: str) -> str:
    """Write a moment by the call's clock and by somebody's own; once where both show the same."""
    first = by_clock(moment, zone)
    if not own or same_clock(moment, zone, own):
        return first
    return _("%(first)s (by your clock %(second)s)") % {
        "first": first,
        "second": dates.instant(moment, own),
    }


def long_day(value: date) -> str:
    """Write a day with its weekday: Tuesday, 17 October 2017."""
    return cldr.format_skeleton("yMMMMEEEEd", value, locale=dates.current_locale())


def hour(moment: datetime, zone: str) -> str:
    """Write the hour by a city's clock."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def short_day(moment: datetime, zone: str) -> str:
    """Write the day by a city's clock where space is short."""
    return dates.day(moment.astimezone(ZoneInfo(zone)).date(), short=True)


def with_day(hour: str, moment: datetime, zone: str) -> str:
    """Write an hour with its day by a city's clock, where the day is another than beside it."""
    return f"{hour}{spoken_comma()}{short_day(moment, zone)}"


def where(window: InterviewWindow, *, by_phone: bool = False) -> str:
    """Say how and where one meets, in the language spoken now."""
    if window.way == InterviewWay.VIDEO and not by_phone:
        return f"{InterviewWay.VIDEO.label}: {window.link}"
    return without_link(window, by_phone=by_phone)


def without_link(window: InterviewWindow, *, by_phone: bool = False) -> str:
    """Say how and where one meets for a letter, in which no address of others stands."""
    if by_phone or window.way == InterviewWay.PHONE:
        return " · ".join(filter(None, (str(InterviewWay.PHONE.label), window.place)))
    if window.way == InterviewWay.IN_PERSON:
        return f"{InterviewWay.IN_PERSON.label}: {window.place}"
    return _("By video; the link stands on your page")


def sentence_of(interview: Interview, zone: str, own: str) -> str:
    """Say in one sentence how an applicant's interview stands, by their own clock, else by the call's."""
    if interview.state == InterviewState.INVITED:
        return _("Choose a time for your interview by %(when)s.") % {
            "when": by_clock(interview.book_by, own or zone)
        }
    if interview.state == InterviewState.SCHEDULED and interview.starts_at is not None:
        return _("Your interview is on %(when)s.") % {"when": by_clock(interview.starts_at, own or zone)}
    if interview.state == InterviewState.HELD:
        return _("You were interviewed. Nothing for you to do.")
    if interview.state == InterviewState.NO_SHOW:
        return _("We waited for you at your interview. Write to us about what happened.")
    return ""
