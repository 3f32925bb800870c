"""Short pages about the house: who we are, what we keep about people, who can use the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.network import selectors as network
from hansa.portal.selectors.board import board_of
from hansa.portal.selectors.editions import answers
from hansa.portal.selectors.offices import offices_now


@policy(PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this house and what for."""
    return render(
        request,
        "portal/about.html",
        {
            "network": board_of(request).network,
            "people": board_of(request).keep("people", "", lambda: list(network.public_people())),
        },
    )


@policy(PUBLIC)
def contact(request: HttpRequest) -> HttpResponse:
    """Say who answers which question, and where and when."""
    now = clock.now()
    known = board_of(request)
    return render(
        request,
        "portal/contact.html",
        {"network": known.network, "offices": offices_now(known, now), "answers": answers(known, now)},
    )


@policy(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, and until when."""
    return render(request, "portal/privacy.html")


@policy(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say who can use these pages and what to do when something stands in the way."""
    return render(request, "portal/accessibility.html")
