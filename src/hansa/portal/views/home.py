"""The home page: what runs now, where, for whom; a certificate checked; the offices as they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.rules.gables import GROUND, WIDTH, houses
from hansa.portal.selectors import editions
from hansa.portal.selectors.board import board_of
from hansa.portal.selectors.offices import offices_now
from hansa.programmes.enums import ProgrammeKind

SHOWN = 6


@policy(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Say in ten seconds what this is, what is open now and what one can do."""
    now = clock.now()
    known = board_of(request)
    offices = offices_now(known, now)
    rows = editions.open_rows(known, now)
    course = next((r for r in rows if r.edition.programme.kind == ProgrammeKind.COURSE), None)
    past = editions.past_editions(known, now)
    return render(
        request,
        "portal/home.html",
        {
            "network": known.network,
            "offices": offices,
            "open_offices": sum(o.is_open for o in offices),
            "houses": houses(tuple(o.is_open for o in offices)),
            "picture": {"width": int(WIDTH), "ground": int(GROUND)},
            "rows": rows[:SHOWN],
            "more": max(0, len(rows) - SHOWN),
            "coming": editions.coming_rows(known, now)[:3],
            "course": course,
            "past": past[:SHOWN],
            "figures": _figures([r.edition for r in rows] + past),
            "members": len(known.members),
            "countries": known.countries,
        },
    )


def _figures(found: list[object]) -> list[dict[str, object]]:
    """Return the numbers that the programmes' papers state, each once, newest first."""
    seen: dict[tuple[int, int], dict[str, object]] = {}
    for edition in reversed(found):
        if getattr(edition, "is_living_copy", False):
            continue
        for figure in getattr(edition, "details", {}).get("figures", []):
            year = figure.get("year") or edition.year  # type: ignore[attr-defined]  # an Edition; its model is private
            seen.setdefault((figure["value"], year), {**figure, "year": year})
    return sorted(seen.values(), key=lambda f: -int(str(f["year"])))[:4]
