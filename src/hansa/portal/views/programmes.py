from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation.policy import PUBLIC, policy


@policy(PUBLIC)
def programmes(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "portal/programmes.html")
