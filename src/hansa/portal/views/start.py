"""The first steps of a new secretariat: what is done, what comes next, how long it takes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock
from hansa.foundation.office import start as steps
from hansa.foundation.policy import policy, roles
from hansa.network.services import end_first_steps
from hansa.portal.selectors.board import board_of

WRITERS = roles("programme_officer", "administrator")


def is_going(request: Any) -> bool:
    """Tell whether this house still takes its first steps: until its first programme is public, or they are put away."""
    house = board_of(request).network
    return house is None or house.started_at is None


@policy(WRITERS)
def start(request: HttpRequest) -> HttpResponse:
    """Show the steps from an empty house to the first public programme."""
    shown = steps.shown()
    left = [row for row in shown if row.state != "done"]
    return render(
        request,
        "portal/start.html",
        {
            "steps": shown,
            "left": len(left),
            "minutes": sum(row.step.minutes for row in left),
            "next": next((row for row in shown if row.state == "next"), None),
            "is_going": is_going(request),
            "house": board_of(request).network,
        },
    )


def _put_away(request: HttpRequest) -> HttpResponse:
    end_first_steps(by=request.user, now=clock.now())
    messages.info(request, _("Put away. You find the steps again at /office/start/."))
    return redirect("portal:desk")


put_away = policy(WRITERS)(require_POST(_put_away))
