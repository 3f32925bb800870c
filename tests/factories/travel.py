"""Somebody who has a place, and their travel data, through the real services."""

from datetime import datetime
from typing import Any

from hansa.applications import services
from hansa.applications.models import Application, TravelPlan
from hansa.programmes.models import Call
from tests.conftest import NOW
from tests.factories.applications import coordinator_of, make_open_call, make_person, make_run

PASSPORT = {
    "visa": "needed",
    "name": "IONESCU ANA",
    "number": "M12345678",
    "nationality": "RO",
    "expires_on": "2030-05-31",
}
JOURNEY = {
    "arrives_at": datetime(2026, 11, 29, 14, 30),
    "arrival_flight": "KE962",
    "arrival_airport": "Incheon",
    "departs_at": datetime(2026, 12, 5, 9, 5),
    "departure_flight": "KE961",
    "departure_airport": "Incheon",
}
NEEDS = {"diet": "halal", "diet_note": "no nuts", "access": "a ramp", "room": "quiet"}
CONTACT = {"name": "Ion Ionescu", "relation": "brother", "phone": "+40 21 1234567"}
ALL = {"passport": PASSPORT, "journey": JOURNEY, "needs": NEEDS, "contact": CONTACT}


def make_participants(*members: str, slug: str = "nia-2027", **call: Any) -> list[Application]:
    """Return applications of these cities whose places were taken."""
    opened = make_open_call(slug, documents=[], places=len(members), **call)
    officer, second = make_person("programme_officer"), make_person("programme_officer")
    run = make_run(opened, list(members), officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    services.release_decisions(run_id=run.pk, by=second, now=NOW)
    return [
        services.accept_offer(application_id=application.pk, by=application.applicant, now=NOW)
        for application in Application.objects.filter(call=opened).order_by("number")
    ]


def tell(application: Application, *parts: str, **changed: Any) -> TravelPlan:
    """Give these steps of the travel data, all of them where none is named."""
    for part in parts or ALL:
        plan = TravelPlan.objects.filter(application=application).first()
        services.save_travel(
            application_id=application.pk,
            part=part,
            said={**ALL[part], **changed},
            revision=plan.revision if plan else 0,
            by=application.applicant,
            now=NOW,
        )
    return TravelPlan.objects.get(application=application)


__all__ = ["CONTACT", "JOURNEY", "NEEDS", "PASSPORT", "Call", "coordinator_of", "make_participants", "tell"]
