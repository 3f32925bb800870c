"""Where an application stands, its files, the answer to an offer, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Document
from hansa.applications.rules.terms import Terms
from hansa.applications.rules.transitions import (
    APPLICANT,
    BEFORE_DECISION,
    EDITABLE,
    HOLDING_A_PLACE,
    WAITING,
    acts_from,
)
from hansa.applications.services import decision_words, wording
from hansa.applications.services.standing import is_cancelled, is_late, is_over
from hansa.applications.services.story import story_of
from hansa.applications.services.travelling import digest_of
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.storage.services import response_for
from hansa.foundation.ui.icons import icon
from hansa.foundation.ui.templatetags.ui import unbroken, whole_days


@policy(SIGNED_IN)
def application(request: HttpRequest, uid: str) -> HttpResponse:
    """Say in one sentence how it stands, then the line in time."""
    shown = _mine(request, uid)
    terms = selectors.terms_of(shown.call)
    now = clock.now()
    off, over = is_cancelled(shown), is_over(shown, now)
    acts = [] if off else acts_from(shown.state, APPLICANT)
    story = story_of(shown, terms, now)
    decision = selectors.own_decision(shown) if shown.state in _DECIDED else None
    appeal = getattr(shown, "appeal", None)
    until = services.appeal_until(shown, decision.released_at) if decision and appeal is None else None
    context = {
        "application": shown,
        "edition": shown.call.edition,
        "story": story,
        "heading": _heading(story.sentence, shown.number),
        "documents": _documents(terms, selectors.own_documents(shown)),
        "costs": shown.call.edition.details.get("costs"),
        "costs_digest": digest_of(shown.call.edition.details.get("costs")) if "accept" in acts else "",
        "people": shown.call.edition.details.get("people"),
        "interview": getattr(shown, "interview", None)
        if shown.state == ApplicationState.UNDER_REVIEW and not off
        else None,
        "may_write": shown.state in EDITABLE and not off and not is_late(shown, now),
        "may_withdraw": "withdraw" in acts and not over,
        "may_answer": "accept" in acts,
        "may_give_back": "decline" in acts and not over,
        "asks_referees": terms.referees is not None and shown.state in BEFORE_DECISION and not off,
        "decision": decision_words.sentences_of(decision) if decision else [],
        "appeal": decision_words.appeal_said(appeal) if appeal is not None else [],
        "appeal_until": decision_words.until_said(shown, until)
        if until is not None and now <= until and not over
        else "",
        "travels": shown.state == ApplicationState.CONFIRMED and not over,
    }
    return render(request, "applications/application.html", context)


_DECIDED = frozenset({*HOLDING_A_PLACE, *WAITING, ApplicationState.DECLINED, ApplicationState.LAPSED})


def _heading(sentence: str, number: str) -> SafeString:
    """Write the answer so that neither the application's number nor a day and its month are parted."""
    written = str(escape(whole_days(sentence)))
    return SafeString(written.replace(number, unbroken(number)) if number else written)


def _documents(terms: Terms, present: list[Document]) -> list[dict[str, Any]]:
    """Return what the call asks for, each with whether it is there and when it goes."""
    language = get_language() or "en"
    held = {document.kind: document for document in present}
    lines = []
    for asked in terms.documents:
        document = held.get(asked.kind)
        file = document.file if document is not None else None
        note = "" if document is not None else _("not there yet") if asked.required else _("optional")
        if document is not None and file is None:
            note = _("Deleted on its day.")
        elif file is not None and file.delete_on:
            note = _("Deleted on %(when)s.") % {"when": wording.day(file.delete_on)}
        lines.append(
            {
                "label": in_language(asked.label, language),
                "sign": icon("done", "c-done") if document is not None else icon("ring", "c-ring"),
                "note": note,
                "url": reverse("applications:file", args=[document.uid]) if document and file else "",
            }
        )
    return lines


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
    known: dict[str, Any] = {"application_id": shown.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("answer") == "accept":
            services.accept_offer(**known, costs_seen=request.POST.get("costs", "")[:64])
        else:
            services.decline_offer(**known)
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
    return selectors.own_application_or_404(request.user, uid)
