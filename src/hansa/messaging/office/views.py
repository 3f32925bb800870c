from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy

from .. import permissions, selectors, services
from ..enums import LetterState
from ..forms import OutboxFilter

PER_PAGE = 50


# What a line of the list says.
_IN_A_LINE = ("subject", "language", "address", "template_key", "queued_at", "state", "to__name")


@policy(OFFICE)
def outbox(request: HttpRequest) -> HttpResponse:
    """List the letters this office may see, with their states; what was not delivered first where asked."""
    mine = scope.visible(request.user, selectors.letters())
    templates = list(mine.order_by("template_key").values_list("template_key", flat=True).distinct())
    form = OutboxFilter(request.GET, templates=templates)
    asked = form.cleaned_data if form.is_valid() else {}
    found = selectors.letters_matching(mine, **asked)
    page = Paginator(found.select_related("to").only(*_IN_A_LINE), PER_PAGE).get_page(request.GET.get("page"))
    numbers = selectors.numbers_by_state(mine)
    states = [(state, state.label, numbers[state]) for state in LetterState]
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "messaging/office/outbox.html",
        {
            "form": form,
            "page": page,
            "states": states,
            "query": query.urlencode(),
            "failed": numbers[LetterState.FAILED],
        },
    )


@policy(OFFICE)
def letter(request: HttpRequest, uid: str) -> HttpResponse:
    """Show one letter, both its parts, and what became of it."""
    found = scope.visible_or_404(request.user, selectors.letters().select_related("to"), pk=uid)
    may_resend = permissions.can_resend(request.user) and found.state in {
        LetterState.SENT,
        LetterState.FAILED,
    }
    return render(request, "messaging/office/letter.html", {"letter": found, "may_resend": may_resend})


@require_POST
def _again(request: HttpRequest, uid: str) -> HttpResponse:
    found = scope.visible_or_404(request.user, selectors.letters(), pk=uid)
    if not permissions.can_resend(request.user):
        raise PermissionDenied
    sent = services.resend(letter_id=found.pk, by=_me(request), now=clock.now())
    messages.success(request, _("The letter goes out again, to %(address)s.") % {"address": sent.address})
    return redirect("messaging_office:letter", uid=sent.pk)


again = policy(STAFF)(_again)


def _me(request: HttpRequest) -> Any:
    """Return who is signed in: the policy has seen to it that somebody is."""
    return request.user
