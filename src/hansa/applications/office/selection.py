"""The selection desk: rules, the list and its proof, and sealing; a second officer releases it on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import ApplicationState, Outcome, RunState
from hansa.applications.forms import PlacesForm, RecordAppealForm
from hansa.applications.models import SelectionRun
from hansa.applications.office import appeals
from hansa.applications.office.list_drawn import rows_drawn
from hansa.applications.office.panel import managed_call, run_of
from hansa.applications.office.places import places_of
from hansa.applications.office.under_way import under_way
from hansa.applications.rules.changes import read
from hansa.applications.rules.transitions import WAITING
from hansa.applications.services.bounds import bound_text, changes_text, rule_rows
from hansa.foundation import clock
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.icons import status


@policy(OFFICE)
def selection(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rules first, then the latest list with its proof, then what a click would do."""
    call = managed_call(request, slug)
    terms = selectors.terms_of(call)
    language = get_language() or "en"
    run, begun = selectors.lists_at_desk(call)
    passing = under_way(begun)
    is_going = passing is not None and passing.is_going
    decisions = [_row(row, language) for row in selectors.decided(run)] if run is not None else []
    due = selectors.count_due(call)
    may = permissions.can_handle_call(request.user, call)
    released = run is not None and run.state == RunState.RELEASED
    places = places_of(call, run, decisions, language) if run is not None and released else None
    by_outcome = {
        outcome.value: [decision for decision in decisions if decision["outcome"] == outcome]
        for outcome in Outcome
    }
    has_margins = any(row["margin"] for row in decisions)
    context = {
        "call": call,
        "edition": call.edition,
        "terms": terms,
        "run": run,
        "rules": rule_rows(run, terms, language),
        "changes": changes_text(read(run.changes), language) if run is not None else [],
        "has_margins": has_margins,
        "conflict": [bound_text(bound, language) for bound in run.result.get("conflict", [])] if run else [],
        "decisions": decisions,
        "outcomes": by_outcome,
        "groups": _groups(by_outcome, run, has_margins=has_margins, is_known=released),
        "places": places,
        "appeals": appeals.rows_of(call) if released else [],
        "record_form": RecordAppealForm(auto_id="appeal_%s") if released and may else None,
        "due": due,
        "judged": 0 if run is not None else selectors.count_judged(call),
        "may": may,
        "under_way": passing,
        "may_run": may
        and not is_going
        and (run is None or run.state in (RunState.COMPUTED, RunState.NO_COHORT)),
        "may_seal": may
        and not is_going
        and run is not None
        and run.state == RunState.COMPUTED
        and run.status == "optimal",
        "may_release": may
        and run is not None
        and run.state == RunState.SEALED
        and run.computed_by_id != request.user.pk,
        "needs_second": run is not None
        and run.state == RunState.SEALED
        and run.computed_by_id == request.user.pk,
        "places_form": PlacesForm(initial={"places": terms.places}),
    }
    return render(request, "applications/office/selection.html", context)


def _groups(
    by_outcome: dict[str, list[dict[str, Any]]],
    run: SelectionRun | None,
    *,
    has_margins: bool,
    is_known: bool,
) -> list[SafeString]:
    """Return the candidates' rows by what the list means for them; of the reserve, whose place each would take."""
    names = {row["number"]: row["name"] for rows in by_outcome.values() for row in rows}
    reserves = run.reserves if run is not None else {}
    for row in by_outcome[Outcome.RESERVE]:
        row["replaces"] = [names[number] for number in reserves.get(row["number"], ()) if number in names]
    kinds = {Outcome.SELECTED: "done", Outcome.RESERVE: "waiting", Outcome.NOT_SELECTED: "closed"}
    return [
        rows_drawn(
            by_outcome[outcome],
            status(kind, outcome.label),
            has_margins=has_margins,
            says_whose=outcome == Outcome.RESERVE and bool(reserves),
            is_known=is_known,
        )
        for outcome, kind in kinds.items()
        if by_outcome[outcome]
    ]


def _row(row: tuple[Any, ...], language: str) -> dict[str, Any]:
    outcome, merit, lot, uid, number, name, city, state, standing = row
    return {
        "outcome": outcome,
        "points": merit,
        "lot": lot,
        "url": reverse("applications_office:application", args=[uid]),
        "why": f"people/{uid}/",
        "number": number,
        "name": name,
        "city": in_language(city, language),
        "margin": _margin(standing),
        "waits": state in WAITING,
        "state": ApplicationState(state).label,
    }


def _margin(standing: dict[str, Any]) -> str:
    """Say by how much somebody is in, or what they are short of; a span where the exact figure took too long."""
    if not standing:
        return ""
    points, least, most = standing["points"], standing["least"], standing["most"]
    if points is not None:
        return f"+{points}" if standing["selected"] else f"−{points}"
    if least is None:
        return _("in every list") if standing["selected"] else _("in no list")
    return f"{least}–{most}" if most is not None else f"≥ {least}"


@require_POST
def _run(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    form = PlacesForm(request.POST)
    places = form.cleaned_data["places"] if form.is_valid() else None
    try:
        services.begin_selection(call_id=call.pk, by=request.user, now=clock.now(), places=places)
    except services.ReviewsMissing as refusal:
        messages.error(
            request,
            _("Scores are missing for %(numbers)s. A list is made when everybody has been read.")
            % {"numbers": listed(refusal.numbers[:12])},
        )
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:selection", slug=slug)


run = policy(STAFF)(_run)


@require_POST
def _seal(request: HttpRequest, slug: str) -> HttpResponse:
    return _acted(
        request, slug, services.seal_selection, _("The list is sealed. A second officer can release it.")
    )


seal = policy(STAFF)(_seal)


@require_POST
def _unseal(request: HttpRequest, slug: str) -> HttpResponse:
    managed_call(request, slug)  # a foreign call is not there, whatever else is missing
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Write the reason; it stays in the log."))
        return redirect("applications_office:selection", slug=slug)
    return _acted(request, slug, services.unseal_selection, _("The list is open again."), reason=reason)


unseal = policy(STAFF)(_unseal)


def _acted(request: HttpRequest, slug: str, act: Any, said: str, **more: Any) -> HttpResponse:
    call = managed_call(request, slug)
    run = run_of(request, call, request.POST.get("run"))
    try:
        act(run_id=run.pk, by=request.user, now=clock.now(), **more)
        messages.success(request, said)
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:selection", slug=slug)
