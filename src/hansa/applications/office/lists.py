"""One application in the office, with everything that may be done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.accounts.selectors import alike_to
from hansa.applications import permissions, selectors, services
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application
from hansa.applications.office import drawing, versions
from hansa.applications.rules.transitions import OFFICER, acts_from
from hansa.applications.services import eligibility
from hansa.foundation import clock
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.parts import facts
from hansa.programmes.enums import CallState
from hansa.questionnaires import services as questions


@policy(OFFICE)
def application(request: HttpRequest, uid: str) -> HttpResponse:
    """One application: answers, files, the city's word, scores, history, and what may be done next."""
    shown = _found(request, uid)
    terms, edition = selectors.terms_of(shown.call), shown.call.edition
    language = get_language() or "en"
    definition, answers = selectors.questions_and_answers_sent(shown, terms)
    readable = questions.readable_answers(definition, answers, language)
    is_back = shown.state == ApplicationState.RETURNED
    documents = selectors.documents_sent(shown) if is_back else selectors.own_documents(shown)
    present = {document.kind: document for document in documents}
    changes = list(selectors.changes_in_office(shown))
    opened = permissions.kinds_opened_to(request.user, shown, terms)
    may = permissions.can_handle(request.user, shown)
    nomination = getattr(shown, "nomination", None)
    findings = eligibility.findings_of(shown, terms, answers)
    reviews = [] if shown.applicant_id == request.user.pk else selectors.reviews_in_office(shown)
    context = {
        "application": shown,
        "edition": edition,
        "nomination": nomination,
        "word": nomination is not None
        and services.city_word(
            nomination.state, of=shown.state, is_cancelled=shown.call.state == CallState.CANCELLED
        ),
        "is_back": is_back,
        "alike": drawing.alike(request.user, alike_to(shown.applicant)),
        "answers": facts(readable),
        "changed": versions.changed(shown, terms, documents, changes),
        "letters": drawing.letters(selectors.referees_of(shown), may) if terms.referees else "",
        "documents": drawing.papers(
            (asked, present.get(asked.kind), asked.kind in opened) for asked in terms.documents
        ),
        "conditions": drawing.conditions(findings) if findings else "",
        "scores": drawing.scores(reviews),
        "steps": drawing.steps(changes, edition.time_zone, edition.clock_names),
        "history": history_of(request.user, shown, *([nomination] if nomination else [])),
        "acts": acts_from(shown.state, OFFICER) if may else [],
        "may_endorse": may
        and terms.needs_nomination
        and (nomination is None or nomination.state != NominationState.ENDORSED),
        "return_field": drawing.reason_field(_("What is missing"), "return"),
        "no_field": drawing.reason_field(_("Why they cannot take part"), "no"),
        "coordinators": selectors.coordinators_in_office(shown),
    }
    return render(request, "applications/office/application.html", context)


@require_POST
def _act(request: HttpRequest, uid: str) -> HttpResponse:
    shown = _found(request, uid)
    act, now = request.POST.get("act", ""), clock.now()
    reason = request.POST.get("reason", "")
    known: dict[str, Any] = {"application_id": shown.pk, "by": request.user, "now": now}
    try:
        if act == "return":
            services.return_for_completion(**known, reason=reason)
            messages.success(request, _("It is back with the applicant, and the letter goes out."))
        elif act == "eligible":
            services.screen(**known, eligible=True)
            messages.success(request, _("It is eligible."))
        elif act == "ineligible":
            services.screen(**known, eligible=False, reason=reason)
            messages.success(request, _("It is not eligible, and the letter with the reason goes out."))
        elif act == "endorse":
            services.endorse_by_form(**known)
            messages.success(request, _("The signed form counts as the city's endorsement."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:application", uid=uid)


act = policy(STAFF)(_act)


def _found(request: HttpRequest, uid: str) -> Application:
    found = permissions.application_in_office(request.user, UUID(str(uid)))
    if found is None:
        raise Http404
    return found
