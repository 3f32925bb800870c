from typing import Any

from django.db.models import Model, QuerySet

from hansa.foundation.prepared import Prepared

from .models import Entry, Head

_digest = Prepared(lambda: Head.objects.filter(id=1).values_list("digest", flat=True))


def reference(thing: Model | None) -> str:
    """Return a short, stable name of a row that says nothing personal: ``applications.application:41``."""
    return f"{thing._meta.label_lower}:{thing.pk}" if thing is not None else ""


def history(subject: Model) -> QuerySet[Entry]:
    """Return what was done to a row, newest first."""
    return Entry.objects.filter(subject=reference(subject)).order_by("-sequence")


def entries() -> QuerySet[Entry]:
    """Return the whole log, newest first."""
    return Entry.objects.order_by("-sequence")


def digest_for(request: Any) -> str:
    """Return ``latest_digest``, looked up once a visit however many parts of the page ask."""
    known: str | None = getattr(request, "hansa_digest", None)
    if known is None:
        known = latest_digest()
        if request is not None:
            request.hansa_digest = known
    return known


def latest_digest() -> str:
    """Return the fingerprint of everything that was ever recorded; "" before the first act.

    While it stays the same no act of anybody has changed a thing, so what was read before still holds.
    """
    return next(iter(_digest.ask()), "") or ""
