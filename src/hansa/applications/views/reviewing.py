"""A reader's list and score sheet; nobody sees another's score before sending their own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import ReviewState
from hansa.applications.forms import CommentForm, ReasonForm
from hansa.applications.models import Review
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import policy, roles
from hansa.foundation.ui.icons import status
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

READERS = roles("reviewer")


@policy(READERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """List what was given to one to read, what is still to do first."""
    language = get_language() or "en"
    lines = [_line(row, language) for row in selectors.reading_of(request.user)]
    lines.sort(key=lambda line: (_ORDER[line["state"]], line["number"]))
    context = {
        "lines": lines,
        "todo": sum(1 for line in lines if line["is_due"]),
        "begun": sum(1 for line in lines if line["state"] == ReviewState.DRAFT),
        "sent": sum(1 for line in lines if line["state"] == ReviewState.SUBMITTED),
        "first": next((line for line in lines if line["is_due"]), None),
    }
    return render(request, "applications/reviews.html", context)


# What was begun comes first, then what waits; what is done or closed comes last.
_ORDER = {ReviewState.DRAFT: 0, ReviewState.ASSIGNED: 1, ReviewState.SUBMITTED: 2, ReviewState.CONFLICT: 3}
_SHAPES = {
    ReviewState.DRAFT: "half",
    ReviewState.ASSIGNED: "ring",
    ReviewState.SUBMITTED: "done",
    ReviewState.CONFLICT: "closed",
}


def _line(row: tuple[Any, ...], language: str) -> dict[str, Any]:
    uid, state, points, _sent_at, number, city, title = row
    said = ReviewState(state)
    return {
        "url": reverse("applications:review", args=[uid]) if said != ReviewState.CONFLICT else "",
        "state": said,
        "said": status(_SHAPES[said], said.label),
        "is_due": said in (ReviewState.ASSIGNED, ReviewState.DRAFT),
        "points": points,
        "number": number,
        "city": in_language(city, language),
        "title": in_language(title, language),
    }


@policy(READERS)
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """One application beside its score sheet; a draft is kept, a sent one stays as it is."""
    row = _own(request, uid)
    if row.state == ReviewState.CONFLICT:
        return render(request, "applications/review_closed.html", {"review": row})
    sheet = _Sheet(request, row)
    if request.method == "POST":
        response = sheet.keep()
        if response is not None:
            return response
    return render(request, "applications/review.html", sheet.context())


class _Sheet:
    """The score sheet as it is shown: the rubric's own form, and a comment where it has none."""

    def __init__(self, request: HttpRequest, row: Review) -> None:
        self.request, self.row = request, row
        self.call = row.application.call
        self.definition = services.rubric_of(self.call)
        self.language = get_language() or "en"
        self.sends = request.method == "POST" and "send" in request.POST
        self.moved = False
        kind = questions.form_class(self.definition, self.language, draft=not self.sends)
        data = request.POST if request.method == "POST" else None
        self.form = kind(data, initial=questions.initial_for(self.definition, row.scores))
        has_words = any(entry["kind"] == "long_text" for entry in self.definition["questions"])
        self.comment = None if has_words else CommentForm(data, initial={"comment": row.comment})

    def keep(self) -> HttpResponse | None:
        """Keep or send what was filled in; return where to go, or None to show the sheet again."""
        scores = questions.answers_of(self.form)
        words = self.comment.cleaned_data["comment"] if self.comment and self.comment.is_valid() else ""
        known: dict[str, Any] = {"review_id": self.row.pk, "scores": scores, "comment": words}
        quietly = bool(self.request.headers.get("X-Autosave"))
        try:
            if self.sends:
                if self.form.errors:
                    return None
                services.submit_review(**known, by=self.request.user, now=clock.now())
                messages.success(self.request, _("Your scores are with the secretariat."))
                return redirect("applications:reviews")
            saved = services.save_review(
                **known, revision=self._revision(), by=self.request.user, now=clock.now()
            )
        except services.ReviewMoved as moved:
            if quietly:
                return JsonResponse({"conflict": True}, status=409)
            self.row, self.moved = moved.review, True
            return None
        except services.REFUSALS as refusal:
            messages.error(self.request, services.sentence_of(refusal))
            return redirect("applications:reviews")
        if quietly:
            return JsonResponse({"revision": saved.revision})
        if self.form.errors:
            return None
        messages.success(self.request, _("Your draft is kept."))
        return redirect("applications:review", uid=self.row.uid)

    def _revision(self) -> int:
        try:
            return int(self.request.POST.get("revision", ""))
        except ValueError:
            return self.row.revision

    def context(self) -> dict[str, Any]:
        application = self.row.application
        terms = selectors.terms_of(self.call)
        answers: list[tuple[str, str]] = []
        if terms.questionnaire:
            definition = questionnaires.definition(
                selectors.questionnaire_key(self.call, terms.questionnaire)
            )
            answers = questions.readable_answers(definition, selectors.answers_of(application), self.language)
        opened = permissions.kinds_opened_to_readers(terms)
        sent = self.row.state == ReviewState.SUBMITTED
        return {
            "review": self.row,
            "application": application,
            "edition": self.call.edition,
            "city": in_language(application.member.name, self.language),
            "answers": answers,
            "files": [
                (terms.document(document.kind), document)
                for document in selectors.own_documents(application)
                if document.kind in opened
            ],
            "form": self.form,
            "comment": self.comment,
            "revision": self.row.revision,
            "moved": self.moved,
            "sent": sent,
            "own": questions.readable_answers(self.definition, self.row.scores, self.language)
            if sent
            else [],
            "most": questions.rubric_most(self.definition),
            "others": _others(self.row) if sent else [],
            "conflict": ReasonForm(label=_("What connects you?"), auto_id="conflict_%s"),
        }


def _others(row: Review) -> list[Review]:
    everyone = selectors.reviews_in_office(row.application)
    return [other for other in everyone if other.state == ReviewState.SUBMITTED and other.pk != row.pk]


@require_POST
def _conflict(request: HttpRequest, uid: str) -> HttpResponse:
    row = _own(request, uid)
    try:
        services.declare_conflict(
            review_id=row.pk, reason=request.POST.get("reason", ""), by=request.user, now=clock.now()
        )
        messages.success(request, _("It is closed to you from now on. Somebody else reads it."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications:reviews")


conflict = policy(READERS)(_conflict)


def _own(request: HttpRequest, uid: str) -> Review:
    return selectors.own_review_or_404(request.user, uid)
