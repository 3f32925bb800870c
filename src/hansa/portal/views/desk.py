from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation.policy import OFFICE, policy


@policy(OFFICE)
def desk(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "portal/desk.html")
