"""The home page: what runs now, where, for whom; a certificate checked; the offices as they are."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.rules.gables import GROUND, WIDTH, houses
from hansa.portal.selectors import editions
from hansa.portal.selectors.board import Board, board_of
from hansa.portal.selectors.drawn import drawn
from hansa.portal.selectors.my_page import next_of
from hansa.portal.selectors.offices import offices_now
from hansa.programmes.enums import ProgrammeKind

SHOWN = 6


@policy(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Say in ten seconds what this is, what is open now and what one can do.

    Nothing below its first line belongs to anybody, so it is drawn in two parts that hold for a minute of the offices'
    clocks, and for as long as the same things are open. The first line leads whoever is signed in on.
    """
    now = clock.now()
    known = board_of(request)
    rows = editions.open_rows(known, now)
    coming = editions.coming_rows(known, now)[:3]
    course = next((r for r in rows if r.edition.programme.kind == ProgrammeKind.COURSE), None)
    quay = drawn(
        known, "portal/home/quay.html", (now.replace(second=0, microsecond=0),), lambda: _quay(known, now)
    )
    state = (now.date(), *((r.edition.pk, r.status) for r in [*rows, *coming]))
    story = drawn(
        known,
        "portal/home/story.html",
        state,
        lambda: {
            "rows": rows[:SHOWN],
            "more": max(0, len(rows) - SHOWN),
            "coming": coming,
            "record": editions.record(known, now),
            "figures": _figures(editions.past_editions(known, now)),
            "members": len(known.members),
            "countries": known.countries,
        },
    )
    return render(
        request,
        "portal/home.html",
        {
            "network": known.network,
            "course": course,
            "quay": quay,
            "story": story,
            "next": next_of(request.user, now) if request.user.is_authenticated else None,
        },
    )


def _quay(known: Board, now: datetime) -> dict[str, Any]:
    offices = offices_now(known, now)
    return {
        "offices": offices,
        "houses": houses(tuple(o.is_open for o in offices)),
        "picture": {"width": int(WIDTH), "ground": int(GROUND)},
    }


def _figures(found: list[Any]) -> list[dict[str, Any]]:
    """Return the numbers that the papers state of their own edition, newest first, the newest of each kind.

    What they say of the year before ("students the year before") would be read wrongly away from their page.
    """
    stated = [
        (edition.year, figure)
        for edition in found
        if not edition.is_living_copy
        for figure in edition.details.get("figures", [])
        if figure.get("year", edition.year) == edition.year
    ]
    newest: dict[str, dict[str, Any]] = {}
    for year, figure in sorted(stated, key=lambda one: -int(one[0])):
        newest.setdefault(str(figure["label"]), {**figure, "year": year})
    return list(newest.values())[:4]
