"""The staff desk: what waits for whoever looks, most urgent first."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from hansa.foundation import clock
from hansa.foundation.office.desk import WHO, items_for, running_for
from hansa.foundation.office.history import lately
from hansa.foundation.office.keeping import keep
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.network import selectors as network
from hansa.portal.selectors.board import board_of
from hansa.portal.views.start import WRITERS, is_going


def _own_zone(person: Any, zone: str) -> str:
    # Nobody sits at the world's clock: who has not said where they are is greeted by the secretariat's.
    return zone if person.time_zone == "UTC" else str(person.time_zone)


@policy(OFFICE)
def desk(request: HttpRequest) -> HttpResponse:
    """Show today's work, gathered from every app."""
    now = clock.now()
    person: Any = request.user
    # Whoever only reads has no work of the office's.
    is_reader = not STAFF.admits(person.roles)
    items = [] if is_reader else items_for(person, now, request)
    running = running_for(person, now, request)
    house = board_of(request).network
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
            "running": running,
            "lately": keep(request, "lately", person.pk, read=lambda: SafeString("".join(lately(person)))),
            "is_reader": is_reader,
            "now_count": sum(item.urgency == "now" for item in items),
            "zone": zone,
            "hour": now.astimezone(ZoneInfo(_own_zone(person, zone))).hour,
            "now": now,
            "house": house,
            "is_starting": can_start and is_going(request),
            "offices": keep(
                request,
                *("offices", person.pk, person.roles),
                read=lambda: list(network.offices_of(person)),
                acts=WHO,
            ),
        },
    )
