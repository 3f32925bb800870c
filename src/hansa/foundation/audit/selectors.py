from django.db.models import Model, QuerySet

from .models import Entry, Head


def reference(thing: Model | None) -> str:
    """Return a short, stable name of a row that says nothing personal: ``applications.application:41``."""
    return f"{thing._meta.label_lower}:{thing.pk}" if thing is not None else ""


def history(subject: Model) -> QuerySet[Entry]:
    """Return what was done to a row, newest first."""
    return Entry.objects.filter(subject=reference(subject)).order_by("-sequence")


def entries() -> QuerySet[Entry]:
    """Return the whole log, newest first."""
    return Entry.objects.order_by("-sequence")


def latest_digest() -> str:
    """Return the fingerprint of everything that was ever recorded; "" before the first act.

    While it stays the same no act of anybody has changed a thing, so what was read before still holds.
    """
    return Head.objects.filter(id=1).values_list("digest", flat=True).first() or ""
