"""The plan of a call's interviews as the office sees it: rows written at once, day by day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.applications.enums import InterviewState, InterviewWay, SheetState
from hansa.applications.models import Interview
from hansa.applications.rules import interviews as rules
from hansa.applications.services import interview_words
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.ui.icons import status

People = Mapping[int, list[tuple[str, str]]]


def is_today(row: Interview, zone: str, now: datetime) -> bool:
    """Tell whether an interview is today by the call's clock."""
    here = ZoneInfo(zone)
    return row.starts_at is not None and row.starts_at.astimezone(here).date() == now.astimezone(here).date()


def days(
    rows: Iterable[Interview], people: People, *, zone: str, now: datetime, slug: str
) -> list[dict[str, Any]]:
    """Return the plan day by day, by the call's clock; ``rows`` are booked and in order."""
    here = ZoneInfo(zone)

    def day_of(row: Interview) -> date:
        assert row.starts_at is not None  # only booked ones are planned
        return row.starts_at.astimezone(here).date()

    said = {state.value: status(interview_words.SHAPES[state], state.label) for state in InterviewState}
    labels = [
        _("Their clock"),
        _("Applicant"),
        _("City"),
        _("Interviewers"),
        _("How"),
        _("Scores"),
        _("State"),
    ]
    today = now.astimezone(here).date()
    return [
        {
            "key": day.isoformat(),
            "title": interview_words.long_day(day),
            "is_today": day == today,
            "labels": labels,
            "rows": SafeString("".join(_row(row, people, zone, slug, said, labels) for row in group)),
        }
        for day, group in groupby(rows, key=day_of)
    ]


def _row(
    row: Interview, people: People, zone: str, slug: str, said: Mapping[str, str], labels: list[str]
) -> str:
    assert row.starts_at is not None
    assert row.slot is not None
    application, window = row.application, row.slot.window
    url = reverse("applications_office:interview", args=[slug, row.uid])
    name = escape(application.applicant.name)
    theirs = interview_words.own_zone(application.applicant, application.member)
    own = interview_words.hour(row.starts_at, theirs) if theirs else "–"
    if theirs and rules.day_shift(row.starts_at, theirs, zone):
        own = interview_words.with_day(own, row.starts_at, theirs)
    how: str = escape(_("By phone") if row.by_phone else window.get_way_display())
    if window.link and row.state == InterviewState.SCHEDULED:
        how = f'<a href="{escape(window.link)}" rel="noreferrer">{how}</a>'
    holders = people.get(row.pk, [])
    scores = "–"
    if holders and row.state in (InterviewState.SCHEDULED, InterviewState.HELD):
        sent = sum(1 for _name, state in holders if state == SheetState.SENT)
        scores = escape(_("%(sent)s of %(total)s") % {"sent": sent, "total": len(holders)})
    cells = (
        f'<span class="num">{escape(own)}</span>',
        f'<bdi>{name}</bdi> <span class="small quiet num" dir="ltr">{escape(application.number)}</span>',
        escape(in_language(application.member.name, get_language() or "en")),
        escape(listed(name for name, _state in holders)),
        how,
        scores,
        said[row.state],
    )
    drawn = "".join(
        f'<td data-l="{escape(label)}">{cell}</td>' for label, cell in zip(labels, cells, strict=True)
    )
    hour = interview_words.hour(row.starts_at, zone)
    return f'<tr><th scope="row" class="num"><a href="{url}">{hour}<span class="vh"> {name}</span></a></th>{drawn}</tr>'


def waiting(rows: Iterable[Interview], *, zone: str, now: datetime, slug: str) -> SafeString:
    """Write who is invited and has not chosen a time, with the day by which they were to."""
    city, until = escape(_("City")), escape(_("By"))
    language = get_language() or "en"
    out = []
    for row in rows:
        application = row.application
        by = interview_words.by_clock(row.book_by, zone)
        said = status("needs", by) if row.book_by < now else escape(by)
        url = reverse("applications_office:interview", args=[slug, row.uid])
        out.append(
            f'<tr><th scope="row"><a href="{url}"><bdi>{escape(application.applicant.name)}</bdi></a> '
            f'<span class="small quiet num" dir="ltr">{escape(application.number)}</span></th>'
            f'<td data-l="{city}">{escape(in_language(application.member.name, language))}</td>'
            f'<td data-l="{until}">{said}</td></tr>'
        )
    return SafeString("".join(out))


def hours(window: Any, names: Iterable[str], now: datetime) -> dict[str, Any]:
    """Return what the list of hours says of some."""
    return {
        "uid": window.uid,
        "day": interview_words.long_day(window.day),
        "hours": f"{window.starts:%H:%M}–{window.ends:%H:%M}",
        "people": listed(names),
        "how": interview_words.where(window),
        "many": window.many,
        "booked": window.booked,
        "may_go": not window.booked,
        "may_relink": window.way == InterviewWay.VIDEO and window.ends_at > now,
    }
