"""Places of a released list: who holds one, whose came free, and who takes it when the list is solved again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.enums import OfferState, RunKind, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.office.panel import managed_call, run_of
from hansa.applications.services import wording
from hansa.applications.services.bounds import bound_text, repair_text
from hansa.foundation import clock
from hansa.foundation.policy import OFFICE, STAFF, policy, recent

HOLDING = (OfferState.OPEN, OfferState.ACCEPTED)

# What the board has put its seal on.
SEALED = (RunState.SEALED, RunState.RELEASED)


@dataclass(frozen=True)
class Places:
    """What the desk shows of a released list's places."""

    total: int
    held: int
    accepted: int
    gone: list[dict[str, Any]]
    #: The list solved again that waits for an officer's word, and whether it still fits what is free.
    proposal: SelectionRun | None = None
    is_fresh: bool = False
    coming: list[dict[str, Any]] = field(default_factory=list)
    in_the_way: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)

    @property
    def free(self) -> int:
        """How many places nobody holds."""
        return max(0, self.total - self.held)

    @property
    def may_offer(self) -> bool:
        """Whether there is somebody to offer a place to."""
        return self.is_fresh and self.proposal is not None and self.proposal.status == "optimal"


def places_of(call: Any, run: SelectionRun, rows: Sequence[dict[str, Any]], language: str) -> Places:
    """Return who holds the places of a released list; ``rows`` are its decisions as the page shows them."""
    offers = selectors.offers_of(call)
    known = {row["number"]: row for row in rows}
    holding = {number for state, _at, _by, number in offers if state in HOLDING}
    counts = Counter(state for state, *_rest in offers)
    gone = [
        {**known[number], "what": OfferState(state).label, "when": wording.day(at)}
        for state, at, _by, number in offers
        if state not in HOLDING and number in known
    ]
    proposal = next(
        (one for one in selectors.solved_again(call) if one.state in (RunState.COMPUTED, RunState.NO_COHORT)),
        None,
    )
    total = run.rules["k"] + selectors.places_added(call)
    if proposal is None or len(holding) >= total:
        return Places(total, len(holding), counts[OfferState.ACCEPTED], gone)
    standing = {row["number"] for row in rows if row["waits"]}
    chosen = [number for number in proposal.result.get("selected", []) if number not in holding]
    about = proposal.about
    points = {row["id"]: row["merit"] for row in proposal.candidates}
    return Places(
        total,
        len(holding),
        counts[OfferState.ACCEPTED],
        gone,
        proposal,
        set(about["offered"]) == holding and {*about["reserve"], *about["others"]} == standing,
        [{**known[number], "points": points[number]} for number in chosen if number in known],
        [bound_text(bound, language) for bound in proposal.result.get("conflict") or about["conflict"]],
        [repair_text(repair, language) for repair in about.get("repair", [])],
    )


@require_POST
def _look(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    known: dict[str, Any] = {"call_id": call.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("widen"):
            run = services.find_with_wider_rules(**known, reason=request.POST.get("reason", ""))
        else:
            run = services.find_replacements(**known)
        if run is None:
            messages.info(request, _("No place is free, or nobody waits for one."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:selection", slug=slug)


look = policy(STAFF)(_look)


@require_POST
def _offer(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    run = run_of(request, call, request.POST.get("run"))
    try:
        done = services.offer_places(run_id=run.pk, by=request.user, now=clock.now())
        number = len(set(done.result["selected"]) - set(done.about["offered"]))
        messages.success(
            request,
            ngettext(
                "%(count)d place is offered, and the letter goes out.",
                "%(count)d places are offered, and the letters go out.",
                number,
            )
            % {"count": number},
        )
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:selection", slug=slug)


offer = policy(recent(STAFF))(_offer)


@policy(recent(OFFICE))
def bundle(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Hand out a sealed list as one file without names, with which anybody can run the decision again."""
    call = managed_call(request, slug)
    run = run_of(request, call, uid, state__in=SEALED)
    response = HttpResponse(services.sealed_bundle(run=run, by=request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{slug}-list-{run.number}.zip"'
    return response


@policy(recent(OFFICE))
def minutes(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Hand out the minutes of a sealed list as PDF in the language that is read: with names, or with pseudonyms."""
    call = managed_call(request, slug)
    run = run_of(request, call, uid, state__in=SEALED, kind=RunKind.SELECTION)
    named = request.GET.get("names") != "no"
    language = get_language() or "en"
    content = services.minutes_of(run=run, language=language, named=named, by=request.user)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slug}-minutes-{run.number}{'' if named else '-no-names'}-{language}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
