"""All programmes: what is open, what comes, what was."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.selectors import editions
from hansa.portal.selectors.board import board_of


@policy(PUBLIC)
def programmes(request: HttpRequest) -> HttpResponse:
    """List editions: open now, coming, and the archive by year."""
    now = clock.now()
    known = board_of(request)
    past = editions.past_editions(known, now)
    return render(
        request,
        "portal/programmes.html",
        {
            "rows": editions.open_rows(known, now),
            "coming": editions.coming_rows(known, now),
            "archive": [(year, list(found)) for year, found in groupby(past, key=lambda e: e.year)],
            "past": len(past),
        },
    )
