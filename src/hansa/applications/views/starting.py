"""May I apply, and in whose name: the page before an application begins."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hansa.applications import selectors, services
from hansa.applications.enums import ApplicationState
from hansa.applications.forms import CityForm
from hansa.applications.models import Application
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services import carrying, eligibility
from hansa.applications.views import drawing
from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy

CHANGE = "change"
"""Asks for the page although an application stands: its applicant wants another city."""


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
    member = form.cleaned_data.get("member") if form.is_bound and form.is_valid() else None
    said = member
    member = member or (standing.member if standing else None)
    answers = selectors.answers_of(standing) if standing is not None else {}
    found = carrying.findings_before(request.session, call, request.user, member, answers, now)
    barred = eligibility.is_barred(found)
    if request.method == "POST" and said is not None:
        return _begin(request, call, said, barred=barred and standing is None, now=now)
    if standing is not None and _is_on_the_way(request, standing, said) and not barred:
        return redirect("applications:form", uid=standing.uid)
    context = {
        "call": call,
        "edition": call.edition,
        "terms": terms,
        "form": form,
        "standing": standing,
        "member": member,
        "conditions": drawing.conditions(found),
        "barred": barred,
        "unanswered": sum(1 for finding in found if finding.met is None and finding.required),
        "is_open": call.accepts(now),
        "costs": call.edition.details.get("costs"),
        "taken": selectors.slots_taken(call, member) if member and terms.needs_nomination else 0,
    }
    return render(request, "applications/start.html", context)


def _begin(request: HttpRequest, call: Any, member: Any, *, barred: bool, now: datetime) -> HttpResponse:
    """Begin and lead to the form; whoever is signed out begins as soon as they have signed in or up."""
    slug = call.edition.slug
    here = f"{reverse('applications:start', args=[slug])}?member={member.pk}"
    if barred:
        return redirect(f"{here}#answer")
    if not request.user.is_authenticated:
        if call.accepts(now):
            carrying.let_wait(session=request.session, slug=slug, member_id=member.pk, now=now)
        return redirect_to_login(here)
    try:
        application = carrying.begin(
            session=request.session, call=call, applicant=request.user, member_id=member.pk, now=now
        )
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
        return redirect("applications:start", slug=slug)
    return redirect("applications:form", uid=application.uid)


def _is_on_the_way(request: HttpRequest, standing: Application, said: Any) -> bool:
    """Whether somebody comes here only to go on with what they have begun, and not for another city."""
    if request.method == "POST" or CHANGE in request.GET:
        return False
    return said is None or said.pk == standing.member_id


def _standing(person: Any, call: Any) -> Application | None:
    if not person.is_authenticated:
        return None
    mine = (row for row in selectors.own_applications(person) if row.call_id == call.pk)
    return next((row for row in mine if row.state != ApplicationState.WITHDRAWN), None)
