"""Moments and places as people read them, with the city whose clock it is."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui import dates
from hansa.network.selectors import network


def moment(value: datetime | None, edition: Any) -> str:
    """Write an instant with its city: 13 October 2017, 23:59 in Seoul."""
    if value is None:
        return ""
    return _("%(time)s in %(city)s") % {
        "time": dates.instant(value, edition.time_zone),
        "city": in_language(edition.clock_names, get_language()) or dates.city_of(edition.time_zone),
    }


def local(value: datetime | None, edition: Any) -> str:
    """Write an instant by the edition's clock, without saying whose it is."""
    return "" if value is None else dates.instant(value, edition.time_zone)


def day(value: date | datetime | None) -> str:
    """Write a day."""
    if value is None:
        return ""
    return dates.day(value.date() if isinstance(value, datetime) else value)


def days(start: date | None, end: date | None) -> str:
    """Write a span of days."""
    return dates.days(start, end or start) if start is not None else ""


def city_name(member: Any, language: str) -> str:
    """Return a member's name in a language."""
    return in_language(member.name, language)


def secretariat() -> str:
    """Return what letters are signed with."""
    home = network()
    return _("The %(network)s secretariat") % {"network": home.name} if home else _("The secretariat")
