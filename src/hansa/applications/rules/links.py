"""How long a juror's link and code hold, and how often a code may be asked for or mistyped."""

from datetime import date, datetime, timedelta

CODE_HOLDS = timedelta(minutes=15)
TRIES = 5
"""So many wrong codes end a code."""
CODES = 5
CODES_WITHIN = timedelta(hours=1)
VISIT = timedelta(hours=8)
"""A device is asked for a code again after so long."""
AT_LEAST, AT_MOST = timedelta(days=14), timedelta(days=120)


def holds_until(*, decisions_on: date | None, now: datetime) -> datetime:
    """Return the last instant of a link: a week after decisions are due, two weeks at least, four months at most."""
    if decisions_on is None:
        return now + AT_MOST / 2
    days = timedelta(days=(decisions_on - now.date()).days + 7)
    return now + min(AT_MOST, max(AT_LEAST, days))


def may_send_code(*, since: datetime | None, sent: int, now: datetime) -> bool:
    """Tell whether another code may go out: five an hour."""
    return since is None or since <= now - CODES_WITHIN or sent < CODES
