from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation.policy import PUBLIC, policy


@policy(PUBLIC)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "portal/edition.html")
