"""The mailbox of the demonstration: what would have been sent, for everybody to read."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from hansa.foundation import scope
from hansa.foundation.mail.views import alone, beside
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy
from hansa.network.selectors import network

from . import selectors
from .adapters.mailbox import opened
from .forms import MailboxFilter
from .models import Letter, MailboxMessage

SHOWN = 100


@policy(PUBLIC)
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the demonstration, newest first."""
    _demonstration_only()
    form = MailboxFilter(request.GET)
    to = form.cleaned_data["to"].strip() if form.is_valid() else ""
    mails = list(selectors.mailbox(to)[:SHOWN])
    return render(request, "messaging/mailbox.html", {"form": form, "to": to, "mails": mails, "shown": SHOWN})


@policy(PUBLIC)
@beside
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail of the demonstration: its head and both its parts."""
    _demonstration_only()
    kept = get_object_or_404(MailboxMessage, pk=pk)
    home = network()
    clock_of = (home.time_zone, home.city_names) if home else ("UTC", "UTC")
    return render(
        request,
        "messaging/mail.html",
        {"mail": kept, "opened": opened(kept), "zone": clock_of[0], "zone_city": clock_of[1]},
    )


@policy(PUBLIC)
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the HTML part as a mail program would: alone, with nothing it could load or run."""
    _demonstration_only()
    page = opened(get_object_or_404(MailboxMessage, pk=pk)).html
    if not page:
        raise Http404
    return alone(page)


@policy(SIGNED_IN)
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that were written to the person who asks."""
    mine = list(selectors.outbox_for(_me(request)).defer("text", "html")[:SHOWN])
    return render(request, "messaging/letters.html", {"letters": mine})


@policy(SIGNED_IN)
def letter(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a letter to the person it was written to."""
    own = scope.visible_or_404(request.user, Letter.objects.filter(to=_me(request)), pk=uid)
    return render(request, "messaging/letter_page.html", {"letter": own})


def _demonstration_only() -> None:
    if not settings.HANSA_DEMONSTRATION:
        raise Http404


def _me(request: HttpRequest) -> Any:
    """Return who is signed in: the policy has seen to it that somebody is."""
    return request.user
