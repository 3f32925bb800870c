"""The files that a call asks for: handed in, replaced, taken back; each works without a script."""

from functools import lru_cache

from django.contrib import messages
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
from hansa.applications.services import passports, wording
from hansa.applications.services.grace import grace_until
from hansa.applications.services.standing import is_late
from hansa.applications.views import drawing, passport
from hansa.applications.views.applying import own
from hansa.applications.views.steps import steps_of, until
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.storage import services as storage
from hansa.foundation.storage.services import FileRefused, StorageFull
from hansa.questionnaires import services as questions


@policy(SIGNED_IN)
def documents(request: HttpRequest, uid: str) -> HttpResponse:
    """The files that the call asks for, each with why, how long it is kept, and how it stands."""
    application = own(request, uid)
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
    return JsonResponse({"refused": " ".join(str(one) for one in form.errors.get("upload", []))}, status=422)


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
    application = own(request, uid)
    services.remove_document(application_id=application.pk, kind=kind, by=request.user, now=clock.now())
    messages.success(request, _("The file is deleted."))
    return redirect("applications:documents", uid=uid)


remove = policy(SIGNED_IN)(_remove)
