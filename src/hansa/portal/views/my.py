from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation.policy import SIGNED_IN, policy


@policy(SIGNED_IN)
def my(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "portal/my.html")
