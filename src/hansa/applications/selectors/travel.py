"""Reads of travel data: one's own, and where each participant of an edition stands."""

from typing import Any

from django.db.models import QuerySet

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, CostAcceptance, InvitationLetter, TravelPlan
from hansa.foundation.prepared import Prepared

_plans = Prepared(lambda application: TravelPlan.objects.filter(application=application))
_accepted = Prepared(lambda application: CostAcceptance.objects.filter(offer__application=application))
_letters = Prepared(
    lambda application: (
        InvitationLetter.objects.filter(application=application).select_related("file").order_by("-serial")
    )
)


def travel_of(application: Application) -> TravelPlan | None:
    """Return what somebody said of their journey so far."""
    rows: list[TravelPlan] = _plans.ask(application.pk)
    return rows[0] if rows else None


def costs_accepted(application: Application) -> CostAcceptance | None:
    """Return who pays what as somebody accepted it."""
    rows: list[CostAcceptance] = _accepted.ask(application.pk)
    return rows[0] if rows else None


def invitation_letters_of(application: Application) -> list[InvitationLetter]:
    """Return the letters to embassies, newest first."""
    return _letters.ask(application.pk)


def participants(editions: QuerySet[Any]) -> QuerySet[Application]:
    """Return the applications whose place is accepted, of some editions, with what a list of journeys shows."""
    return Application.objects.filter(
        state=ApplicationState.CONFIRMED, call__edition__in=editions
    ).select_related("applicant", "member", "travel")
