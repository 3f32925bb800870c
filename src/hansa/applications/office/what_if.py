"""What if: one rule more or less, computed beside the list and compared with it, before anybody is told anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import RunState
from hansa.applications.models import SelectionRun
from hansa.applications.office.panel import managed_call
from hansa.applications.rules.changes import Changes, applied, read
from hansa.applications.rules.terms import UNLIMITED, Terms
from hansa.applications.services.bounds import (
    Regions,
    bound_text,
    changes_text,
    repair_text,
    rule_rows,
    value_label,
)
from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.network.selectors import region_names

MOST = 100_000


@dataclass(frozen=True)
class Line:
    """One value that a rule may speak of: what the rule says now, how many are chosen, and how many there are."""

    name: str
    label: str
    low: int
    high: int | None
    now: int
    among: int
    is_ruled: bool


@policy(OFFICE)
@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the list and up to three scenarios side by side, and every rule with one more and one fewer."""
    call = managed_call(request, slug)
    run = selectors.latest_run(call)
    if run is None:
        return redirect("applications_office:selection", slug=slug)
    terms, language = selectors.terms_of(call), get_language() or "en"
    may = permissions.can_handle_call(request.user, call) and run.state in (
        RunState.COMPUTED,
        RunState.NO_COHORT,
    )
    regions = region_names()
    lines = list(_lines(run, terms, language, regions))
    verdict = None
    if may and request.GET.get("look"):
        verdict = _looked(request, call, run, lines, language)
    names = {row[4]: row[5] for row in selectors.decided(run)}
    scenarios = services.scenarios_of(call)
    if scenarios and not names:
        names = selectors.names_in(call)
    context = {
        "call": call,
        "edition": call.edition,
        "run": run,
        "may": may,
        "lines": lines,
        "said": request.GET,
        "typed": _typed(request.GET, lines),
        "verdict": verdict,
        "k": run.rules["k"],
        "city_max": read(run.changes).city_max or terms.places_per_city or "",
        "base": _column(run, run, terms, names, language, regions),
        "columns": [_column(one, run, terms, names, language, regions) for one in scenarios],
    }
    return render(request, "applications/office/what_if.html", context)


def _lines(run: SelectionRun, terms: Terms, language: str, regions: Regions = None) -> Iterator[Line]:
    """Yield every value that a rule speaks of or candidates have, the ruled ones first."""
    chosen = set(run.result.get("selected", []))
    ranges = applied(terms.ranges, read(run.changes))
    for attr in run.rules["attrs"]:
        among = Counter(row[attr] for row in run.candidates)
        now = Counter(row[attr] for row in run.candidates if row["id"] in chosen)
        ruled = ranges.get(attr, {})
        for value in sorted({*among, *ruled}, key=lambda value: (value not in ruled, value)):
            if not value:
                continue
            low, high = ruled.get(value, (0, UNLIMITED))
            yield Line(
                f"{attr}={value}",
                value_label(attr, value, language, regions),
                low,
                None if high >= UNLIMITED else high,
                now[value],
                among[value],
                value in ruled,
            )


def _typed(said: Mapping[str, str], lines: list[Line]) -> list[dict[str, Any]]:
    """Return each line with what was typed for it, else what the rule says."""
    return [
        {
            "line": line,
            "low": said.get(f"low:{line.name}", line.low or ""),
            "high": said.get(f"high:{line.name}", "" if line.high is None else line.high),
        }
        for line in lines
    ]


def _number(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if plain.isdecimal() and len(plain) <= 6 and int(plain) <= MOST else None


def _changes(said: Mapping[str, str], run: SelectionRun, lines: list[Line], terms: Terms) -> Changes:
    """Return what the form changes of the rules that the list has now."""
    changes = replace(read(run.changes), reason="")
    places, city_max = _number(said.get("places")), _number(said.get("city_max"))
    if places and places != run.rules["k"]:
        changes = replace(changes, places=places)
    if city_max and city_max != (read(run.changes).city_max or terms.places_per_city):
        changes = replace(changes, city_max=city_max)
    for line in lines:
        if f"low:{line.name}" not in said:
            continue
        low, high = _number(said.get(f"low:{line.name}")) or 0, _number(said.get(f"high:{line.name}"))
        if (low, high) != (line.low, line.high):
            attr, _sign, value = line.name.partition("=")
            changes = changes.with_range(attr, value, low, UNLIMITED if high is None else high)
    held_in, held_out = _held(said, "forced_in"), _held(said, "forced_out")
    return replace(
        changes,
        forced_in={**changes.forced_in, **held_in},
        forced_out={**changes.forced_out, **held_out},
    )


def _held(said: Mapping[str, str], side: str) -> dict[str, str]:
    """Return whom the form holds in, or out, with the reason."""
    number = said.get(side, "").strip().upper()
    return {number: said.get(f"{side}_reason", "").strip()} if number else {}


def _stepped(said: Mapping[str, str], run: SelectionRun, lines: list[Line]) -> Changes | None:
    """Return the changes of a single step: one more, or one fewer, of a value than the list has now."""
    name, sign = said.get("more") or said.get("fewer") or "", 1 if said.get("more") else -1
    line = next((line for line in lines if line.name == name), None)
    if line is None:
        return None
    attr, _sign, value = name.partition("=")
    wanted = max(0, line.now + sign)
    high = UNLIMITED if line.high is None else line.high
    low, high = (wanted, max(wanted, high)) if sign > 0 else (min(line.low, wanted), wanted)
    return replace(read(run.changes), reason="").with_range(attr, value, low, high)


def _looked(
    request: HttpRequest, call: Any, run: SelectionRun, lines: list[Line], language: str
) -> dict[str, Any]:
    """Say at once whether a list exists under what was typed."""
    changes = _changes(request.GET, run, lines, selectors.terms_of(call))
    try:
        result = services.look_at(call, changes)
    except services.ReviewsMissing:
        return {"refused": _("Scores are missing, so no list can be made yet.")}
    except services.REFUSALS as refusal:
        return {"refused": services.sentence_of(refusal)}
    gain = (result.value or 0) - (run.result.get("value") or 0)
    return {
        "exists": bool(result.selected),
        "value": result.value,
        "gain": f"{gain:+d}",
        "conflict": [
            bound_text({"attr": b.attr, "value": b.value, "side": b.side, "at": b.at}, language)
            for b in result.conflict
        ],
    }


def _column(
    one: SelectionRun,
    base: SelectionRun,
    terms: Terms,
    names: Mapping[str, str],
    language: str,
    regions: Regions,
) -> dict[str, Any]:
    mine, theirs = set(one.result.get("selected", [])), set(base.result.get("selected", []))
    value, before = one.result.get("value"), base.result.get("value")
    return {
        "uid": one.uid,
        "number": one.number,
        "changes": changes_text(read(one.changes), language, regions),
        "exists": bool(mine),
        "proven": one.status == "optimal",
        "value": value,
        "gain": f"{value - before:+d}" if value is not None and before is not None else "",
        "enters": [names.get(number, number) for number in sorted(mine - theirs)] if theirs else [],
        "leaves": [names.get(number, number) for number in sorted(theirs - mine)] if mine else [],
        "binding": [row.text for row in rule_rows(one, terms, language, regions) if row.binds],
        "conflict": [bound_text(bound, language, regions) for bound in one.result.get("conflict", [])],
        "repairs": [repair_text(repair, language, regions) for repair in one.about.get("repair", [])],
    }


@require_POST
def _compute(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    run = selectors.latest_run(call)
    if run is None:
        raise Http404
    terms, language = selectors.terms_of(call), get_language() or "en"
    lines = list(_lines(run, terms, language))
    changes = _stepped(request.POST, run, lines) or _changes(request.POST, run, lines, terms)
    try:
        services.compute_scenario(
            call_id=call.pk,
            changes=changes,
            title="; ".join(changes_text(changes, "en")),
            by=request.user,
            now=clock.now(),
        )
    except services.ReviewsMissing:
        messages.error(request, _("Scores are missing, so no list can be made yet."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:what_if", slug=slug)


compute = policy(STAFF)(_compute)


@require_POST
def _settle(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    runs = scope.visible(request.user, SelectionRun.objects.filter(call=call))
    run = next((run for run in runs if str(run.uid) == request.POST.get("run", "")), None)
    if run is None:
        raise Http404
    known: dict[str, Any] = {"run_id": run.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("act") == "adopt":
            services.adopt_scenario(**known, reason=request.POST.get("reason", ""))
            messages.success(request, _("The list is computed by these rules. It can be sealed now."))
            return redirect("applications_office:selection", slug=slug)
        services.forget_scenario(**known)
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:what_if", slug=slug)


settle = policy(STAFF)(_settle)
