"""What an interviewer sees: whom they meet when, the score sheet, and how it went."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import selectors, services
from hansa.applications.enums import InterviewState, InterviewWay, SheetState
from hansa.applications.forms import CommentForm
from hansa.applications.models import InterviewSheet
from hansa.applications.rules import interviews as rules
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import (
    interview_letters,
    interview_scores,
    interview_words,
    interviewing,
)
from hansa.applications.views.interviews import as_calendar
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import STAFF_ROLES, policy, roles
from hansa.foundation.ui.icons import status
from hansa.foundation.ui.parts import facts
from hansa.questionnaires import services as questions

INTERVIEWERS = roles("reviewer", "juror", *sorted(STAFF_ROLES))

_SHEETS = {SheetState.OPEN: "ring", SheetState.DRAFT: "half", SheetState.SENT: "done"}


@policy(INTERVIEWERS)
@require_safe
def interviews(request: HttpRequest) -> HttpResponse:
    """List whom one interviews: today first, then what is to be scored, then what comes."""
    now = clock.now()
    language = get_language() or "en"
    own = interview_words.own_zone(request.user)
    lines = [_line(row, now, own, language) for row in reads.sheets_of(request.user)]
    context = {
        "groups": [
            (title, group)
            for title, group in (
                (_("Today"), [line for line in lines if line["is_today"] and not line["is_sent"]]),
                (_("To score"), [line for line in lines if line["is_due"] and not line["is_today"]]),
                (_("To come"), [line for line in lines if line["is_to_come"] and not line["is_today"]]),
                (_("Done"), [line for line in lines if line["is_over"]]),
            )
            if group
        ],
        "today": sum(1 for line in lines if line["is_today"] and not line["is_sent"]),
        "due": sum(1 for line in lines if line["is_due"]),
        "any": bool(lines),
    }
    return render(request, "applications/interviews.html", context)


def _line(row: InterviewSheet, now: datetime, own: str, language: str) -> dict[str, Any]:
    interview = row.interview
    application, window = interview.application, interview.slot.window if interview.slot else None
    state, zone = InterviewState(interview.state), window.zone if window else "UTC"
    is_sent = row.state == SheetState.SENT
    is_live = state in (InterviewState.SCHEDULED, InterviewState.HELD)
    here = ZoneInfo(own or zone)
    is_today = is_live and row.starts_at.astimezone(here).date() == now.astimezone(here).date()
    is_due = is_live and not is_sent and row.starts_at <= now
    return {
        "url": reverse("applications:interview_sheet", args=[interview.uid]),
        "when": interview_words.by_clock(row.starts_at, own or zone),
        "other": interview_words.by_clock(row.starts_at, zone)
        if own and not interview_words.same_clock(row.starts_at, own, zone)
        else "",
        "name": application.applicant.name,
        "number": application.number,
        "city": in_language(application.member.name, language),
        "title": in_language(application.call.edition.title, language),
        "how": window.get_way_display() if window else "",
        "said": status(interview_words.SHAPES[state], state.label),
        "scored": status(_SHEETS[SheetState(row.state)], SheetState(row.state).label) if is_live else "",
        "is_today": is_today,
        "is_due": is_due,
        "is_sent": is_sent,
        "is_to_come": state == InterviewState.SCHEDULED and row.starts_at > now,
        "is_over": is_sent or state == InterviewState.NO_SHOW,
    }


@policy(INTERVIEWERS)
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """One interview: who, when, how, the score sheet, and what is said of how it went."""
    row = reads.own_sheet_or_404(request.user, uid)
    shown = _Sheet(request, row)
    if request.method == "POST":
        response = shown.keep()
        if response is not None:
            return response
    return render(request, "applications/interview_sheet.html", shown.context())


class _Sheet:
    """The score sheet as it is shown: the rubric's own form, and a comment where it has none."""

    def __init__(self, request: HttpRequest, row: InterviewSheet) -> None:
        self.request, self.row = request, row
        self.interview = row.interview
        self.call = self.interview.application.call
        self.terms = selectors.terms_of(self.call)
        self.definition = interview_scores.rubric_of_interviews(self.call, self.terms)
        self.language = get_language() or "en"
        self.sends = request.method == "POST" and "send" in request.POST
        self.moved = False
        kind = questions.form_class(self.definition, self.language, draft=not self.sends)
        data = request.POST if request.method == "POST" else None
        self.form = kind(data, initial=questions.initial_for(self.definition, row.scores))
        has_words = any(entry["kind"] == "long_text" for entry in self.definition["questions"])
        self.comment = None if has_words else CommentForm(data, initial={"comment": row.comment})

    def keep(self) -> HttpResponse | None:
        """Keep or send what was filled in; return where to go, or None to show the sheet again."""
        scores = questions.answers_of(self.form)
        words = self.comment.cleaned_data["comment"] if self.comment and self.comment.is_valid() else ""
        known: dict[str, Any] = {"sheet_id": self.row.pk, "scores": scores, "comment": words}
        quietly = bool(self.request.headers.get("X-Autosave"))
        try:
            if self.sends:
                if self.form.errors:
                    return None
                interview_scores.send_sheet(**known, by=self.request.user, now=clock.now())
                messages.success(self.request, _("Your scores are with the secretariat."))
                return redirect("applications:interviews")
            saved = interview_scores.save_sheet(
                **known, revision=self._revision(), by=self.request.user, now=clock.now()
            )
        except interview_scores.SheetMoved as moved:
            if quietly:
                return JsonResponse({"conflict": True}, status=409)
            self.row, self.moved = moved.sheet, True
            self.row.interview = self.interview
            return None
        except services.REFUSALS as refusal:
            if quietly:
                return JsonResponse({"conflict": True}, status=409)
            messages.error(self.request, services.sentence_of(refusal))
            return redirect("applications:interview_sheet", uid=self.interview.uid)
        if quietly:
            return JsonResponse({"revision": saved.revision})
        if self.form.errors:
            return None
        messages.success(self.request, _("Your draft is kept."))
        return redirect("applications:interview_sheet", uid=self.interview.uid)

    def _revision(self) -> int:
        try:
            return int(self.request.POST.get("revision", ""))
        except ValueError:
            return self.row.revision

    def context(self) -> dict[str, Any]:
        now = clock.now()
        application, interview = self.interview.application, self.interview
        window = interview.slot.window if interview.slot else None
        zone = window.zone if window else interview_words.zone_of(self.call)
        own = interview_words.own_zone(self.request.user)
        theirs = interview_words.own_zone(application.applicant, application.member)
        definition, answers = selectors.questions_and_answers(application, self.terms)
        sent = self.row.state == SheetState.SENT
        state = InterviewState(interview.state)
        has_begun = self.row.starts_at <= now
        lines = [
            (_("When"), interview_words.both_clocks(self.row.starts_at, zone, own)),
            (
                _("Where they are"),
                interview_words.by_clock(self.row.starts_at, theirs)
                if theirs
                else in_language(application.member.name, self.language),
            ),
            (_("How"), interview_words.where(window, by_phone=interview.by_phone) if window else ""),
        ]
        if interview.by_phone:
            lines.append((_("Why by phone"), interview.phone_reason))
        return {
            "interview": interview,
            "application": application,
            "edition": self.call.edition,
            "city": in_language(application.member.name, self.language),
            "facts": facts(lines),
            "said": status(interview_words.SHAPES[state], state.label),
            "link": window.link if window and state == InterviewState.SCHEDULED else "",
            "hours": window.uid
            if window and window.way == InterviewWay.VIDEO and state == InterviewState.SCHEDULED
            else "",
            "answers": questions.readable_answers(definition, answers, self.language),
            "form": self.form,
            "comment": self.comment,
            "row": self.row,
            "moved": self.moved,
            "sent": sent,
            "own": questions.readable_answers(self.definition, self.row.scores, self.language)
            if sent
            else [],
            "most": questions.rubric_most(self.definition),
            "may_score": state in (InterviewState.SCHEDULED, InterviewState.HELD) and not sent,
            "has_begun": has_begun,
            "may_hold": has_begun and state == InterviewState.SCHEDULED,
            "may_phone": has_begun
            and state in (InterviewState.SCHEDULED, InterviewState.HELD)
            and not interview.by_phone,
            "may_miss": state == InterviewState.SCHEDULED and self.row.starts_at + rules.NO_SHOW_AFTER <= now,
            "may_undo": state == InterviewState.NO_SHOW,
        }


@require_POST
def _went(request: HttpRequest, uid: str) -> HttpResponse:
    row = reads.own_sheet_or_404(request.user, uid)
    said = {"act": request.POST.get("act", ""), "reason": request.POST.get("reason", "").strip()}
    try:
        told = interviewing.record_how(
            interview_id=row.interview_id, **said, by=request.user, now=clock.now()
        )
        messages.success(request, told)
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications:interview_sheet", uid=uid)


went = policy(INTERVIEWERS)(_went)


@policy(INTERVIEWERS)
@require_safe
def calendar(request: HttpRequest, uid: str) -> HttpResponse:
    """Give an interview that one holds as a file for one's own calendar."""
    row = reads.own_sheet_or_404(request.user, uid)
    url = request.build_absolute_uri(reverse("applications:interview_sheet", args=[uid]))
    content = interview_letters.calendar_file(row.interview, request.user, url=url, now=clock.now())
    return as_calendar(content, name=row.interview.application.number)
