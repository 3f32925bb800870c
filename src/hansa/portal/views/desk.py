"""The staff desk: what waits for whoever looks, most urgent first."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.foundation import clock
from hansa.foundation.office.desk import items_for
from hansa.foundation.policy import OFFICE, policy
from hansa.network import selectors as network
from hansa.portal.selectors.board import board_of


@policy(OFFICE)
def desk(request: HttpRequest) -> HttpResponse:
    """Show today's work, gathered from every app."""
    now = clock.now()
    items = items_for(request.user, now)
    house = board_of(request).network
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
            "offices": list(network.offices_of(request.user)),
        },
    )
