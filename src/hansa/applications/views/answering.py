"""Where an application stands, its files, the answer to an offer, and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.models import Application, Document
from hansa.applications.rules.transitions import APPLICANT, acts_from
from hansa.applications.services.story import story_of
from hansa.foundation import clock, scope
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.storage.services import response_for


@policy(SIGNED_IN)
def application(request: HttpRequest, uid: str) -> HttpResponse:
    """Say in one sentence how it stands, then the line in time."""
    shown = _mine(request, uid)
    terms = selectors.terms_of(shown.call)
    present = {document.kind: document for document in selectors.documents_of(shown)}
    acts = acts_from(shown.state, APPLICANT)
    context = {
        "application": shown,
        "edition": shown.call.edition,
        "story": story_of(shown, terms, clock.now()),
        "documents": [(asked, present.get(asked.kind)) for asked in terms.documents],
        "may_withdraw": "withdraw" in acts,
        "may_answer": "accept" in acts,
        "may_give_back": "decline" in acts,
    }
    return render(request, "applications/application.html", context)


@policy(SIGNED_IN)
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask once more, then take the application back."""
    shown = _mine(request, uid)
    if request.method == "POST":
        try:
            services.withdraw_application(application_id=shown.pk, by=request.user, now=clock.now())
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
        return redirect("applications:application", uid=uid)
    return render(
        request, "applications/withdraw.html", {"application": shown, "edition": shown.call.edition}
    )


@require_POST
def _offer(request: HttpRequest, uid: str) -> HttpResponse:
    shown = _mine(request, uid)
    answer = services.accept_offer if request.POST.get("answer") == "accept" else services.decline_offer
    try:
        answer(application_id=shown.pk, by=request.user, now=clock.now())
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications:application", uid=uid)


offer = policy(SIGNED_IN)(_offer)


@policy(SIGNED_IN)
def file(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a file: one's own, or of a kind that the call opens to one's role. Each opening is logged."""
    found = scope.visible_or_404(
        request.user, Document.objects.select_related("file", "application__call"), uid=uid
    )
    if found.file is None or not found.file.size:
        raise Http404
    try:
        services.record_opening(document_id=found.pk, by=request.user, now=clock.now())
    except services.NotYours as refusal:
        raise PermissionDenied from refusal
    response = response_for(found.file)
    if found.application.applicant_id != request.user.pk:
        # The name a person gave a file may say who they are; readers judge without knowing.
        ending = found.file.name.rpartition(".")[2]
        name = f"{found.application.number}-{found.kind}.{ending}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _mine(request: HttpRequest, uid: str) -> Application:
    return scope.visible_or_404(request.user, selectors.applications_of(request.user), uid=uid)
