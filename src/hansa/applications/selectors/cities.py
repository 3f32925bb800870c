"""What a coordinator's page shows: who applied in the name of their cities. One question each, compiled once."""

from typing import Any

from django.db.models import QuerySet

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Document
from hansa.foundation.prepared import Prepared
from hansa.programmes.selectors import calls


def _sent(coordinator: int) -> QuerySet[Application]:
    """Return what was sent in the name of the cities that somebody speaks for now."""
    return Application.objects.filter(
        member__coordinators__person=coordinator, member__coordinators__ended_at__isnull=True
    ).exclude(state=ApplicationState.DRAFT)


_applications = Prepared(
    lambda coordinator: (
        _sent(coordinator)
        .select_related("applicant", "member", "nomination__slot")
        .only(
            *("uid", "number", "state", "submitted_at", "call_id", "member_id", "applicant_id"),
            *("member__name", "applicant__name", "applicant__addressed_as", "applicant__email"),
            *("nomination__state", "nomination__rank", "nomination__reason", "nomination__decided_at"),
            "nomination__slot__number",
        )
        .order_by("-call_id", "member_id", "nomination__rank", "submitted_at", "id")
    )
)
_calls = Prepared(
    lambda coordinator: (
        calls()
        .select_related(None)
        .select_related("edition")
        .filter(pk__in=_sent(coordinator).values("call_id"))
        .only(
            *("rules", "timetable", "state", "opens_at", "closes_at", "closed_at"),
            *(
                "edition__title",
                "edition__slug",
                "edition__time_zone",
                "edition__place_city",
                "edition__details",
            ),
        )
    )
)
_files = Prepared(
    lambda coordinator: Document.objects.filter(
        application__in=_sent(coordinator), replaced_at__isnull=True, file__isnull=False
    ).values_list("application_id", "kind", "uid")
)


def applications_of_cities(coordinator: Any) -> list[Application]:
    """Return what was sent in the name of somebody's cities, call by call, in the city's own order."""
    return _applications.ask(coordinator.pk)


def calls_of_cities(coordinator: Any) -> dict[int, Any]:
    """Return the calls of those applications, by key."""
    return {row.pk: row for row in _calls.ask(coordinator.pk)}


def files_of_cities(coordinator: Any) -> dict[int, list[tuple[str, Any]]]:
    """Return the files of those applications that are still there: kind and uid, by application."""
    found: dict[int, list[tuple[str, Any]]] = {}
    for application, kind, uid in _files.ask(coordinator.pk):
        found.setdefault(application, []).append((kind, uid))
    return found
