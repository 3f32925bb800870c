"""By which of its rows this app notices that two accounts are perhaps one person's."""

from typing import Any

from django.db.models import QuerySet

from hansa.accounts.services import alike, folded_name
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, PassportReading, TravelPlan
from hansa.programmes.enums import CallState

_OVER = (CallState.COMPLETED, CallState.ARCHIVED, CallState.CANCELLED)


def by_passport(person_id: int | None) -> set[tuple[int, int]]:
    """Return who handed in a passport of the same number; known by its fingerprint, for as long as the passport is kept."""
    readings = PassportReading.objects.exclude(number_mark="").order_by()
    plans = TravelPlan.objects.exclude(passport_mark="").order_by()
    read = readings.values_list("number_mark", "document__application__applicant")
    told = plans.values_list("passport_mark", "application__applicant")
    if person_id is not None:
        own = {mark for mark, person in (*_of(read, "document__", person_id), *_of(told, "", person_id))}
        if not own:
            return set()
        read, told = read.filter(number_mark__in=own), told.filter(passport_mark__in=own)
    pairs = alike([*read, *told])
    return pairs if person_id is None else {pair for pair in pairs if person_id in pair}


def _of(rows: "QuerySet[Any, Any]", path: str, person_id: int) -> "QuerySet[Any, Any]":
    return rows.filter(**{f"{path}application__applicant": person_id})


def by_call(person_id: int | None) -> set[tuple[int, int]]:
    """Return who applied to one call for one city under one name, while that call is not over."""
    rows = (
        Application.objects.exclude(state=ApplicationState.WITHDRAWN)
        .exclude(call__state__in=_OVER)
        .order_by()
    )
    if person_id is not None:
        calls = list(rows.filter(applicant=person_id).values_list("call", "member"))
        found: set[tuple[int, int]] = set()
        for call, member in calls:
            found |= _named_alike(rows.filter(call=call, member=member))
        return {pair for pair in found if person_id in pair}
    return _named_alike(rows)


def _named_alike(rows: "QuerySet[Application]") -> set[tuple[int, int]]:
    said = rows.values_list("call", "member", "applicant__name", "applicant")
    named = ((call, member, folded_name(name), person) for call, member, name, person in said)
    return alike((f"{call} {member} {name}", person) for call, member, name, person in named if name)
