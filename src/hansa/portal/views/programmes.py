"""All programmes: what is open, what comes, what was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.selectors import editions
from hansa.portal.selectors.board import board_of
from hansa.portal.selectors.drawn import drawn


@policy(PUBLIC)
def programmes(request: HttpRequest) -> HttpResponse:
    """List what one can join, what comes, and each programme with its record."""
    now = clock.now()
    known = board_of(request)
    rows = editions.open_rows(known, now)
    coming = editions.coming_rows(known, now)
    state = (now.date(), *((r.edition.pk, r.status) for r in [*rows, *coming]))
    story = drawn(
        known,
        "portal/programmes/story.html",
        state,
        lambda: {"rows": rows, "coming": coming, "record": editions.record(known, now)},
    )
    return render(request, "portal/programmes.html", {"story": story})
