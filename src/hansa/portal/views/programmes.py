"""All programmes: what is open, what comes, what was."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.selectors import editions


@policy(PUBLIC)
def programmes(request: HttpRequest) -> HttpResponse:
    """List editions: open now, coming, and the archive by year."""
    now = clock.now()
    past = editions.past_rows(now)
    return render(
        request,
        "portal/programmes.html",
        {
            "rows": editions.open_rows(now),
            "coming": editions.coming_rows(now),
            "archive": [(year, list(rows)) for year, rows in groupby(past, key=lambda r: r.edition.year)],
            "past": len(past),
        },
    )
