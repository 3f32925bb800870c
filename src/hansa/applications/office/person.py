"""One person and the list: in or out, by how much, what would have had to be different, and where their points and lot come from."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hansa.applications import permissions, selectors
from hansa.applications.enums import RunState
from hansa.applications.models import Application, SelectionRun
from hansa.applications.office import drawing
from hansa.applications.office.panel import managed_call
from hansa.applications.rules.changes import read
from hansa.applications.rules.lots import pseudonyms
from hansa.applications.selectors.judging import standing_in
from hansa.applications.services.bounds import Regions, bound_text, repair_text, rule_rows, value_label
from hansa.applications.services.pseudonyms import office_key
from hansa.applications.services.swapping import Swap, swapped
from hansa.foundation.i18n import listed
from hansa.foundation.policy import OFFICE, policy
from hansa.foundation.ui.icons import status
from hansa.network.selectors import region_names


@policy(OFFICE)
@require_safe
def person(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Say how a call's list stands to one applicant; with ``work`` also the best list with them on the other side."""
    call = managed_call(request, slug)
    shown = permissions.application_in_office(request.user, UUID(str(uid)))
    if shown is None or shown.call_id != call.pk or shown.applicant_id == request.user.pk:
        raise Http404
    run = selectors.latest_run(call)
    row = next((row for row in run.candidates if row["id"] == shown.number), None) if run else None
    if run is None or row is None or not run.result.get("selected"):
        return redirect("applications_office:selection", slug=slug)
    language, regions = get_language() or "en", region_names()
    standing = standing_in(run, shown)
    terms = selectors.terms_of(call)
    swap = swapped(run, shown.number) if request.GET.get("work") and run.status == "optimal" else None
    is_in = shown.number in run.result["selected"]
    points, is_exact = _points(standing, swap)
    context = {
        "call": call,
        "edition": call.edition,
        "application": shown,
        "run": run,
        "row": row,
        "sign": _sign(is_in, shown.number in run.reserves),
        "answer": _answer(shown.applicant.name, is_in, points, is_exact=is_exact),
        "means": _means(is_in, points, standing, is_exact=is_exact),
        "held": _held(run, shown.number),
        "swap": _said(swap, shown, call, language, regions) if swap else None,
        "may_work": run.status == "optimal" and swap is None,
        "rules": _rules(run, row, rule_rows(run, terms, language, regions), language, regions),
        "replaces": _names(run.reserves.get(shown.number, ()), call)
        if run.reserves.get(shown.number)
        else "",
        "reviews": drawing.scores(selectors.reviews_in_office(shown)),
        "is_corrected": selectors.adopted_calibration(call) is not None,
        "has_interviews": terms.interviews is not None,
        "of_city": _city(run, row),
        "lots": len(run.candidates),
        "pseudonym": pseudonyms(office_key(), [shown.number])[shown.number],
        "may_try": permissions.can_handle_call(request.user, call)
        and run.state in (RunState.COMPUTED, RunState.NO_COHORT),
    }
    return render(request, "applications/office/person.html", context)


def _points(standing: dict[str, Any], swap: Swap | None) -> tuple[int | None, bool]:
    """Return the figure, and whether it is exact; None exactly: in every list, or in none."""
    if swap is not None and swap.is_proven:
        return swap.points, True
    if not standing:
        return None, False
    return standing["points"], standing["points"] is not None or standing["least"] is None


def _sign(is_in: bool, is_reserve: bool) -> str:
    if is_in:
        return status("done", _("On the list"))
    return status("waiting", _("Reserve")) if is_reserve else status("closed", _("Not on the list"))


def _answer(name: str, is_in: bool, points: int | None, *, is_exact: bool) -> str:
    said = {"name": name, "points": points}
    if not is_exact:
        return _("%(name)s is on the list") % said if is_in else _("%(name)s is not on the list") % said
    if points is None:
        if is_in:
            return _("%(name)s is on every list that keeps the rules") % said
        return _("No list that keeps the rules has %(name)s on it") % said
    if points == 0:
        if is_in:
            return _("%(name)s is on the list by lot alone") % said
        return _("%(name)s is not on the list: only the lot decided") % said
    if is_in:
        return (
            ngettext(
                "%(name)s is on the list, by %(points)s point",
                "%(name)s is on the list, by %(points)s points",
                points,
            )
            % said
        )
    return (
        ngettext(
            "%(name)s is %(points)s point short of the list",
            "%(name)s is %(points)s points short of the list",
            points,
        )
        % said
    )


def _means(is_in: bool, points: int | None, standing: dict[str, Any], *, is_exact: bool) -> str:
    """Say what the figure means in the person's own points."""
    if not is_exact:
        if standing and standing["least"] is not None:
            return _("The figure lies between %(least)s and %(most)s points.") % {
                "least": standing["least"],
                "most": "∞" if standing["most"] is None else standing["most"],
            }
        return _("By how much was not worked out yet.")
    if points is None:
        if is_in:
            return _("Without this person the rules leave no list at all, whatever the points.")
        return _("No number of points would change it: the rules are in the way.")
    if points == 0:
        return _(
            "A list with this person and one without are worth as much. Lots drawn before the scores decided."
        )
    said = {"points": points, "enough": points + 1}
    if is_in:
        return (
            _(
                "With %(enough)s points less of their own they would not be on it; with %(points)s less the lot would decide."
            )
            % said
        )
    return (
        _(
            "With %(enough)s points more of their own they would be on it; with %(points)s more the lot would decide."
        )
        % said
    )


def _held(run: SelectionRun, number: str) -> str:
    changes = read(run.changes)
    if number in changes.forced_in:
        return _("The board holds this person in: %(reason)s") % {"reason": changes.forced_in[number]}
    if number in changes.forced_out:
        return _("The board holds this person out: %(reason)s") % {"reason": changes.forced_out[number]}
    return ""


def _said(swap: Swap, shown: Application, call: Any, language: str, regions: Regions) -> dict[str, Any]:
    names = selectors.names_in(call)
    return {
        "exists": swap.exists,
        "is_in": swap.is_in,
        "is_proven": swap.is_proven,
        "points": swap.points,
        "comes": [names.get(one, one) for one in swap.comes],
        "goes": [names.get(one, one) for one in swap.goes],
        "conflict": [bound_text(bound, language, regions) for bound in swap.conflict],
        "repair": [repair_text(repair, language, regions) for repair in swap.repair],
    }


def _rules(
    run: SelectionRun, row: dict[str, Any], rules: list[Any], language: str, regions: Regions
) -> list[dict[str, Any]]:
    """Return what rules speak of in this person, with the rule and how the list stands to it."""
    found = []
    for attr in run.rules["attrs"]:
        value = row.get(attr, "")
        rule = next((one for one in rules if (one.attr, one.value) == (attr, value)), None)
        if value:
            found.append({"label": value_label(attr, value, language, regions), "rule": rule})
    return found


def _city(run: SelectionRun, row: dict[str, Any]) -> dict[str, int]:
    chosen = set(run.result["selected"])
    same = [one["id"] for one in run.candidates if one["city"] == row["city"]]
    return {"all": len(same), "chosen": len(chosen.intersection(same)), "most": run.rules["city_max"]}


def _names(numbers: Any, call: Any) -> str:
    names = selectors.names_in(call)
    return listed([names.get(number, number) for number in list(numbers)[:12]])
