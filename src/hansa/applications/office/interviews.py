"""A call's interviews in the office: the plan of each day, the hours, who is invited, and how each went."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import InterviewState, SheetState
from hansa.applications.models import InterviewWindow
from hansa.applications.office import interview_plan as plan
from hansa.applications.office.interview_acts import letters_said
from hansa.applications.office.interview_forms import HoursForm, InviteForm
from hansa.applications.office.panel import managed_call
from hansa.applications.rules import interviews as rules
from hansa.applications.rules.terms import InterviewTerms
from hansa.applications.selectors import interview_plan as reads
from hansa.applications.services import (
    interview_hours,
    interview_scores,
    interview_words,
    interviewing,
    wording,
)
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.icons import status
from hansa.foundation.ui.parts import facts
from hansa.questionnaires import services as questions


@policy(OFFICE)
@require_safe
def interviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is interviewed when, who has not chosen a time yet, and the hours."""
    call, terms = _call_and_terms(request, slug)
    now = clock.now()
    zone = interview_words.zone_of(call)
    rows = reads.plan_of(call)
    booked = [row for row in rows if row.starts_at is not None and row.slot is not None]
    waiting = [row for row in rows if row.state == InterviewState.INVITED]
    windows, names = reads.windows_of(call), reads.names_in(call)
    stands = Counter(row.state for row in booked)
    context = {
        "call": call,
        "edition": call.edition,
        "zone": zone,
        "days": plan.days(booked, reads.holders_of(call), zone=zone, now=now, slug=slug),
        "waiting": len(waiting),
        "waiting_rows": plan.waiting(waiting, zone=zone, now=now, slug=slug),
        "remind_days": terms.remind_days_before,
        "late": sum(1 for row in waiting if row.book_by < now and row.booked_at is None),
        "today": sum(1 for row in booked if plan.is_today(row, zone, now)),
        "booked": stands[InterviewState.SCHEDULED],
        "held": stands[InterviewState.HELD],
        "missed": stands[InterviewState.NO_SHOW],
        "windows": [plan.hours(window, names[window.pk], now) for window in windows],
        "to_invite": reads.count_to_invite(call),
        "free": sum(window.many - window.booked for window in windows if window.ends_at > now),
        "may": permissions.can_handle_call(request.user, call),
        "span": wording.days(terms.opens_on, terms.closes_on),
    }
    return render(request, "applications/office/interviews.html", context)


def _panel(call: Any) -> list[tuple[int, str]]:
    return [
        (seat.person_id, seat.person.name) for seat in selectors.panel_in_office(call) if not seat.ended_at
    ]


@policy(STAFF)
def lay(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay hours in which applicants can be interviewed."""
    call, terms = _call_and_terms(request, slug)
    panel = _panel(call)
    form = HoursForm(request.POST or None, terms=terms, panel=panel)
    if request.method == "POST" and form.is_valid():
        try:
            window = interview_hours.lay_hours(
                call_id=call.pk, by=request.user, now=clock.now(), **form.cleaned_data
            )
        except services.REFUSALS as refusal:
            form.add_error(None, services.sentence_of(refusal))
        else:
            many = window.slots.count()
            messages.success(
                request,
                ngettext(
                    "%(count)d time can be chosen in them.", "%(count)d times can be chosen in them.", many
                )
                % {"count": many},
            )
            return redirect("applications_office:interviews", slug=slug)
    context = {
        "call": call,
        "edition": call.edition,
        "form": form,
        "panel": panel,
        "zone": interview_words.zone_of(call),
        "span": wording.days(terms.opens_on, terms.closes_on),
    }
    status_code = 422 if request.method == "POST" else 200
    return render(request, "applications/office/interview_lay.html", context, status=status_code)


@require_POST
def _take_away(request: HttpRequest, slug: str) -> HttpResponse:
    call, _terms = _call_and_terms(request, slug)
    wanted = request.POST.get("window", "")
    rows = scope.visible(request.user, InterviewWindow.objects.filter(call=call))
    window = next((row for row in rows if str(row.uid) == wanted), None)
    if window is None:
        raise Http404
    try:
        interview_hours.take_hours_away(window_id=window.pk, by=request.user, now=clock.now())
        messages.success(request, _("These hours are gone; nobody had booked a time in them."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:interviews", slug=slug)


take_away = policy(STAFF)(_take_away)


@policy(STAFF)
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom an invitation would reach, in which languages and with how many times to choose; then send it."""
    call, _terms = _call_and_terms(request, slug)
    now = clock.now()
    people = list(reads.to_invite(call))
    zone = interview_words.zone_of(call)
    form = InviteForm(
        request.POST or None,
        people=[(row.pk, f"{row.number} {row.applicant.name}") for row in people],
        zone=zone,
        now=now,
        first=_first_hour(call, now),
    )
    if request.method == "POST" and form.is_valid():
        _send_invitations(request, form.cleaned_data["applications"], form.cleaned_data["book_by"], now)
        return redirect("applications_office:interviews", slug=slug)
    context = {
        "call": call,
        "edition": call.edition,
        "people": people,
        "form": form,
        "free": reads.count_free(call, now),
        "will": invite_says(call, people),
        "zone": zone,
    }
    return render(request, "applications/office/interview_invite.html", context)


def _first_hour(call: Any, now: datetime) -> datetime | None:
    rows = InterviewWindow.objects.filter(call=call, ends_at__gt=now).order_by("begins_at")
    return rows.values_list("begins_at", flat=True).first()


def invite_says(call: Any, people: list[Any]) -> list[str]:
    """Say what an invitation of these applicants will do: which letters go, in which languages."""
    return [
        letters_said(call, "interview-invitation", people),
        _("Each sees the free times on their page, by both clocks, and books one of them."),
        _("Nobody is offered a time with an interviewer of their own city or institution."),
    ]


def _send_invitations(request: HttpRequest, keys: list[int], book_by: datetime, now: datetime) -> None:
    invited, refused = 0, ""
    for key in keys:
        try:
            interviewing.invite(application_id=key, book_by=book_by, by=request.user, now=now)
            invited += 1
        except services.REFUSALS as refusal:
            refused = services.sentence_of(refusal)
    if invited:
        messages.success(
            request,
            ngettext("%(count)d applicant is invited.", "%(count)d applicants are invited.", invited)
            % {"count": invited},
        )
    if refused:
        messages.warning(request, refused)


@policy(OFFICE)
@require_safe
def interview(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """One interview: when by both clocks, who holds it, their scores, and what may be done."""
    call, terms = _call_and_terms(request, slug)
    row = reads.interview_in_office(call, uid)
    now = clock.now()
    zone = interview_words.zone_of(call)
    theirs = interview_words.own_zone(row.application.applicant, row.application.member)
    state = InterviewState(row.state)
    own_file = row.application.applicant_id == request.user.pk
    may = permissions.can_handle(request.user, row.application)
    begun = row.starts_at is not None and row.starts_at <= now and row.slot is not None
    definition = interview_scores.rubric_of_interviews(call, selectors.terms_of(call))
    lines = [(_("Number"), row.application.number)]
    if row.slot is not None and row.starts_at is not None:
        lines += [
            (_("When"), interview_words.by_clock(row.starts_at, zone)),
            (_("Their clock"), interview_words.by_clock(row.starts_at, theirs) if theirs else ""),
            (_("How"), interview_words.where(row.slot.window, by_phone=row.by_phone)),
        ]
    if state == InterviewState.INVITED:
        lines.append((_("To be booked by"), interview_words.by_clock(row.book_by, zone)))
    if row.by_phone:
        lines.append((_("Why by phone"), row.phone_reason))
    if row.reason:
        lines.append((_("Reason"), row.reason))
    context = {
        "call": call,
        "edition": call.edition,
        "interview": row,
        "application": row.application,
        "city": in_language(row.application.member.name, get_language() or "en"),
        "said": status(interview_words.SHAPES[state], state.label),
        "facts": facts(lines),
        "sheets": []
        if own_file
        else [
            (sheet.interviewer.name, SheetState(sheet.state).label, sheet.total) for sheet in row.sheets.all()
        ],
        "most": questions.rubric_most(definition),
        "weight": terms.weight,
        "may": may,
        "may_hold": may and begun and state == InterviewState.SCHEDULED,
        "may_phone": may
        and begun
        and not row.by_phone
        and state in (InterviewState.SCHEDULED, InterviewState.HELD),
        "may_miss": may
        and state == InterviewState.SCHEDULED
        and row.starts_at is not None
        and row.starts_at + rules.NO_SHOW_AFTER <= now,
        "may_undo": may and state == InterviewState.NO_SHOW,
        "may_free": may and state == InterviewState.SCHEDULED,
        "may_call_off": may and state in (InterviewState.INVITED, InterviewState.SCHEDULED),
        "may_invite": may and state in (InterviewState.NO_SHOW, InterviewState.CALLED_OFF),
    }
    return render(request, "applications/office/interview.html", context)


@require_POST
def _act(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    call, _terms = _call_and_terms(request, slug)
    row = reads.interview_in_office(call, uid)
    act, reason, now = request.POST.get("act", ""), request.POST.get("reason", ""), clock.now()
    known: dict[str, Any] = {"interview_id": row.pk, "by": request.user, "now": now}
    try:
        if act == "free":
            interviewing.free(**known, reason=reason)
            messages.success(request, _("The time is free, and they are asked to choose another one."))
        elif act == "call_off":
            interviewing.call_off(**known, reason=reason)
            messages.success(
                request, _("The interview is called off, and the letter with the reason goes out.")
            )
        elif act == "invite":
            interviewing.invite(
                application_id=row.application_id, book_by=now + timedelta(days=3), by=request.user, now=now
            )
            messages.success(request, _("They are invited again and have three days to choose a time."))
        elif told := interviewing.record_how(
            interview_id=row.pk, act=act, reason=reason, by=request.user, now=now
        ):
            messages.success(request, told)
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:interview", slug=slug, uid=uid)


act = policy(STAFF)(_act)


def _call_and_terms(request: HttpRequest, slug: str) -> tuple[Any, InterviewTerms]:
    """Return a call of one's editions and what it says of interviews, or answer that it has none."""
    call = managed_call(request, slug)
    terms = selectors.terms_of(call).interviews
    if terms is None:
        raise Http404
    return call, terms
