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
from hansa.applications.models import Application, Document
from hansa.applications.services.nominating import OPEN_TO_THE_CITY
from hansa.foundation import clock, scope
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy, roles
from hansa.network.selectors import coordinated_members
from hansa.programmes import selectors as programmes
from hansa.questionnaires import selectors as questionnaires


@policy(roles("coordinator"))
def nominations(request: HttpRequest) -> HttpResponse:
    """List the applicants of one's cities, call by call, with the slots that are left."""
    members = coordinated_members(request.user)
    rows = list(scope.visible(request.user, selectors.applications_with_nomination(members)))
    files: dict[int, list[Document]] = {}
    for document in scope.visible(
        request.user,
        Document.objects.filter(application__in=[row.pk for row in rows], replaced_at__isnull=True),
    ).select_related("file"):
        files.setdefault(document.application_id, []).append(document)
    groups: list[dict[str, Any]] = []
    waiting = 0
    for (_call_id, _member_id), mine in groupby(rows, key=lambda row: (row.call_id, row.member_id)):
        applications = list(mine)
        terms = selectors.terms_of(applications[0].call)
        waiting += sum(1 for row in applications if _asks(row, request.user))
        taken = sum(
            1 for row in applications if hasattr(row, "nomination") and row.nomination.slot_id is not None
        )
        most = terms.nominations_per_city or 0
        groups.append(
            {
                "call": applications[0].call,
                "edition": applications[0].call.edition,
                "member": applications[0].member,
                "most": most,
                "taken": taken,
                "left": max(0, most - taken),
                "slots": [number <= taken for number in range(1, most + 1)],
                "labels": {document.kind: document.label for document in terms.documents},
                "applications": [
                    {
                        "row": row,
                        "nomination": getattr(row, "nomination", None),
                        "files": [
                            (terms.document(document.kind), document) for document in files.get(row.pk, [])
                        ],
                        "may_say": row.state in OPEN_TO_THE_CITY and row.applicant_id != request.user.pk,
                        "is_self": row.applicant_id == request.user.pk,
                        "open": getattr(row, "nomination", None) is None
                        or row.nomination.state != NominationState.ENDORSED,
                    }
                    for row in applications
                ],
            }
        )
    context = {"groups": groups, "waiting": waiting, "members": list(members)}
    return render(request, "applications/nominations.html", context)


def _asks(row: Application, person: Any) -> bool:
    if row.state not in OPEN_TO_THE_CITY or row.applicant_id == person.pk:
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
    application = scope.visible_or_404(request.user, selectors.applications_of(request.user), uid=uid)
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
