"""The offices as they are now, for the row of houses on the home page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from hansa.foundation.i18n import in_language
from hansa.network.selectors import hours_of
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.words import country


@dataclass(frozen=True)
class OfficeNow:
    """An office with its own clock."""

    city: str
    clock: str
    is_open: bool
    changes_at: datetime
    time_zone: str
    name: str = ""
    hours: str = ""
    country: str = ""
    is_secretariat: bool = False


def offices_now(known: Board, now: datetime) -> list[OfficeNow]:
    """Return the secretariat and the standing regional offices from west to east, each with its time now."""
    language = get_language() or "en"
    house = known.network
    found = [_now(office, now, language) for office in known.offices]
    if house is not None:
        found.append(_now(house, now, language, is_secretariat=True))
    # From west to east, as the sun goes over them.
    return sorted(found, key=lambda o: (_offset(o.time_zone, now), o.city))


def _now(place: Any, now: datetime, language: str, *, is_secretariat: bool = False) -> OfficeNow:
    hours = hours_of(place, now)
    return OfficeNow(
        city=in_language(place.city_names, language),
        clock=f"{hours.local:%H:%M}",
        is_open=hours.is_open,
        changes_at=hours.changes_at,
        time_zone=place.time_zone,
        # The secretariat's row is the network's own, whose name is not that of a place.
        name="" if is_secretariat else in_language(place.name, language),
        hours=f"{place.opens_hour:02}:00–{place.closes_hour:02}:00",
        country=country(place.country),
        is_secretariat=is_secretariat,
    )


def _offset(time_zone: str, now: datetime) -> float:
    shift = now.astimezone(ZoneInfo(time_zone)).utcoffset()
    return shift.total_seconds() if shift else 0.0
