"""Dates and times as people of each language write them (CLDR), with the city whose clock is meant."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel import dates as cldr
from babel.core import get_global
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# English dates are written the British way: 13 October 2017.
_LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
#: So many months ahead a day and a month can mean one year only.
NEAR = 11
# "4 December", "4. Dezember", "12월 4일".
_DAY_AND_MONTH = re.compile(r"(?<![:\d])(\d{1,2}[.월]?) (?=\w)")


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))


def current_locale() -> Locale:
    """Return the CLDR locale of the language that is being spoken now."""
    return _locale(get_language() or "en")


@lru_cache(maxsize=4096)
def _day(value: date, locale: Locale, short: bool, far: bool = False) -> str:
    if short:
        return cldr.format_skeleton("yMMMd" if far else "MMMd", value, locale=locale)
    return cldr.format_date(value, format="long", locale=locale)


def day(value: date, *, short: bool = False, since: date | None = None) -> str:
    """Write a date: 13 October 2017, or 13 Oct where space is short.

    Where the day on which it is read is given as ``since``, a short one names its year unless it is near: 13 Oct 2018.
    """
    return _day(value, current_locale(), short, since is not None and not is_near(value, since))


def is_near(value: date, today: date) -> bool:
    """Tell whether a day lies within the coming eleven months, so that it is understood without its year."""
    months = 12 * (value.year - today.year) + value.month - today.month - (value.day < today.day)
    return 0 <= months < NEAR


def unparted(sentence: str) -> str:
    """Return a sentence in which a line never ends between a day and its month."""
    return _DAY_AND_MONTH.sub("\\1\N{NO-BREAK SPACE}", sentence)


@lru_cache(maxsize=4096)
def _days(start: date, end: date, locale: Locale) -> str:
    if start == end:
        return _day(start, locale, False)
    widest = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    # CLDR gives spans with short months only; the pattern is widened, which no language of ours minds.
    first, last = locale.interval_formats["yMMMd"][widest]
    return "".join(
        cldr.parse_pattern(pattern.replace("MMMM", "MMM").replace("MMM", "MMMM")).apply(value, locale)
        for pattern, value in ((first, start), (last, end))
    )


def days(start: date, end: date) -> str:
    """Write a span of days without saying anything twice: 20–23 November 2017."""
    return _days(start, end, current_locale())


@lru_cache(maxsize=4096)
def _instant(value: datetime, zone: str, locale: Locale) -> str:
    local = value.astimezone(ZoneInfo(zone))
    comma = "،" if locale.language == "ar" else ","
    return f"{_day(local.date(), locale, False)}{comma} {local:%H:%M}"


def instant(value: datetime, zone: str) -> str:
    """Write a moment by the clock of `zone`: 13 October 2017, 23:59."""
    return _instant(value, zone, current_locale())


#: Where CLDR names a city in another way than its own country does.
_CITIES = {("ar", "Asia/Seoul"): "سيول"}


@lru_cache(maxsize=512)
def _city(zone: str, locale: Locale) -> str:
    return _CITIES.get((locale.language, zone)) or cldr.get_timezone_location(
        ZoneInfo(zone), locale=locale, return_city=True
    )


def city_of(zone: str) -> str:
    """Name the city that a time zone is called after, in the language spoken now."""
    return _city(zone, current_locale())


def is_in(zone: str, country: str) -> bool:
    """Tell whether a time zone is one of a country's own."""
    found: str | None = get_global("zone_territories").get(zone)
    return found == country


def own_city(zone: str, country: str | None, names: dict[str, str]) -> dict[str, str]:
    """Return a place's names where its clock is the one meant: Chengdu goes by the zone that is called after Shanghai."""
    return names if country and is_in(zone, country) else {}


def clock_of(zone: str) -> Callable[[datetime], SafeString]:
    """Return what writes the moments of a list by one clock, with its city; each moment is written once."""
    return _clock(zone, get_language() or "en")


@lru_cache(maxsize=64)
def _clock(zone: str, language: str) -> Callable[[datetime], SafeString]:
    pattern = "%(time)s UTC" if zone == "UTC" else _("%(time)s in %(city)s")
    city = "" if zone == "UTC" else city_of(zone)

    @lru_cache(maxsize=2048)
    def write(value: datetime) -> SafeString:
        said = escape(pattern % {"time": instant(value, zone), "city": city})
        return SafeString(f'<time datetime="{value.isoformat()}">{said}</time>')

    return write
