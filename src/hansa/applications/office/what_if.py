"""What if: one rule more or less, computed beside the list and compared with it, before anybody is told anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import RunState
from hansa.applications.models import SelectionRun
from hansa.applications.office.panel import managed_call, run_of
from hansa.applications.office.what_if_form import Line, changes_typed, lines_of, stepped, typed
from hansa.applications.rules.changes import Changes, read, without
from hansa.applications.rules.terms import Terms
from hansa.applications.services.bounds import (
    Regions,
    bound_text,
    changes_text,
    repair_text,
    rule_rows,
)
from hansa.applications.services.listing import plain_bounds
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.network.selectors import region_names

#: Lists beside which another one can still be worked out.
OPEN = (RunState.COMPUTED, RunState.NO_COHORT)
LOOKS = ("look", "more", "fewer")


@policy(OFFICE)
@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the list and up to three scenarios side by side, and every rule with one more and one fewer."""
    call = managed_call(request, slug)
    run = selectors.latest_run(call)
    if run is None:
        return redirect("applications_office:selection", slug=slug)
    terms, language, regions = selectors.terms_of(call), get_language() or "en", region_names()
    is_open = run.state in OPEN
    may = is_open and permissions.can_handle_call(request.user, call)
    lines = list(lines_of(run, terms, language, regions))
    names = {row[4]: f"{row[5]} · {in_language(row[6], language)}" for row in selectors.decided(run)}
    scenarios = services.scenarios_of(call)
    asked = is_open and any(request.GET.get(name) for name in LOOKS)
    if (scenarios or asked) and not names:
        names = selectors.names_in(call)
    said = Said(terms, names, language, regions)
    columns = [said.run(one, run) for one in scenarios]
    looked = _looked(request, call, run, lines, said) if asked else None
    context = {
        "call": call,
        "edition": call.edition,
        "run": run,
        "may": may,
        "is_open": is_open,
        "lines": lines,
        "said": request.GET,
        "typed": typed(request.GET, lines),
        "looked": looked,
        "answer": looked or (columns[0] if columns else None),
        "k": run.rules["k"],
        "city_max": read(run.changes).city_max or terms.places_per_city or "",
        "base": said.run(run, run),
        "columns": columns,
    }
    return render(request, "applications/office/what_if.html", context)


def _looked(
    request: HttpRequest, call: Any, run: SelectionRun, lines: list[Line], said: "Said"
) -> dict[str, Any]:
    """Work out what was asked for at once; nothing is kept."""
    changes = stepped(request.GET, run, lines) or changes_typed(request.GET, run, lines, said.terms)
    try:
        found = services.look_at(call, changes)
    except services.ReviewsMissing:
        return {"refused": _("Scores are missing, so no list can be made yet.")}
    except services.REFUSALS as refusal:
        return {"refused": services.sentence_of(refusal)}
    result = found.result
    return said.column(
        run, changes, result.selected, result.value, plain_bounds(result.conflict), found.repair
    ) | {"proven": result.status == "optimal", "is_looked": True}


@dataclass(frozen=True)
class Said:
    """What lists are compared in: names, rules and places as people call them."""

    terms: Terms
    names: Mapping[str, str]
    language: str
    regions: Regions

    def column(
        self,
        base: SelectionRun,
        changes: Changes,
        selected: Iterable[str],
        value: int | None,
        conflict: Iterable[dict[str, Any]],
        repair: Iterable[dict[str, Any]],
    ) -> dict[str, Any]:
        """Compare a list with the one that stands: what it costs, who comes in and who goes out, what is in the way."""
        mine, theirs = set(selected), set(base.result.get("selected", []))
        before = base.result.get("value")
        gain = value - before if value is not None and before is not None else None
        rules = changes_text(without(changes, read(base.changes)), self.language, self.regions)
        return {
            "changes": rules,
            "exists": bool(mine),
            "value": value,
            "gain": "" if gain is None else f"{gain:+d}".replace("-", "−"),
            "answer": answer_of("; ".join(rules), gain, exists=bool(mine)),
            "enters": self._named(mine - theirs) if theirs else [],
            "leaves": self._named(theirs - mine) if mine else [],
            "conflict": [bound_text(bound, self.language, self.regions) for bound in conflict],
            "repairs": [repair_text(one, self.language, self.regions) for one in repair],
        }

    def run(self, one: SelectionRun, base: SelectionRun) -> dict[str, Any]:
        """Compare a scenario that is kept."""
        column = self.column(
            base,
            read(one.changes),
            one.result.get("selected", []),
            one.result.get("value"),
            one.result.get("conflict", []),
            one.about.get("repair", []),
        )
        rows = rule_rows(one, self.terms, self.language, self.regions)
        return column | {
            "uid": one.uid,
            "number": one.number,
            "proven": one.status == "optimal",
            "binding": [row.text for row in rows if row.binds],
        }

    def _named(self, numbers: Iterable[str]) -> list[str]:
        return [self.names.get(number, number) for number in sorted(numbers)]


def answer_of(rules: str, gain: int | None, *, exists: bool) -> str:
    """Say in one line what other rules would cost."""
    said: dict[str, Any] = {"rules": rules or _("Nothing changed")}
    if not exists:
        return _("“%(rules)s”: no list keeps all of the rules") % said
    if gain is None:
        return _("“%(rules)s”: there is a list") % said
    if gain == 0:
        return _("“%(rules)s” costs no point") % said
    said["points"] = abs(gain)
    if gain < 0:
        return (
            ngettext("“%(rules)s” costs %(points)s point", "“%(rules)s” costs %(points)s points", -gain)
            % said
        )
    return ngettext("“%(rules)s” gains %(points)s point", "“%(rules)s” gains %(points)s points", gain) % said


@require_POST
def _compute(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    run = selectors.latest_run(call)
    if run is None:
        raise Http404
    terms, language = selectors.terms_of(call), get_language() or "en"
    lines = list(lines_of(run, terms, language))
    changes = stepped(request.POST, run, lines) or changes_typed(request.POST, run, lines, terms)
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
    run = run_of(request, call, request.POST.get("run"))
    known: dict[str, Any] = {"run_id": run.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("act") == "adopt":
            services.adopt_scenario(**known, reason=request.POST.get("reason", ""))
            messages.success(request, _("The list is computed by these rules. It can be sealed now."))
            return redirect("applications_office:selection", slug=slug)
        if request.POST.get("act") == "repair":
            services.try_repair(**known, title=lambda changes: "; ".join(changes_text(changes, "en")))
        else:
            services.forget_scenario(**known)
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:what_if", slug=slug)


settle = policy(STAFF)(_settle)
