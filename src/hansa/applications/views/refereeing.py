"""A referee's page, opened by a personal link and by nothing else: write a letter, send a file, or say no.

Opening it changes nothing, so a program that looks at links in mails may look.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hansa.applications import selectors, services
from hansa.applications.forms import LetterForm
from hansa.applications.models import Referee
from hansa.applications.services import wording
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, SIGNED_IN, STAFF_ROLES, policy
from hansa.foundation.storage.services import FileRefused, StorageFull, response_for

ANSWERED = "referee_answered"


@policy(PUBLIC)
@never_cache
@sensitive_post_parameters("text")
def referee(request: HttpRequest, token: str) -> HttpResponse:
    """Show who asks, what for and until when, in the referee's own language; take the letter or the no."""
    try:
        row = services.referee_of(token, clock.now())
    except services.RefereeLinkOver:
        return _over(request, token)
    with translation.override(_language(request, row)):
        response = _shown(request, row, token)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


def _shown(request: HttpRequest, row: Referee, token: str) -> HttpResponse:
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        try:
            if "decline" in request.POST:
                services.decline_letter(token=token, now=clock.now())
                return _answered(request, token, "declined")
            if form.is_valid():
                services.give_letter(
                    token=token,
                    text=form.cleaned_data["text"],
                    upload=form.cleaned_data["upload"],
                    now=clock.now(),
                )
                return _answered(request, token, "received")
        except services.RefereeLinkOver:
            return _over(request, token)
        except FileRefused as refusal:
            form.add_error("upload", refusal.reason)
        except StorageFull:
            form.add_error(
                "upload", _("We cannot take files right now. Write the letter here, or try again in an hour.")
            )
    application, language = row.application, translation.get_language() or "en"
    asked = selectors.terms_of(application.call).referees
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "applicant": application.applicant.name,
        "city": in_language(application.member.name, language),
        "edition": application.call.edition,
        "asks": in_language(asked.asks, language) if asked else "",
        "until": wording.moment(services.until_of(row), application.call.edition),
    }
    return render(request, "applications/referee/letter.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Remember in this browser that the answer is here, so that a second click is thanked and not refused."""
    request.session[ANSWERED] = {"of": services.digest_of(token), "what": what}
    return redirect("applications:referee", token=token)


def _over(request: HttpRequest, token: str) -> HttpResponse:
    answered = request.session.get(ANSWERED) or {}
    if answered.get("of") == services.digest_of(token):
        return render(request, "applications/referee/thanks.html", {"what": answered["what"]})
    return render(request, "applications/referee/over.html", status=410)


@policy(SIGNED_IN)
def letter(request: HttpRequest, uid: str) -> HttpResponse:
    """Read a referee's letter in the office; each opening is logged."""
    row = _letter_or_404(request.user, uid)
    if not getattr(request.user, "roles", frozenset()) & STAFF_ROLES:
        raise Http404
    services.record_referee_opened(row=row, by=request.user)
    context = {"row": row, "text": services.letter_text(row), "application": row.application}
    return render(request, "applications/referee/read.html", context)


@policy(SIGNED_IN)
def letter_file(request: HttpRequest, uid: str) -> HttpResponse:
    """Open the file of a referee's letter under a name that tells nothing; each opening is logged."""
    return file_of(request.user, uid)


def file_of(person: Any, uid: str) -> HttpResponse:
    """Answer with the file of a letter, as far as the person may open it."""
    row = _letter_or_404(person, uid)
    terms = selectors.terms_of(row.application.call)
    if row.file is None or not row.file.size:
        raise Http404
    if not person.roles & STAFF_ROLES and terms.hidden:
        # A letter on paper names everybody; where readers are not to know, they read what was written here.
        raise Http404
    services.record_referee_opened(row=row, by=person)
    response = response_for(row.file)
    ending = row.file.name.rpartition(".")[2]
    response["Content-Disposition"] = f'attachment; filename="{row.application.number}-letter.{ending}"'
    return response


def _letter_or_404(person: Any, uid: str) -> Referee:
    rows = Referee.objects.filter(state="received").select_related("file", "application__call")
    return scope.visible_or_404(person, rows, uid=uid)


def _language(request: HttpRequest, row: Referee) -> str:
    """Use the language the applicant chose for the referee, unless the referee chose one here."""
    return (
        translation.get_language() or "en"
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        else row.language
    )
