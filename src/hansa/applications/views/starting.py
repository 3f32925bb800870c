"""May I apply, and in whose name: the page before an application begins."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hansa.applications import selectors, services
from hansa.applications.enums import ApplicationState
from hansa.applications.forms import CityForm
from hansa.applications.models import Application
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services import eligibility
from hansa.applications.views import drawing
from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy


@policy(PUBLIC)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose one's city, see whether one may apply, and begin. Nothing is saved before one begins."""
    call = selectors.call_announced_or_404(request.user, slug)
    now = clock.now()
    terms = selectors.terms_of(call)
    standing = _standing(request.user, call)
    if standing is not None and standing.state not in EDITABLE:
        return redirect("applications:application", uid=standing.uid)
    members = selectors.members_to_choose(request)
    chosen = request.POST if request.method == "POST" else request.GET
    form = CityForm(
        chosen if "member" in chosen else None,
        members=members,
        initial={"member": standing.member_id if standing else None},
        auto_id="id_%s",
    )
    if request.method == "POST" and form.is_valid():
        if not request.user.is_authenticated:
            return redirect_to_login(f"{request.path}?member={form.cleaned_data['member'].pk}")
        try:
            application = services.start_application(
                call_id=call.pk, applicant=request.user, member_id=form.cleaned_data["member"].pk, now=now
            )
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
            return redirect("applications:start", slug=slug)
        return redirect("applications:form", uid=application.uid)
    member = form.cleaned_data.get("member") if form.is_bound and form.is_valid() else None
    member = member or (standing.member if standing else None)
    known = eligibility.known_of(
        request.user, member, selectors.answers_of(standing) if standing is not None else {}
    )
    found = eligibility.findings(terms, known)
    context = {
        "call": call,
        "edition": call.edition,
        "terms": terms,
        "form": form,
        "standing": standing,
        "member": member,
        "conditions": drawing.conditions(found),
        "barred": eligibility.is_barred(found),
        "unanswered": sum(1 for finding in found if finding.met is None and finding.required),
        "is_open": call.accepts(now),
        "costs": call.edition.details.get("costs"),
        "taken": selectors.slots_taken(call, member) if member and terms.needs_nomination else 0,
    }
    return render(request, "applications/start.html", context)


def _standing(person: Any, call: Any) -> Application | None:
    if not person.is_authenticated:
        return None
    mine = (row for row in selectors.own_applications(person) if row.call_id == call.pk)
    return next((row for row in mine if row.state != ApplicationState.WITHDRAWN), None)
