from django.db.models import Model, QuerySet

from .models import Entry
from .services import reference


def history(subject: Model) -> QuerySet[Entry]:
    """Return what was done to a row, newest first."""
    return Entry.objects.filter(subject=reference(subject)).order_by("-sequence")


def entries() -> QuerySet[Entry]:
    """Return the whole log, newest first."""
    return Entry.objects.order_by("-sequence")
