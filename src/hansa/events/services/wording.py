"""Why somebody cannot register, and when an event is, in words."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language, listed
from hansa.foundation.ui import dates

from .. import rules
from ..enums import Entry
from ..models import Event

# Days in words, in seven languages: those of some hundred events.
MOST_KEPT = 2_048


def refusal(fault: rules.RegistrationRefused) -> str:
    """Return the sentence for a refusal, in the language spoken now."""
    if isinstance(fault, rules.EventOver):
        return _("It is over, so nobody can register any more.")
    if isinstance(fault, rules.NotOpen):
        return {
            str(Entry.OFFER): _("Places go to those who were chosen in the call of this programme."),
            str(Entry.INVITATION): _(
                "This one is by invitation. The secretariat answers questions about it."
            ),
        }.get(str(fault.entry), _("Registration is closed."))
    if isinstance(fault, rules.BirthDateMissing):
        return _(
            "This is for certain ages, and we do not know yours. Add your date of birth to your profile, then register."
        )
    if isinstance(fault, rules.WrongAge):
        asked = ages(fault.rule, on=fault.day)
        return _("%(rule)s On that day you are %(age)d.") % {"rule": asked, "age": fault.age}
    if isinstance(fault, rules.NotEligible):
        return fault.reason
    return _("You cannot register for this.")


def ages(rule: rules.AgeRule, *, on: Any = None) -> str:
    """Return which ages may come, as a sentence."""
    day = on or rule.on
    values = {"youngest": rule.youngest, "under": rule.under, "day": dates.day(day) if day else ""}
    if rule.youngest and rule.under:
        if day:
            return _("It is for people of %(youngest)d or older and under %(under)d on %(day)s.") % values
        return _("It is for people of %(youngest)d or older and under %(under)d.") % values
    if rule.youngest:
        if day:
            return _("It is for people of %(youngest)d or older on %(day)s.") % values
        return _("It is for people of %(youngest)d or older.") % values
    if day:
        return _("It is for people under %(under)d on %(day)s.") % values
    return _("It is for people under %(under)d.") % values


def when(event: Event, *, in_city: bool = True) -> str:
    """Return when an event is: hours with their city, days, the quarter, or that it is to be announced."""
    return when_on(event.days, event.city, event.period, in_city=in_city)


def when_on(days: rules.Days, city: dict[str, str], period: str, *, in_city: bool = True) -> str:
    """Return when something on these days is, in this city."""
    language = translation.get_language()
    named = in_language(city, language) if in_city and days.starts_at else ""
    return _when(days, named, period, in_city, language)


@lru_cache(maxsize=MOST_KEPT)
def _when(days: rules.Days, city: str, period: str, in_city: bool, language: str | None) -> str:
    if days.starts_at:
        first, last = days.first_day, days.last_day
        if first and last and first != last:
            return dates.days(first, last)
        value = dates.instant(days.starts_at, days.zone)
        if not in_city:
            return value
        return _("%(time)s in %(city)s") % {"time": value, "city": city or dates.city_of(days.zone)}
    if days.starts_on:
        return dates.days(days.starts_on, days.ends_on or days.starts_on)
    if period:
        year, _dash, quarter = period.partition("-Q")
        if quarter:
            return _("quarter %(quarter)s of %(year)s, the day to be announced") % {
                "quarter": quarter,
                "year": year,
            }
        return _("%(year)s, the day to be announced") % {"year": year}
    return _("to be announced")


def where(event: Event) -> str:
    """Return where an event is, or that it is to be announced."""
    return where_at(event.details.get("place") or {})


def where_at(place: dict[str, Any]) -> str:
    """Return where a place of the pack is, or that it is to be announced."""
    language = translation.get_language()
    parts = [in_language(place.get(name), language) for name in ("venue", "city")]
    return _where(bool(place.get("online")), *parts, language)


@lru_cache(maxsize=MOST_KEPT)
def _where(is_online: bool, venue: str, city: str, language: str | None) -> str:
    if is_online:
        return _("online")
    return listed(part for part in (venue, city) if part) or _("to be announced")


@dataclass(frozen=True)
class Earned:
    """What somebody earns who comes to an event, and what it takes; ``anchor`` is its place on the edition's page."""

    title: str
    how: str
    anchor: str


def earned_at(event: Event) -> list[Earned]:
    """Return the certificates that coming to an event counts for, as the edition's pack has them."""
    language = translation.get_language()
    return [
        Earned(
            in_language(said["title"], language),
            in_language(said.get("narrative") or {}, language),
            said["key"],
        )
        for said in (event.edition.credentials or {}).get("achievements", [])
        if event.key in ((said.get("criteria") or {}).get("events") or ())
    ]
