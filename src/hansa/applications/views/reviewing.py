"""A reader's list and score sheet; nobody sees another's score before sending their own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.enums import ReviewState
from hansa.applications.forms import CommentForm, ReasonForm
from hansa.applications.models import Document, Review
from hansa.foundation import clock, scope
from hansa.foundation.policy import policy, roles
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

READERS = roles("reviewer")


@policy(READERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """List what was given to one to read, what is still to do first."""
    rows = list(scope.visible(request.user, selectors.reviews_of(request.user)))
    todo = [row for row in rows if row.state in (ReviewState.ASSIGNED, ReviewState.DRAFT)]
    done = [row for row in rows if row.state == ReviewState.SUBMITTED]
    closed = [row for row in rows if row.state == ReviewState.CONFLICT]
    return render(request, "applications/reviews.html", {"todo": todo, "done": done, "closed": closed})


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
        files = scope.visible(
            self.request.user,
            Document.objects.filter(application=application, replaced_at__isnull=True),
        ).select_related("file")
        sent = self.row.state == ReviewState.SUBMITTED
        return {
            "review": self.row,
            "application": application,
            "edition": self.call.edition,
            "answers": answers,
            "files": [(terms.document(document.kind), document) for document in files],
            "form": self.form,
            "comment": self.comment,
            "revision": self.row.revision,
            "moved": self.moved,
            "sent": sent,
            "own": questions.readable_answers(self.definition, self.row.scores, self.language)
            if sent
            else [],
            "most": questions.rubric_most(self.definition),
            "others": _others(self.request, self.row) if sent else [],
            "conflict": ReasonForm(label=_("What connects you?"), auto_id="conflict_%s"),
        }


def _others(request: HttpRequest, row: Review) -> list[Review]:
    rows = Review.objects.filter(application=row.application, state=ReviewState.SUBMITTED).exclude(pk=row.pk)
    return list(scope.visible(request.user, rows))


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
    return scope.visible_or_404(request.user, selectors.reviews_of(request.user), uid=uid)
