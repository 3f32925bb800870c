from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, STAFF, policy

from .. import permissions, selectors, services
from ..enums import LetterState
from ..forms import BounceForm
from .titles import name_of, programmes, titles


@policy(OFFICE)
def letter(request: HttpRequest, uid: str) -> HttpResponse:
    """Show one letter, both its parts, and what became of it."""
    found = scope.visible_or_404(request.user, selectors.letters().select_related("to"), pk=uid)
    may_act = permissions.can_resend(request.user)
    may_resend = may_act and found.state in {LetterState.SENT, *selectors.LOST}
    return render(
        request,
        "messaging/office/letter.html",
        {
            "letter": found,
            "title": titles(request).get(found.template_key) or name_of(found.template_key),
            "programme": programmes(request).get(found.topic, found.topic),
            "may_resend": may_resend,
            "may_note": may_act and found.state == LetterState.SENT,
            "was_lost": found.state in selectors.LOST,
            "form": BounceForm(),
            "history": history_of(request.user, found),
        },
    )


@require_POST
def _again(request: HttpRequest, uid: str) -> HttpResponse:
    found = scope.visible_or_404(request.user, selectors.letters(), pk=uid)
    if not permissions.can_resend(request.user):
        raise PermissionDenied
    sent = services.resend(letter_id=found.pk, by=_me(request), now=clock.now())
    messages.success(request, _("The letter goes out again, to %(address)s.") % {"address": sent.address})
    return redirect("messaging_office:letter", uid=sent.pk)


again = policy(STAFF)(_again)


@require_POST
def _bounced(request: HttpRequest, uid: str) -> HttpResponse:
    found = scope.visible_or_404(request.user, selectors.letters(), pk=uid)
    if not permissions.can_resend(request.user):
        raise PermissionDenied
    form = BounceForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.note_bounce(letter_id=found.pk, reason=reason, by=_me(request), now=clock.now())
    except services.NotOnItsWay:
        messages.error(request, _("It has not been sent yet, so it cannot have come back."))
    else:
        messages.success(request, _("Noted: it came back. Correct the address, then send it again."))
    return redirect("messaging_office:letter", uid=found.pk)


bounced = policy(STAFF)(_bounced)


def _me(request: HttpRequest) -> Any:
    """Return who is signed in: the policy has seen to it that somebody is."""
    return request.user
