"""What people outside hear of what happens around an application."""

from datetime import datetime
from typing import Any

from hansa.applications.models import Application
from hansa.applications.rules.transitions import ENDED
from hansa.applications.services import letters
from hansa.network.selectors import coordinators_of


def ask_the_city(application: Application, *, now: datetime) -> int:
    """Write to the city's coordinators that somebody asks for the city's word, once each; return to how many."""
    told = 0
    for entry in coordinators_of(application.member):
        # Nobody speaks for the city about themselves.
        if entry.person_id != application.applicant_id:
            told += letters.write(
                "nomination-requested",
                application,
                now=now,
                to=entry.person,
                deadline=application.call.closes_at,
                url=letters.nominations_address(),
            )
    return told


def tell_of_cancellation(*, call: Any, reason: str, by: Any, now: datetime) -> int:
    """Write to everybody whose application is still alive that the call is cancelled, and why."""
    alive = (
        Application.objects.filter(call=call)
        .exclude(state__in=ENDED)
        .select_related("applicant", "member", "call__edition__programme")
        .order_by("pk")
    )
    return sum(
        letters.write("call-cancelled", application, now=now, reason=reason, answered_by=by)
        for application in alive
    )
