"""How far the panel has come, and giving out what is to be read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import SelectionRun
from hansa.foundation import clock, scope
from hansa.foundation.i18n import listed
from hansa.foundation.policy import OFFICE, STAFF, policy

_READ = (
    *(ApplicationState.OFFERED, ApplicationState.RESERVE, ApplicationState.NOT_SELECTED),
    *(ApplicationState.CONFIRMED, ApplicationState.DECLINED, ApplicationState.LAPSED),
)


def managed_call(request: HttpRequest, slug: str) -> Any:
    """Return the call of one of one's editions, or answer that there is none."""
    found = permissions.call_in_office(request.user, slug)
    if found is None:
        raise Http404
    return selectors.call_shown(found)


def run_of(request: HttpRequest, call: Any, uid: object, **narrowed: Any) -> SelectionRun:
    """Return a list of a call by its uid as it was sent; one that this person may not see, and no uid, answer 404."""
    try:
        known = UUID(str(uid))
    except ValueError:
        raise Http404 from None
    rows = SelectionRun.objects.filter(call=call, **narrowed).select_related(
        "call__edition__programme", "computed_by", "sealed_by", "released_by"
    )
    return scope.visible_or_404(request.user, rows, uid=known)


@policy(OFFICE)
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who reads how much, what is still due, and what the next click would give out."""
    call = managed_call(request, slug)
    counts = selectors.counts_by_state(call)
    terms = selectors.terms_of(call)
    seats: list[Any] = selectors.panel_in_office(call)
    panel = [seat for seat in seats if seat.ended_at is None or seat.sent]
    eligible = counts.get(ApplicationState.ELIGIBLE, 0)
    under_review = counts.get(ApplicationState.UNDER_REVIEW, 0)
    context = {
        "call": call,
        "edition": call.edition,
        "panel": panel,
        "has_bounds": any(seat.member_id or seat.institution for seat in panel),
        "is_read": any(counts.get(state) for state in _READ),
        "eligible": eligible,
        "under_review": under_review,
        "due": selectors.count_due(call),
        "has_interviews": terms.interviews is not None,
        "conflicts": selectors.conflicts_of_call(call).count(),
        "each": terms.reviews_per_application,
        "given": sum(seat.given for seat in panel),
        "sent": sum(seat.sent for seat in panel),
        "begun": sum(seat.begun for seat in panel),
        "may": permissions.can_handle_call(request.user, call),
        "may_assign": permissions.can_handle_call(request.user, call) and eligible + under_review > 0,
    }
    return render(request, "applications/office/reviews.html", context)


@require_POST
def _assign(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    try:
        given = services.assign_reviewers(call_id=call.pk, by=request.user, now=clock.now())
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
        return redirect("applications_office:reviews", slug=slug)
    total = len(given.pairs)
    messages.success(
        request,
        ngettext("%(count)d reading is given out.", "%(count)d readings are given out.", total)
        % {"count": total},
    )
    if given.short:
        short = len(given.short)
        messages.warning(
            request,
            ngettext(
                "%(count)d application lacks a reader without a conflict: %(numbers)s.",
                "%(count)d applications lack a reader without a conflict: %(numbers)s.",
                short,
            )
            % {"count": short, "numbers": listed(sorted(given.short)[:12])},
        )
    return redirect("applications_office:reviews", slug=slug)


assign = policy(STAFF)(_assign)
