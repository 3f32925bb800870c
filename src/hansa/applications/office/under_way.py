"""A list that is being computed: how far it has come, stopping it, and why one ended without a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import RunState
from hansa.applications.models import SelectionRun
from hansa.applications.office.panel import managed_call, run_of
from hansa.foundation import clock
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.icons import status

_STEPS: Mapping[str, str | Promise] = {
    "proof": gettext_lazy("Find the best list and prove that none is better"),
    "lots": gettext_lazy("Let the lots choose among equally good lists"),
    "explanations": gettext_lazy("By how much everybody is in or out"),
    "prices": gettext_lazy("What each rule costs"),
    "reserves": gettext_lazy("Who would take whose place"),
}
_ENDED: Mapping[str, str | Promise] = {
    "stale": gettext_lazy(
        "Applications or scores changed while the list was computed, so it was not kept. Compute it anew."
    ),
    "broken": gettext_lazy(
        "The list could not be computed: the task failed. Compute it anew; if it fails again, the log of the server says why."
    ),
    "decided": gettext_lazy("A list was sealed while another was computed, so that one was not kept."),
}


@dataclass(frozen=True)
class UnderWay:
    """What the page shows of a list that is under way, or that ended without one."""

    uid: object
    is_going: bool
    said: str
    by: str
    begun_at: datetime
    candidates: int
    #: Each step: its status drawn, and how many of how many, or nothing.
    steps: tuple[tuple[str, tuple[int, int] | None], ...] = ()


def under_way(run: SelectionRun | None) -> UnderWay | None:
    """Return what to show of a list that is being computed or ended; None where there is none."""
    if run is None:
        return None
    progress, by = run.progress, run.computed_by.name if run.computed_by else ""
    if run.state == RunState.ENDED:
        said = (
            _("%(name)s stopped it, so no list was kept.") % {"name": progress.get("by", "")}
            if progress.get("ended") == "stopped"
            else str(_ENDED.get(progress.get("ended", ""), _ENDED["broken"]))
        )
        return UnderWay(run.uid, False, said, by, run.computed_at, len(run.candidates))
    names = list(_STEPS)
    at = names.index(progress["step"]) if progress.get("step") in _STEPS else -1
    said = (
        _("Step %(number)s of %(steps)s: %(what)s")
        % {"number": at + 1, "steps": len(names), "what": _STEPS[names[at]]}
        if at >= 0
        else _("It begins in a moment.")
    )
    steps = tuple(
        (
            status(_kind(place, at), _STEPS[name]),
            (progress["done"], progress["of"]) if place == at and progress.get("of") else None,
        )
        for place, name in enumerate(names)
    )
    return UnderWay(run.uid, True, said, by, run.computed_at, len(run.candidates), steps)


def _kind(place: int, at: int) -> str:
    return "done" if place < at else "half" if place == at else "ring"


@policy(OFFICE)
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with how far the list has come, for the page to show without being loaded again; 204 when it is over."""
    call = managed_call(request, slug)
    found = under_way(selectors.lists_at_desk(call)[1])
    if found is None or not found.is_going:
        return HttpResponse(status=204)
    may = permissions.can_handle_call(request.user, call)
    context = {"under_way": found, "edition": call.edition, "may": may}
    return render(request, "applications/office/under_way.html", context)


@require_POST
def _stop(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    run = run_of(request, call, request.POST.get("run"))
    try:
        done = services.stop_selection(run_id=run.pk, by=request.user, now=clock.now())
        if done.state != RunState.ENDED:
            messages.info(request, _("It was ready before it could be stopped."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:selection", slug=slug)


stop = policy(STAFF)(_stop)
