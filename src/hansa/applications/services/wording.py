"""Moments and places as people read them, with the city whose clock it is."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.network.selectors import network


def clock_city(edition: Any) -> str:
    """Name the city whose clock an edition's deadlines follow."""
    zone_city = edition.time_zone.rpartition("/")[2].replace("_", " ")
    return zone_city or edition.place_city


def moment(value: datetime | None, edition: Any) -> str:
    """Write an instant with its city: 13 October 2017, 23:59 in Seoul."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(edition.time_zone))
    return _("%(day)s, %(time)s in %(city)s") % {
        "day": formats.date_format(local, "DATE_FORMAT"),
        "time": f"{local:%H:%M}",
        "city": clock_city(edition),
    }


def day(value: date | datetime | None) -> str:
    """Write a day."""
    return formats.date_format(value, "DATE_FORMAT") if value else ""


def city_name(member: Any, language: str) -> str:
    """Return a member's name in a language."""
    return in_language(member.name, language)


def secretariat() -> str:
    """Return what letters are signed with."""
    home = network()
    return _("The %(network)s secretariat") % {"network": home.name} if home else _("The secretariat")
