"""Short pages about the house: who we are, what we keep about people, who can use the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation.policy import PUBLIC, policy
from hansa.network import selectors as network
from hansa.portal.selectors.board import board_of


@policy(PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this house and what for."""
    return render(
        request,
        "portal/about.html",
        {"network": board_of(request).network, "people": list(network.public_people())},
    )


@policy(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, and until when."""
    return render(request, "portal/privacy.html")


@policy(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say who can use these pages and what to do when something stands in the way."""
    return render(request, "portal/accessibility.html")
