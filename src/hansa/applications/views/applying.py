"""Write, attach, check, send: one page a step, each of which works without a script."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.forms import DocumentForm
from hansa.applications.models import Application, Document
from hansa.applications.rules.terms import DocumentTerms
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services import passports, wording
from hansa.applications.services.grace import grace_until
from hansa.applications.services.standing import is_late
from hansa.applications.views import drawing, passport
from hansa.applications.views.steps import steps_of, until
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy
from hansa.foundation.storage import services as storage
from hansa.foundation.storage.services import FileRefused, StorageFull
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
    application = _own(request, uid)
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
        messages.success(self.request, _("Your answers are kept."))
        if (brought_up := self._brought_up(answers)) is not None:
            messages.warning(self.request, _("With your answers we also ask what stands here now."))
            address = reverse("applications:form", args=[self.application.uid])
            return redirect(f"{address}#{brought_up}")
        if "stay" in self.request.POST:
            return redirect("applications:form", uid=self.application.uid)
        return redirect("applications:documents", uid=self.application.uid)

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
            "filled": drawing.completeness(parts, documents, steps[1].url),
            "way": drawing.way(steps),
            "city": in_language(self.application.member.name, self.language),
            "until": until(self.application),
        }


@policy(SIGNED_IN)
def documents(request: HttpRequest, uid: str) -> HttpResponse:
    """The files that the call asks for, each with why, how long it is kept, and how it stands."""
    application = _own(request, uid)
    if request.method == "GET" and is_late(application, clock.now()):
        return redirect("applications:send", uid=uid)
    terms = selectors.terms_of(application.call)
    bound: DocumentForm | None = None
    if request.method == "POST":
        if passport.TAKE_NAME in request.POST:
            return _take_name(request, application)
        asked = terms.document(request.POST.get("kind", ""))
        if asked is None:
            raise Http404
        bound = _document_form(asked, request)
        is_kept = bound.is_valid() and _attach(request, application, asked, bound)
        if request.headers.get("X-Upload"):
            return _told(bound, _after(application, asked) if is_kept else "")
        if is_kept:
            return redirect(_after(application, asked))
    present = {document.kind: document for document in selectors.own_documents(application)}
    is_cut = any(asked.proportions for asked in terms.documents if asked.kind in present)
    framed = {row.document.kind for row in selectors.framings_of(application)} if is_cut else set()
    language = get_language() or "en"
    rows = []
    for asked in terms.documents:
        is_bad = bound is not None and bound.prefix == asked.kind
        rows.append(
            {
                "terms": asked,
                "label": in_language(asked.label, language),
                "why": in_language(asked.why, language),
                "document": present.get(asked.kind),
                "most": asked.max_mb * 1_000_000,
                "too_large": _(
                    "The scan is %(size)s MB; we can take %(limit)s. Try a photograph of the page instead."
                )
                # The page's script knows the size.
                % {"size": "%(size)s", "limit": asked.max_mb},
                "is_framed": asked.kind in framed,
                "read": _read(request, application, present.get(asked.kind)),
                "field": bound["upload"].as_field_group() if bound and is_bad else _empty(asked, language),
            }
        )
    missing = len(terms.missing_documents(set(present)))
    unanswered = len(questions.problems(*selectors.questions_and_answers(application, terms)))
    way = steps_of(application, "documents", answers_missing=unanswered, documents_missing=missing)
    context = {
        "application": application,
        "edition": application.call.edition,
        "rows": rows,
        "bad": bound,
        "missing": missing,
        "onward": reverse(f"applications:{'referees' if terms.referees else 'send'}", args=[uid]),
        "way": drawing.way(way),
        "until": until(application),
    }
    return render(request, "applications/documents.html", context)


def _after(application: Application, asked: DocumentTerms) -> str:
    """Return where one goes after sending a file: to the part of a picture that is shown, or back to the list."""
    if asked.proportions and selectors.framing_of(application, asked.kind) is not None:
        return reverse("applications:frame", args=[application.uid, asked.kind])
    return reverse("applications:documents", args=[application.uid])


def _told(form: DocumentForm, after: str) -> HttpResponse:
    """Answer the page's script: where to go on, or why the file was not taken."""
    if after:
        return JsonResponse({"next": after})
    return JsonResponse({"refused": " ".join(form.errors.get("upload", []))}, status=422)


@lru_cache(maxsize=256)
def _drawn(kind: str, formats: tuple[str, ...], label: str, hint: str, language: str) -> SafeString:
    form = DocumentForm(kind=kind, formats=formats, label=label, hint=hint)
    return form["upload"].as_field_group()


def _empty(asked: DocumentTerms, language: str) -> SafeString:
    """Return the field for a file before anybody has chosen one; drawn once for each call and language."""
    label, hint = in_language(asked.label, language), in_language(asked.hint, language)
    return _drawn(asked.kind, asked.formats, label, hint, language)


def _document_form(asked: DocumentTerms, request: HttpRequest) -> DocumentForm:
    language = get_language() or "en"
    label, hint = in_language(asked.label, language), in_language(asked.hint, language)
    return DocumentForm(
        request.POST, request.FILES, kind=asked.kind, formats=asked.formats, label=label, hint=hint
    )


def _attach(request: HttpRequest, application: Application, asked: DocumentTerms, form: DocumentForm) -> bool:
    try:
        services.attach_document(
            application_id=application.pk,
            kind=asked.kind,
            upload=form.cleaned_data["upload"],
            by=request.user,
            now=clock.now(),
            began_at=request.META.get(storage.UPLOAD_BEGAN),
        )
    except FileRefused as refusal:
        form.add_error("upload", refusal.reason)
        return False
    except StorageFull:
        form.add_error(
            "upload", _("We cannot take files right now. Everything else works; try again in an hour.")
        )
        return False
    if asked.kind == passports.KIND:
        passports.read_passport(application_id=application.pk, by=request.user, now=clock.now())
    messages.success(request, _("We have the file."))
    if until := grace_until(application, clock.now()):
        messages.warning(
            request,
            _("The call closed while it was on its way. Send the application by %(when)s; it still counts.")
            % {"when": wording.moment(until, application.call.edition)},
        )
    return True


def _read(request: HttpRequest, application: Application, document: Document | None) -> SafeString | str:
    """Say what was read of a passport that is there; of nothing else is anything read."""
    if document is None or document.kind != passports.KIND or document.file is None:
        return ""
    return passport.said(request, application)


def _take_name(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        name = passports.take_passport_name(application_id=application.pk, by=request.user, now=clock.now())
    except services.NotYours as refusal:
        raise Http404 from refusal
    messages.success(request, _("Your name here is now %(name)s.") % {"name": name})
    return redirect("applications:documents", uid=application.uid)


@require_POST
def _remove(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    application = _own(request, uid)
    services.remove_document(application_id=application.pk, kind=kind, by=request.user, now=clock.now())
    messages.success(request, _("The file is deleted."))
    return redirect("applications:documents", uid=uid)


remove = policy(SIGNED_IN)(_remove)


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
        answers_missing=sum(1 for thing in missing if thing[2] == "form"),
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


def _own(request: HttpRequest, uid: str) -> Application:
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
