from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope

from .models import BulkRun, SavedView


def views_of(person: Any, list_key: str) -> QuerySet[SavedView]:
    """Return the views of a list that somebody kept or a colleague shares, by name."""
    return scope.visible(person, SavedView.objects.filter(list_key=list_key))


def runs() -> QuerySet[BulkRun]:
    """Return the bulk acts that were done, latest first."""
    return BulkRun.objects.all()
