"""The coordinator's page: the city's slots, its applicants, and the form to sign on paper."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.enums import NominationState
from hansa.applications.forms import RankForm
from hansa.applications.models import Application
from hansa.applications.services import wording
from hansa.applications.services.nominating import may_speak
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy, roles
from hansa.foundation.ui.icons import status
from hansa.network.selectors import coordinated_members
from hansa.programmes import selectors as programmes
from hansa.programmes.enums import CallState
from hansa.questionnaires import selectors as questionnaires


@policy(roles("coordinator"))
def nominations(request: HttpRequest) -> HttpResponse:
    """List the applicants of one's cities, call by call, with the city's numbered places."""
    language = get_language() or "en"
    calls = selectors.calls_of_cities(request.user)
    files = selectors.files_of_cities(request.user)
    rows = selectors.applications_of_cities(request.user)
    groups = []
    for (call_id, _member_id), mine in groupby(rows, key=lambda row: (row.call_id, row.member_id)):
        groups.append(_group(request.user, calls[call_id], list(mine), files, language))
    # What asks for the city's word comes first, whichever call is newer.
    groups.sort(key=lambda group: not group["waiting"])
    context = {"groups": groups, "waiting": sum(group["waiting"] for group in groups)}
    return render(request, "applications/nominations.html", context)


def _group(
    person: Any, call: Any, rows: list[Application], files: dict[int, list[tuple[str, Any]]], language: str
) -> dict[str, Any]:
    """Return one call and one city: its places with who holds them, then its applicants."""
    terms = selectors.terms_of(call)
    opened = {entry.kind: entry for entry in terms.documents if "coordinator" in entry.opened_by}
    labels = {kind: in_language(entry.label, language) for kind, entry in opened.items()}
    holders = {
        row.nomination.slot.number: row.applicant.called
        for row in rows
        if hasattr(row, "nomination") and row.nomination.slot is not None
    }
    most = terms.nominations_per_city or 0
    return {
        "title": in_language(call.edition.title, language),
        "city": in_language(rows[0].member.name, language),
        "closes": wording.moment(call.closes_at, call.edition),
        "is_open": call.accepts(clock.now()),
        "most": most,
        "taken": len(holders),
        "left": max(0, most - len(holders)),
        "slots": [(number, holders.get(number)) for number in range(1, most + 1)],
        "waiting": sum(1 for row in rows if _asks(row, call, person)),
        "applications": [
            _entry(
                person,
                row,
                call,
                [(labels[kind], uid) for kind, uid in files.get(row.pk, []) if kind in labels],
                is_full=bool(most) and len(holders) >= most,
            )
            for row in rows
        ],
    }


_SHAPES = {
    NominationState.ENDORSED: "done",
    NominationState.REFUSED: "refused",
    NominationState.REVOKED: "closed",
}


def _entry(
    person: Any, row: Application, call: Any, files: list[tuple[str, Any]], *, is_full: bool
) -> dict[str, Any]:
    nomination = getattr(row, "nomination", None)
    state = nomination.state if nomination is not None else NominationState.REQUESTED
    may_say = may_speak(row, call) and row.applicant_id != person.pk
    if _asks(row, call, person):
        said = status("needs", _("Waiting for you"))
    else:
        word = services.city_word(state, of=row.state, is_cancelled=call.state == CallState.CANCELLED)
        is_past = state == NominationState.REQUESTED and not may_speak(row, call)
        said = status("closed" if is_past else _SHAPES.get(state, "waiting"), word)
    return {
        "row": row,
        "nomination": nomination,
        "said": said,
        "state": "" if state == NominationState.REQUESTED else row.get_state_display(),
        "files": files,
        "may_say": may_say,
        "is_self": row.applicant_id == person.pk,
        "open": state != NominationState.ENDORSED,
        "is_full": is_full and state != NominationState.ENDORSED,
    }


def _asks(row: Application, call: Any, person: Any) -> bool:
    if not may_speak(row, call) or row.applicant_id == person.pk:
        return False
    nomination = getattr(row, "nomination", None)
    return nomination is None or nomination.state == NominationState.REQUESTED


@require_POST
def _nominate(request: HttpRequest, uid: str) -> HttpResponse:
    row = scope.visible_or_404(
        request.user,
        Application.objects.filter(member__in=coordinated_members(request.user)),
        uid=uid,
    )
    act, now = request.POST.get("act"), clock.now()
    try:
        if act == "endorse":
            form = RankForm(request.POST)
            rank = form.cleaned_data["rank"] if form.is_valid() else None
            services.endorse(application_id=row.pk, rank=rank, by=request.user, now=now)
            messages.success(request, _("Your city stands behind this application."))
        elif act == "take_back":
            services.revoke_endorsement(application_id=row.pk, by=request.user, now=now)
            messages.success(request, _("The endorsement is taken back and the place is free again."))
        elif act == "refuse":
            services.refuse_endorsement(
                application_id=row.pk, reason=request.POST.get("reason", ""), by=request.user, now=now
            )
            messages.success(request, _("The applicant is told, with your reason."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications:nominations")


nominate = policy(roles("coordinator"))(_nominate)


@policy(PUBLIC)
def blank_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The nomination form to print, before anybody has begun."""
    call = scope.visible_or_404(request.user, programmes.calls_listed(), edition__slug=slug)
    return _printed(request, call, None)


@policy(SIGNED_IN)
def form_to_sign(request: HttpRequest, uid: str) -> HttpResponse:
    """The nomination form to print with one's name and city on it."""
    application = selectors.own_application_or_404(request.user, uid)
    return _printed(request, application.call, application)


def _printed(request: HttpRequest, call: object, application: Application | None) -> HttpResponse:
    terms = selectors.terms_of(call)
    asked = []
    if terms.nomination:
        definition = questionnaires.definition(selectors.questionnaire_key(call, terms.nomination))
        asked = definition["questions"]
    context = {
        "call": call,
        "edition": getattr(call, "edition", None),
        "application": application,
        "questions": asked,
        "language": get_language() or "en",
    }
    return render(request, "applications/nomination_form.html", context)
