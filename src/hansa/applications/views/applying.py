"""Write, check, send: one page a step, each of which works without a script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hansa.applications import selectors, services
from hansa.applications.models import Application
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services import carrying
from hansa.applications.services.applying import question_label
from hansa.applications.services.standing import is_late
from hansa.applications.views import drawing
from hansa.applications.views.steps import steps_of, until
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy
from hansa.foundation.ui.parts import facts
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

KEPT = "kept_answers"
"""Where an expired session's answers wait until their writer has signed in again."""


SEEN = "seen"
"""Which of the questions that depend on an answer the page has shown."""

# A revision is a number that a page was given; what is longer was not given by us.
LONGEST_NUMBER = 9


@policy(PUBLIC)
def form(request: HttpRequest, uid: str) -> HttpResponse:
    """The questions. A session that ran out while somebody wrote loses nothing of it.

    Public only in this: what a signed-out writer sends is kept in their new session until they have
    signed in again. Everything else of the page is the applicant's alone.
    """
    if not request.user.is_authenticated:
        if request.method == "POST":
            request.session[KEPT] = {"uid": str(uid), "data": request.POST.urlencode()}
            request.session.set_expiry(3600)
        if request.headers.get("X-Autosave"):
            return JsonResponse({"signed_out": True}, status=401)
        return redirect_to_login(request.path)
    if request.headers.get("X-Autosave") and (kept := _kept_quietly(request, uid)) is not None:
        return kept
    application = own(request, uid)
    if request.method == "GET" and is_late(application, clock.now()):
        return redirect("applications:send", uid=uid)
    terms = selectors.terms_of(application.call)
    if not terms.questionnaire:
        return redirect("applications:documents", uid=uid)
    sheet = _Sheet(request, application, terms.questionnaire)
    if request.method == "POST":
        response = sheet.save()
        if response is not None:
            return response
    return render(request, "applications/form.html", sheet.context())


def _kept_quietly(request: HttpRequest, uid: Any) -> HttpResponse | None:
    """Keep what somebody writes while they write, every few seconds; None where the page itself has to look.

    Of the page only the draft is read. That nothing newer is overwritten the database says.
    """
    draft = selectors.own_draft(request.user, UUID(str(uid)))
    sent = request.POST.get("revision", "")
    if draft is None or not sent.isdecimal() or len(sent) > LONGEST_NUMBER:
        return None
    response, definition = draft
    answers, wrong = questions.draft_answers(definition, request.POST)
    try:
        revision = questions.save_on(response=response, answers=answers, revision=int(sent), now=clock.now())
    except (questions.Conflict, questions.AlreadySubmitted):
        return JsonResponse({"conflict": True}, status=409)
    return JsonResponse({"revision": revision, "problems": wrong})


class _Sheet:
    """One showing of the questions: what is kept, what was typed, and what another tab wrote."""

    def __init__(self, request: HttpRequest, application: Application, name: str) -> None:
        self.request, self.application = request, application
        key = selectors.questionnaire_key(application, name)
        self.response = questionnaires.response(
            questionnaire_key=key, respondent=application.applicant, subject=application.subject
        )
        self.definition = (
            self.response.questionnaire.definition if self.response else questionnaires.definition(key)
        )
        self.language = get_language() or "en"
        self.differences: list[tuple[str, str, str]] = []
        self.was_kept = False
        kind = questions.form_class(self.definition, self.language, draft=True)
        kept = self.response.answers if self.response else {}
        if request.method == "POST":
            self.form = kind(request.POST)
        else:
            waiting = _waiting(request, application)
            self.was_kept = waiting is not None
            initial = questions.initial_for(self.definition, kept)
            self.form = kind(waiting, initial=initial) if waiting is not None else kind(initial=initial)

    @property
    def revision(self) -> int:
        return self.response.revision if self.response else 0

    def save(self) -> HttpResponse | None:
        """Keep what fits; return where to go, or None to show the page again."""
        quietly = bool(self.request.headers.get("X-Autosave"))
        try:
            sent = int(self.request.POST.get("revision", ""))
        except ValueError:
            sent = self.revision
        answers = questions.answers_of(self.form)
        try:
            self.response = services.save_answers(
                application_id=self.application.pk,
                answers=answers,
                revision=sent,
                by=self.request.user,
                now=clock.now(),
            )
        except questions.Conflict as conflict:
            if quietly:
                return JsonResponse({"conflict": True}, status=409)
            self.response = conflict.response
            self.differences = self._differences(conflict.response.answers, answers)
            return None
        if quietly:
            return JsonResponse({"revision": self.revision, "problems": len(self.form.errors)})
        if self.form.errors:
            return None
        carrying.forget_brought(self.request.session)
        goes_on = "stay" not in self.request.POST
        if goes_on and (still_open := self._still_open(answers)):
            messages.warning(self.request, drawing.kept_but_open(still_open))
        else:
            messages.success(self.request, _("Your answers are kept."))
        if (brought_up := self._brought_up(answers)) is not None:
            messages.warning(self.request, _("With your answers we also ask what stands here now."))
            address = reverse("applications:form", args=[self.application.uid])
            return redirect(f"{address}#{brought_up}")
        if not goes_on:
            return redirect("applications:form", uid=self.application.uid)
        return redirect(f"applications:{self._next_step()}", uid=self.application.uid)

    def _still_open(self, answers: dict[str, Any]) -> list[tuple[str, str]]:
        """Return each question that still wants an answer, with where it stands."""
        address = reverse("applications:form", args=[self.application.uid])
        return [
            (
                question_label(self.definition, problem.key, self.language),
                f"{address}#{questions.anchor(problem.key)}",
            )
            for problem in questions.problems(self.definition, answers)
            if problem.code == "missing"
        ]

    def _next_step(self) -> str:
        """Whoever came back for an answer and has sent every file goes on past the documents."""
        terms = selectors.terms_of(self.application.call)
        sent = {document.kind for document in selectors.own_documents(self.application)}
        if not sent or not {asked.kind for asked in terms.documents} <= sent:
            return "documents"
        return "referees" if terms.referees else "send"

    def _brought_up(self, answers: dict[str, Any]) -> str | None:
        """Return where the first question stands that these answers brought up and the page could not show yet.

        Where a script runs, it has shown them as soon as they applied, and says so.
        """
        seen = self.request.POST.get(SEEN, "").split()
        for entry in questions.applying(self.definition, answers):
            asked = entry["key"]
            if questions.depends(self.definition, entry) and asked not in seen and asked not in answers:
                return f"asked-{asked}"
        return None

    def _differences(self, kept: dict[str, Any], typed: dict[str, Any]) -> list[tuple[str, str, str]]:
        return questions.differences(self.definition, typed, kept, self.language)

    def _seen(self, answers: dict[str, Any]) -> str | None:
        """Name the questions that the page shows because of an answer; None where nothing depends on one."""
        entries = [
            entry for entry in self.definition["questions"] if questions.depends(self.definition, entry)
        ]
        if not entries:
            return None
        asked = {entry["key"] for entry in questions.applying(self.definition, answers)}
        return " ".join(entry["key"] for entry in entries if entry["key"] in asked)

    def _brought(self) -> str:
        """Name the questions that the check before the application has answered, until they are saved here."""
        keys = carrying.brought_into(self.request.session, self.application)
        labels = (question_label(self.definition, key, self.language) for key in keys)
        return pgettext("between names", ", ").join(_("“%(words)s”") % {"words": label} for label in labels)

    def context(self) -> dict[str, Any]:
        kept = self.response.answers if self.response else {}
        answers = questions.answers_of(self.form) if self.form.is_bound else kept
        parts = questions.parts_of(self.definition, self.form, answers, self.language)
        missing = sum(part.missing for part in parts)
        steps = steps_of(self.application, "form", answers_missing=missing)
        documents = self.application.missing_documents
        return {
            "application": self.application,
            "edition": self.application.call.edition,
            "form": self.form,
            "revision": self.revision,
            "differences": self.differences,
            "was_kept": self.was_kept,
            "questions": drawing.questions(parts),
            "seen": self._seen(answers),
            "brought": self._brought(),
            "filled": drawing.completeness(parts, documents, steps[1].url),
            "way": drawing.way(steps),
            "city": in_language(self.application.member.name, self.language),
            "until": until(self.application),
        }


@policy(SIGNED_IN)
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything once more before it goes: what is missing, who pays what, and the button."""
    application = selectors.own_application_or_404(request.user, uid)
    if application.state not in EDITABLE:
        return redirect("applications:application", uid=uid)
    missing: tuple[tuple[str, str, str], ...] = ()
    if request.method == "POST":
        try:
            services.submit_application(application_id=application.pk, by=request.user, now=clock.now())
            return redirect("applications:application", uid=uid)
        except services.ApplicationIncomplete as refusal:
            missing = refusal.missing
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
            return redirect("applications:send", uid=uid)
    terms, language = selectors.terms_of(application.call), get_language() or "en"
    held = services.held_by(application, terms)
    missing = missing or tuple(services.missing_things(application, terms, held))
    readable = questions.readable_answers(held.definition, held.answers, language)
    steps = steps_of(
        application,
        "send",
        answers_missing=sum(1 for thing in missing if thing[2].startswith("form")),
        documents_missing=sum(1 for thing in missing if thing[2] == "documents"),
        referees_missing=sum(1 for thing in missing if thing[2] == "referees"),
    )
    context = {
        "application": application,
        "edition": application.call.edition,
        "missing": missing,
        "is_barred": any(where == "start" for _what, _sentence, where in missing),
        "missing_list": drawing.missing_list(missing, steps) if missing else "",
        "answers": facts(readable) if readable else "",
        "documents": [
            (in_language(asked.label, language), document)
            for document in held.documents
            if document.file is not None and (asked := terms.document(document.kind)) is not None
        ],
        "terms": terms,
        "is_late": is_late(application, clock.now()),
        "way": drawing.way(steps),
        "until": until(application),
        "city": in_language(application.member.name, language),
    }
    return render(request, "applications/send.html", context)


def own(request: HttpRequest, uid: str) -> Application:
    """Return one's own application while it can be written on; otherwise there is nothing here."""
    application = selectors.own_application_or_404(request.user, uid)
    if application.state not in EDITABLE:
        raise Http404
    return application


def _waiting(request: HttpRequest, application: Application) -> Any:
    from django.http import QueryDict

    waiting = request.session.get(KEPT)
    if not waiting or waiting.get("uid") != str(application.uid):
        return None
    del request.session[KEPT]
    request.session.set_expiry(None)
    return QueryDict(waiting["data"])
