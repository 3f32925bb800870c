"""The staff desk: what waits for whoever looks, most urgent first."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hansa.foundation import clock
from hansa.foundation.office.desk import items_for
from hansa.foundation.policy import OFFICE, policy
from hansa.network import selectors as network
from hansa.portal.selectors.board import board_of
from hansa.portal.views.start import WRITERS, is_going


@policy(OFFICE)
def desk(request: HttpRequest) -> HttpResponse:
    """Show today's work, gathered from every app."""
    now = clock.now()
    items = items_for(request.user, now)
    house = board_of(request).network
    person: Any = request.user
    can_start = WRITERS.admits(person.roles)
    if house is None and can_start:
        # Nothing can wait for anybody before there is a network; the first steps lead to one.
        return redirect("portal:start")
    zone = house.time_zone if house is not None else "UTC"
    return render(
        request,
        "portal/desk.html",
        {
            "items": items,
            "now_count": sum(item.urgency == "now" for item in items),
            "zone": zone,
            "hour": now.astimezone(ZoneInfo(zone)).hour,
            "now": now,
            "house": house,
            "is_starting": can_start and is_going(request),
            "offices": list(network.offices_of(request.user)),
        },
    )
