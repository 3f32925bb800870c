"""Office hours by the office's own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WORKING_DAYS = range(5)


@dataclass(frozen=True)
class Hours:
    """How an office stands at an instant: its local time, whether it is open, and the next change."""

    local: datetime
    is_open: bool
    changes_at: datetime


def hours_at(time_zone: str, opens_hour: int, closes_hour: int, now: datetime) -> Hours:
    """Return the office's wall clock and whether somebody is there: Monday to Friday, within its hours.

    National holidays are not known; the page says "office hours", not "someone answers".
    """
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    opening = local.replace(hour=opens_hour, minute=0, second=0, microsecond=0)
    closing = opening.replace(hour=closes_hour % 24) + timedelta(days=closes_hour // 24)
    if local.weekday() in WORKING_DAYS and opening <= local < closing:
        return Hours(local, True, closing)
    day = opening if local < opening else opening + timedelta(days=1)
    while day.weekday() not in WORKING_DAYS:
        day += timedelta(days=1)
    return Hours(local, False, day)
