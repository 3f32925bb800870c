"""An applicant's interview: choosing a time, taking it into the calendar, changing it, giving it back."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import selectors, services
from hansa.applications.enums import ApplicationState, InterviewState
from hansa.applications.models import Application, Interview
from hansa.applications.rules import interviews as rules
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_letters, interview_words, interviewing
from hansa.foundation import clock
from hansa.foundation.i18n import comma as spoken_comma
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.ui import dates
from hansa.foundation.ui.parts import facts


@policy(SIGNED_IN)
@require_safe
def interview(request: HttpRequest, uid: str) -> HttpResponse:
    """Show the times to choose from, or the time that was chosen and what can still be done about it."""
    application, row = _mine(request, uid)
    now = clock.now()
    zone = interview_words.zone_of(application.call)
    own = interview_words.own_zone(request.user, application.member) or zone
    is_booked = row.state == InterviewState.SCHEDULED and row.starts_at is not None
    may_change = is_booked and row.starts_at is not None and rules.may_change(row.starts_at, now)
    is_alive = application.state == ApplicationState.UNDER_REVIEW
    may_choose = (
        is_alive and row.state == InterviewState.INVITED and (bool(row.booked_at) or now <= row.book_by)
    )
    times = reads.times_open(application, now) if may_choose or (may_change and is_alive) else []
    # Where two are held at once the hour that one has is free at the other table; it is no other time.
    times = [one for one in times if not (is_booked and one.starts_at == row.starts_at)]
    context = {
        "application": application,
        "edition": application.call.edition,
        "interview": row,
        "sentence": interview_words.sentence_of(row, zone, own) if is_alive else "",
        "is_booked": is_booked,
        "may_change": may_change and is_alive,
        "may_choose": may_choose,
        "days": times_drawn(times, zone=zone, own=own),
        "minutes": times[0].window.minutes if times else 0,
        "zone": zone,
        "own": own,
        "is_one_clock": all(interview_words.same_clock(one.starts_at, zone, own) for one in times),
        "facts": _facts(row, zone, own) if is_booked else "",
        "link": row.slot.window.link if is_booked and row.slot else "",
        "is_unset": getattr(request.user, "time_zone", "") == interview_words.UNSET,
        "until": _until(row, zone, own) if may_change else "",
    }
    return render(request, "applications/interview.html", context)


def _until(row: Interview, zone: str, own: str) -> str:
    assert row.starts_at is not None  # asked only of a booked one
    return interview_words.both_clocks(row.starts_at - rules.CHANGE_UNTIL, zone, own)


def _facts(row: Interview, zone: str, own: str) -> SafeString:
    assert row.starts_at is not None
    assert row.slot is not None
    moment, window = row.starts_at, row.slot.window
    lines = []
    if not interview_words.same_clock(moment, zone, own):
        lines.append((_("By your clock, %(city)s") % {"city": dates.city_of(own)}, _long(moment, own)))
    lines += [
        (_("In %(city)s") % {"city": dates.city_of(zone)}, _long(moment, zone)),
        (_("How long"), _("%(count)s minutes") % {"count": window.minutes}),
        (_("How"), interview_words.where(window, by_phone=row.by_phone)),
    ]
    return facts(lines)


def _long(moment: datetime, zone: str) -> str:
    day = moment.astimezone(ZoneInfo(zone)).date()
    return f"{interview_words.long_day(day)}{spoken_comma()}{interview_words.hour(moment, zone)}"


def times_drawn(times: Iterable[reads.OpenTime], *, zone: str, own: str) -> list[dict[str, Any]]:
    """Write the times day by day as the applicant's clock has them, each a button that names both clocks."""
    city = dates.city_of(zone)
    drawn = []
    for day, group in groupby(times, key=lambda one: one.starts_at.astimezone(ZoneInfo(own)).date()):
        buttons = [_button(one, zone, own, city) for one in group]
        drawn.append(
            {
                "day": interview_words.long_day(day),
                "key": day.isoformat(),
                "times": SafeString("".join(buttons)),
            }
        )
    return drawn


def _button(one: reads.OpenTime, zone: str, own: str, city: str) -> str:
    moment = one.starts_at
    mine, theirs = interview_words.hour(moment, own), interview_words.hour(moment, zone)
    beneath = ""
    if not interview_words.same_clock(moment, zone, own):
        said = _("%(time)s in %(city)s") % {"time": theirs, "city": city}
        if rules.day_shift(moment, zone, own):
            # Where the date differs it is said in full; "the day after" is easily misread.
            said = interview_words.with_day(said, moment, zone)
        beneath = f"<small>{escape(said)}</small>"
    how = f"<small>{escape(one.window.get_way_display())}</small>"
    value = f"{one.window.uid} {moment.isoformat()}"
    return f'<button class="pick" name="time" value="{value}"><b>{mine}</b>{beneath}{how}</button>'


@require_POST
def _book(request: HttpRequest, uid: str) -> HttpResponse:
    application, _row = _mine(request, uid)
    window, _space, written = request.POST.get("time", "").partition(" ")
    try:
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is None:
            raise ValueError(written)
        interviewing.book(
            application_id=application.pk,
            window_uid=UUID(window),
            starts_at=moment,
            by=request.user,
            now=clock.now(),
        )
    except ValueError:
        messages.error(request, _("Choose one of the times below."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    else:
        messages.success(request, _("The time is yours. We have sent you a letter with it."))
    return redirect("applications:interview", uid=uid)


book = policy(SIGNED_IN)(_book)


@require_POST
def _give_back(request: HttpRequest, uid: str) -> HttpResponse:
    application, _row = _mine(request, uid)
    try:
        interviewing.give_back(application_id=application.pk, by=request.user, now=clock.now())
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    else:
        messages.success(request, _("The time is free again. Choose another one below."))
    return redirect("applications:interview", uid=uid)


give_back = policy(SIGNED_IN)(_give_back)


@policy(SIGNED_IN)
@require_safe
def calendar(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the interview as a file for one's own calendar: as it stands now, moved or called off."""
    application, row = _whole(request, uid)
    url = interview_letters.page_of(application)
    content = interview_letters.calendar_file(row, request.user, url=url, now=clock.now())
    return as_calendar(content, name=application.number)


def as_calendar(content: bytes | None, *, name: str) -> HttpResponse:
    """Answer with a calendar file, or that there is none."""
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=f"{interview_letters.kind_of(content)}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="interview-{name}.ics"'
    return response


def _mine(request: HttpRequest, uid: str) -> tuple[Application, Interview]:
    application = selectors.own_application_or_404(request.user, uid)
    row: Interview | None = getattr(application, "interview", None)
    if row is not None and row.state != InterviewState.INVITED:
        row = reads.interview_of(application)
    if row is None:
        raise Http404
    row.application = application
    return application, row


def _whole(request: HttpRequest, uid: str) -> tuple[Application, Interview]:
    application = selectors.own_application_or_404(request.user, uid)
    row = reads.interview_of(application)
    if row is None:
        raise Http404
    row.application = application
    return application, row
