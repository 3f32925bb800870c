from typing import Any

from django.db.models import Model, QuerySet

from hansa.foundation.prepared import Prepared

from .models import Entry, Head

# Where the log stands: the number of the last act, and the fingerprint of everything up to it.
Position = tuple[int, str]

_head = Prepared(lambda: Head.objects.filter(id=1).values_list("sequence", "digest"))


def reference(thing: Model | None) -> str:
    """Return a short, stable name of a row that says nothing personal: ``applications.application:41``."""
    return f"{thing._meta.label_lower}:{thing.pk}" if thing is not None else ""


def history(subject: Model) -> QuerySet[Entry]:
    """Return what was done to a row, newest first."""
    return Entry.objects.filter(subject=reference(subject)).order_by("-sequence")


def entries() -> QuerySet[Entry]:
    """Return the whole log, newest first."""
    return Entry.objects.order_by("-sequence")


def position_for(request: Any) -> Position | None:
    """Return where the log stands, looked up once a visit; None before the first act."""
    known: Position | None = getattr(request, "hansa_position", None)
    if known is None:
        known = next(iter(_head.ask()), None)
        if request is not None:
            request.hansa_position = known
    return known


def digest_for(request: Any) -> str:
    """Return ``latest_digest``, looked up once a visit however many parts of the page ask."""
    position = position_for(request)
    return position[1] if position is not None else ""


def latest_digest() -> str:
    """Return the fingerprint of everything that was ever recorded; "" before the first act.

    While it stays the same no act of anybody has changed a thing, so what was read before still holds.
    """
    position = position_for(None)
    return position[1] if position is not None else ""


# After so many acts it is quicker to read anew than to look through them.
MOST_SINCE = 200

_since = Prepared(
    lambda sequence: (
        Entry.objects.filter(sequence__gte=sequence)
        .order_by("sequence")
        .values_list("sequence", "digest", "act")[:MOST_SINCE]
    )
)


def acts_since(request: Any, position: Position) -> tuple[Position, frozenset[str]] | None:
    """Return where the log stands and which acts it got since a position; looked up once a visit.

    None where the log does not go on from there, or got too many.
    """
    known: dict[Position, Any] = request.__dict__.setdefault("hansa_acts_since", {})
    if position not in known:
        rows = _since.ask(position[0])
        goes_on = bool(rows) and rows[0][:2] == position and len(rows) < MOST_SINCE
        acts = frozenset(act for _sequence, _digest, act in rows[1:])
        known[position] = (rows[-1][:2], acts) if goes_on else None
    found: tuple[Position, frozenset[str]] | None = known[position]
    return found
