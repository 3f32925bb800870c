"""The texts of letters, looked at before anybody gets them: in each language, as HTML and as text, with invented facts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.mail.rules.frame import Content, Framed
from hansa.foundation.mail.services import Answering, parts_of
from hansa.foundation.mail.views import alone, beside
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.frame import OWN_NAMES

from .. import permissions, services
from ..models import LetterTemplate
from .samples import facts
from .titles import name_of, programmes, titles


@policy(OFFICE)
def texts(request: HttpRequest) -> HttpResponse:
    """List the letters that this office may send, by programme."""
    names, known = titles(request), programmes(request)
    rows = [
        {
            "pk": row.pk,
            "programme": known.get(row.topic, row.topic),
            "title": names.get(row.key) or name_of(row.key),
            "languages": len(row.texts),
            "changed": row.updated_at,
        }
        for row in _mine(request)
    ]
    return render(request, "messaging/office/texts.html", {"rows": rows})


@policy(OFFICE)
@beside
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter as its reader gets it, with invented facts, in the language asked for."""
    found = scope.visible_or_404(request.user, LetterTemplate.objects.all(), pk=pk)
    language = _language(request, found)
    subject, parts = _parts(request, found, language)
    return render(
        request,
        "messaging/office/text.html",
        {
            "template": found,
            "title": titles(request).get(found.key) or name_of(found.key),
            "programme": programmes(request).get(found.topic, found.topic),
            "subject": subject,
            "text": parts.text,
            "preheader": parts.preheader,
            "weight": round(len(parts.html.encode()) / 1024, 1),
            "language": language,
            "languages": [(code, OWN_NAMES.get(code, code), code == language) for code in found.texts],
            "may_test": permissions.can_resend(request.user),
        },
    )


@policy(OFFICE)
def text_html(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the HTML part of the letter alone."""
    found = scope.visible_or_404(request.user, LetterTemplate.objects.all(), pk=pk)
    return alone(_parts(request, found, language)[1].html)


@require_POST
def _test(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    found = scope.visible_or_404(request.user, LetterTemplate.objects.all(), pk=pk)
    if not permissions.can_resend(request.user):
        raise PermissionDenied
    now = clock.now()
    person: Any = request.user
    values = facts(name_of(found.key), language, now) | {"name": person.called}
    letter = services.send_test(template=found, to=person, context=values, language=language, now=now)
    messages.success(
        request, _("The test letter is on its way to %(address)s.") % {"address": letter.address}
    )
    response = redirect("messaging_office:text", pk=found.pk)
    response["Location"] += f"?language={letter.language}"
    return response


test = policy(STAFF)(_test)


def _mine(request: HttpRequest) -> QuerySet[LetterTemplate]:
    return scope.visible(request.user, LetterTemplate.objects.all())


def _language(request: HttpRequest, template: LetterTemplate) -> str:
    wanted = request.GET.get("language") or get_language() or "en"
    return services.language_for(template, wanted)


def _parts(request: HttpRequest, template: LetterTemplate, language: str) -> tuple[str, Framed]:
    person: Any = request.user
    values = facts(name_of(template.key), language, clock.now())
    written = services.written_from(template, to=person, context=values, language=language)
    content = Content(written.subject, written.text, written.html, written.language)
    return written.subject, parts_of(content, answering=Answering(person.name, person.email))
