"""Readings, coursework, and the request for the certificate at the end."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.learning import selectors, services
from hansa.learning.models import QuizAttempt
from hansa.learning.permissions import can_preview
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires.services import (
    Incomplete,
    answers_of,
    form_class,
    initial_for,
    readable_answers,
    unanswered,
)

from .common import context_of, course_for, crumbs, own_or_404

READ = ["GET", "HEAD", "POST"]
#: The question of a claim form that asks how the name should stand on the certificate.
NAME = "name"


@policy(SIGNED_IN)
@require_http_methods(READ)
def reading(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a reading; sent, mark it as read."""
    course, enrolment = course_for(request, slug)
    may_preview = enrolment is None and can_preview(request.user, course)
    found = selectors.shape_of(course).readings.get(key)
    if found is None or (enrolment is None and not may_preview):
        raise Http404
    if request.method == "POST" and enrolment:
        services.mark_reading_read(enrolment_id=enrolment.pk, reading_key=key, now=clock.now())
        messages.success(request, _("Marked as read."))
        return redirect("learning:course", slug)
    is_read = enrolment is not None and selectors.has_read(enrolment, found)
    title = in_language(found.title, get_language())
    trail = crumbs(course, get_language() or "en", (title, ""))
    return render(
        request,
        "learning/reading.html",
        context_of(course, enrolment, reading=found, is_read=is_read, crumbs=trail),
    )


@policy(SIGNED_IN)
@require_http_methods(READ)
def coursework(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a piece of coursework with what earlier attempts scored; sent, score it."""
    enrolment = own_or_404(request, slug)
    course = enrolment.course
    piece = selectors.shape_of(course).coursework.get(key)
    if piece is None:
        raise Http404
    definition = questionnaires.definition(course.edition.key_of(piece.questionnaire))
    language = get_language() or "en"
    form = form_class(definition, language)(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            attempt = services.submit_quiz(
                enrolment_id=enrolment.pk,
                coursework_key=key,
                answers=answers_of(form),
                number=_number(request),
                now=clock.now(),
            )
        except Incomplete:
            messages.error(
                request, _("Answer every question that is required; nothing is scored until then.")
            )
        else:
            said = _("Passed: %(percent)d%%.") if attempt.passed else _("%(percent)d%%: not passed yet.")
            (messages.success if attempt.passed else messages.info)(
                request, said % {"percent": attempt.percent}
            )
            return redirect("learning:coursework", slug, key)
    attempts = selectors.attempts_of(enrolment, piece)
    marked = _marked(definition, attempts[-1], language) if attempts else []
    best = max((attempt.percent for attempt in attempts), default=None)
    may_try = form is not None or best != 100
    return render(
        request,
        "learning/coursework.html",
        context_of(
            course,
            enrolment,
            piece=piece,
            form=form,
            may_try=may_try,
            questions=unanswered(definition, language) if may_try and not form else "",
            question_count=len(definition["questions"]),
            attempts=attempts,
            number=len(attempts) + 1,
            best=best,
            has_passed=any(attempt.passed for attempt in attempts),
            marked=marked,
            right=sum(one.is_right for one in marked),
            crumbs=crumbs(course, language, (in_language(piece.title, language), "")),
        ),
        status=422 if form else 200,
    )


def _number(request: HttpRequest) -> int | None:
    """The attempt that the page was made for, so that a second press of the button is not a second attempt."""
    said = request.POST.get("number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of an attempt: what was answered, and whether it was right. What is right is not told."""

    question: str
    answer: str
    is_right: bool


def _marked(definition: dict[str, Any], attempt: QuizAttempt, language: str) -> list[Marked]:
    entries = [entry for entry in definition["questions"] if entry["key"] in attempt.marks]
    answered = readable_answers({"questions": entries}, attempt.answers, language)
    return [
        Marked(question, answer, attempt.marks[entry["key"]])
        for entry, (question, answer) in zip(entries, answered, strict=True)
    ]


def _asked(claim: selectors.ClaimForm) -> dict[str, Any]:
    """Return the questionnaire by which a certificate is asked for; one without a question where the pack has none."""
    if not claim.questionnaire:
        return {"questions": []}
    return questionnaires.definition(claim.questionnaire)


def _to_answer(definition: dict[str, Any], language: str, person: Any) -> SafeString:
    """Draw the questions; a name that is asked for is the account's until somebody changes it."""
    known = initial_for(definition, {NAME: person.name})
    if not known:
        return unanswered(definition, language)
    form = form_class(definition, language)(initial=known)
    return SafeString(render_to_string("questionnaires/form.html", {"form": form}))


@policy(SIGNED_IN)
@require_http_methods(READ)
def certificate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the certificate asks for and its form; sent, ask for it."""
    enrolment = own_or_404(request, slug)
    course = enrolment.course
    claim = selectors.shape_of(course).claim
    if claim is None:
        raise Http404
    language = get_language() or "en"
    sent = request.method == "POST"
    asked = _asked(claim)
    form = form_class(asked, language)(request.POST) if sent else None
    reasons: list[str] = []
    if form and form.is_valid():
        try:
            services.request_certificate(enrolment_id=enrolment.pk, answers=answers_of(form), now=clock.now())
        except services.CourseNotCompleted:
            return redirect("learning:certificate", slug)
        except services.CertificateRefused as refused:
            reasons = refused.reasons
        except Incomplete:
            messages.error(request, _("Some answers are missing. What you wrote is kept."))
        else:
            return redirect("learning:certificate", slug)
    outline = None if enrolment.requested_at else selectors.outline(course, enrolment, clock.now())
    may_ask = bool(outline and outline.completion and outline.completion.done)
    return render(
        request,
        "learning/certificate.html",
        context_of(
            course,
            enrolment,
            claim=claim,
            form=form,
            may_ask=may_ask,
            questions=_to_answer(asked, language, request.user) if may_ask and not form else "",
            asks_name=any(entry["key"] == NAME for entry in asked["questions"]),
            reasons=reasons,
            outline=outline,
            certificate=selectors.certificate_of(enrolment),
            crumbs=crumbs(course, language, (_("Certificate"), "")),
        ),
        status=422 if form else 200,
    )
