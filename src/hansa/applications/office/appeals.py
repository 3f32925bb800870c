"""Appeals in the office: what somebody says, what corrected points would mean, and the decision of an uninvolved officer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import AppealOutcome, AppealState
from hansa.applications.forms import AppealDecisionForm, RecordAppealForm
from hansa.applications.models import Appeal, Application
from hansa.applications.office.panel import managed_call
from hansa.applications.services.bounds import bound_text
from hansa.applications.services.listing import plain_bounds
from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.programmes.permissions import editions_managed_by


@policy(OFFICE)
def appeal(request: HttpRequest, uid: str) -> HttpResponse:
    """Show an appeal, and with ``points`` what a correction would mean; nothing is kept by looking."""
    shown = _found(request, uid)
    application, run = shown.application, shown.decision.run
    may = permissions.can_handle(request.user, application)
    is_open = shown.state == AppealState.LODGED
    form = AppealDecisionForm(request.GET if "points" in request.GET else None, initial={"answer": ""})
    points = form["points"].value() if form.is_bound else None
    verdict = None
    if may and is_open and points and str(points).isdecimal() and len(str(points)) <= 8:
        verdict = _said(shown, int(points))
    context = {
        "appeal": shown,
        "application": application,
        "edition": application.call.edition,
        "run": run,
        "may": may and is_open and not services.had_a_part(request.user, shown),
        "had_a_part": may and is_open and services.had_a_part(request.user, shown),
        "form": AppealDecisionForm(initial={"points": points or None, "answer": ""}),
        "points": points,
        "verdict": verdict,
        "follows": services.what_follows(shown.outcome) if shown.outcome else "",
    }
    return render(request, "applications/office/appeal.html", context)


def _said(shown: Appeal, points: int) -> dict[str, Any]:
    """Say what corrected points would mean, with the names that the office may know."""
    verdict = services.weigh_appeal(shown, points)
    language = get_language() or "en"
    names = dict(
        Application.objects.filter(call=shown.application.call, number__in=verdict.instead).values_list(
            "number", "applicant__name"
        )
    )
    return {
        "outcome": verdict.outcome.label,
        "is_place": verdict.outcome in (AppealOutcome.PLACE, AppealOutcome.ADDED),
        "would": verdict.would,
        "instead": [names.get(number, number) for number in verdict.instead],
        "in_the_way": [bound_text(bound, language) for bound in plain_bounds(verdict.in_the_way)],
        "points": points,
    }


@require_POST
def _decide(request: HttpRequest, uid: str) -> HttpResponse:
    shown = _found(request, uid)
    form = AppealDecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("applications_office:appeal", uid=uid)
    known: dict[str, Any] = {
        "appeal_id": shown.pk,
        "answer": form.cleaned_data["answer"],
        "by": request.user,
        "now": clock.now(),
    }
    try:
        if request.POST.get("act") == "uphold":
            services.uphold_appeal(**known, points=form.cleaned_data["points"])
            messages.success(request, _("The appeal is upheld, and the letter goes out."))
        else:
            services.dismiss_appeal(**known)
            messages.success(request, _("The appeal is dismissed, and the letter with your answer goes out."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:appeal", uid=uid)


decide = policy(STAFF)(_decide)


@require_POST
def _record(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    form = RecordAppealForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whose appeal it is by the application's number, and what it says."))
        return redirect("applications_office:selection", slug=slug)
    rows = scope.visible(request.user, Application.objects.filter(call=call))
    application = rows.filter(number__iexact=form.cleaned_data["number"].strip()).first()
    if application is None:
        messages.error(request, _("There is no application with this number."))
        return redirect("applications_office:selection", slug=slug)
    try:
        found = services.lodge_appeal(
            application_id=application.pk,
            grounds=form.cleaned_data["grounds"],
            by=request.user,
            now=clock.now(),
        )
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
        return redirect("applications_office:selection", slug=slug)
    return redirect("applications_office:appeal", uid=found.uid)


record = policy(STAFF)(_record)


def rows_of(call: Any) -> list[dict[str, Any]]:
    """Return the appeals of a call as the desk shows them, those that wait first."""
    return [
        {"uid": uid, "number": number, "name": name, "said": AppealState(state).label, "lodged_at": lodged_at}
        for uid, state, lodged_at, number, name in selectors.appeals_of(call)
    ]


def _found(request: HttpRequest, uid: str) -> Appeal:
    rows = Appeal.objects.filter(application__call__edition__in=editions_managed_by(request.user), uid=uid)
    found = (
        scope.visible(request.user, rows)
        .exclude(application__applicant=request.user.pk)
        .select_related(
            "application__call__edition", "application__applicant", "application__member",
            "decision__run", "decided_by", "recorded_by",
        )
        .first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found
