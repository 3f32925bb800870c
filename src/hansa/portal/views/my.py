"""My page, for each kind of person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.portal.selectors.board import board_of
from hansa.portal.selectors.my_page import page_of


@policy(SIGNED_IN)
def my(request: HttpRequest) -> HttpResponse:
    """Show what to do next, then where everything stands."""
    return render(request, "portal/my.html", page_of(board_of(request), request.user, clock.now()))
