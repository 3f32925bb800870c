"""The offices as they are now, for the row of houses on the home page."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from hansa.foundation.i18n import in_language
from hansa.network.selectors import hours_of
from hansa.portal.selectors.board import Board


@dataclass(frozen=True)
class OfficeNow:
    """An office with its own clock."""

    city: str
    clock: str
    is_open: bool
    changes_at: datetime
    time_zone: str


def offices_now(known: Board, now: datetime) -> list[OfficeNow]:
    """Return the secretariat and the standing regional offices from west to east, each with its time now."""
    language = get_language() or "en"
    house = known.network
    found = []
    for office in known.offices:
        hours = hours_of(office, now)
        city = in_language(office.city_names, language)
        found.append(
            OfficeNow(city, f"{hours.local:%H:%M}", hours.is_open, hours.changes_at, office.time_zone)
        )
    if house is not None:
        hours = hours_of(house, now)
        city = in_language(house.city_names, language)
        found.append(
            OfficeNow(city, f"{hours.local:%H:%M}", hours.is_open, hours.changes_at, house.time_zone)
        )
    # From west to east, as the sun goes over them.
    return sorted(found, key=lambda o: (_offset(o.time_zone, now), o.city))


def _offset(time_zone: str, now: datetime) -> float:
    shift = now.astimezone(ZoneInfo(time_zone)).utcoffset()
    return shift.total_seconds() if shift else 0.0
