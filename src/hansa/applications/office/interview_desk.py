"""What waits on the desk about interviews: today's, those nobody has spoken of, those who have not booked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, ngettext

from hansa.applications.enums import ApplicationState, InterviewState
from hansa.applications.models import Interview
from hansa.foundation.i18n import in_language
from hansa.foundation.office import desk
from hansa.foundation.policy import STAFF_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.programmes.permissions import editions_managed_by

ACTS = ("interview.", "application.", "call.", "pack.", "edition.")

_open = PreparedFor(
    lambda person: (
        Interview.objects.filter(
            application__call__edition__in=editions_managed_by(person),
            application__state=ApplicationState.UNDER_REVIEW,
            state__in=[InterviewState.INVITED, InterviewState.SCHEDULED],
        )
        .order_by()
        .values_list(
            *("application__call__edition__slug", "application__call__edition__title"),
            *("application__call__edition__time_zone", "state", "starts_at", "ends_at", "book_by"),
        )
    )
)


def fill() -> None:
    """Register the desk's source."""
    desk.register(waiting_for, *ACTS)


def waiting_for(person: Any, now: datetime) -> Iterator[desk.DeskItem]:
    """Say what waits for a member of staff about interviews; one query however many there are."""
    if not getattr(person, "roles", frozenset()) & STAFF_ROLES:
        return
    by_call: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _open.ask(person):
        by_call[row[0]].append(row)
    language = get_language() or "en"
    for slug, rows in by_call.items():
        title, zone = in_language(rows[0][1], language), rows[0][2]
        yield from _of_call(
            rows, title, ZoneInfo(zone), now, reverse("applications_office:interviews", args=[slug])
        )


def _of_call(
    rows: list[tuple[Any, ...]], title: str, here: ZoneInfo, now: datetime, url: str
) -> Iterator[desk.DeskItem]:
    booked = [(row[4], row[5]) for row in rows if row[3] == InterviewState.SCHEDULED]
    deadlines = [row[6] for row in rows if row[3] == InterviewState.INVITED]
    today = [starts for starts, ends in booked if ends > now and _same_day(starts, now, here)]
    over = sum(1 for _starts, ends in booked if ends <= now)
    if today:
        yield desk.DeskItem(
            ngettext("%(count)d interview today", "%(count)d interviews today", len(today))
            % {"count": len(today)},
            title,
            url,
            due_at=min(today),
            urgency="now",
            count=len(today),
        )
    if over:
        yield desk.DeskItem(
            ngettext(
                "%(count)d interview is over: say how it went",
                "%(count)d interviews are over: say how they went",
                over,
            )
            % {"count": over},
            title,
            url,
            urgency="now",
            count=over,
        )
    if deadlines:
        yield desk.DeskItem(
            ngettext(
                "%(count)d applicant has not chosen a time for the interview",
                "%(count)d applicants have not chosen a time for the interview",
                len(deadlines),
            )
            % {"count": len(deadlines)},
            title,
            f"{url}#waiting",
            due_at=max(deadlines),
            urgency="soon" if min(deadlines) > now else "now",
            count=len(deadlines),
        )


def _same_day(one: datetime, other: datetime, here: ZoneInfo) -> bool:
    return one.astimezone(here).date() == other.astimezone(here).date()
