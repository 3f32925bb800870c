"""Whose saved views and bulk acts somebody sees."""

from typing import Any

from django.db.models import Q, QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES

from .models import BulkRun, SavedView


@scope.for_model("office.SavedView")
def views_visible(views: QuerySet[SavedView], person: Any) -> QuerySet[SavedView]:
    """Return one's own views and, for the office, those that a colleague shares."""
    if not getattr(person, "is_authenticated", False) or not person.roles & OFFICE_ROLES:
        return views.none()
    return views.filter(Q(owner_uid=person.uid) | Q(is_shared=True))


@scope.for_model("office.BulkRun")
def runs_visible(runs: QuerySet[BulkRun], person: Any) -> QuerySet[BulkRun]:
    """Return one's own."""
    if not getattr(person, "is_authenticated", False):
        return runs.none()
    return runs.filter(owner_uid=person.uid)
