"""Today's desk: each app says what waits for a person, the desk only puts it in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

URGENCIES = ("now", "soon", "later")
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class DeskItem:
    """One thing that waits for somebody: what, where to do it, until when."""

    title: str
    detail: str
    url: str
    due_at: datetime | None = None
    urgency: str = "soon"
    count: int = 1


Source = Callable[[Any, datetime], Iterable[DeskItem]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of work; it is asked once a visit and must cost a fixed number of queries."""
    if source not in _sources:
        _sources.append(source)


def items_for(person: Any, now: datetime) -> list[DeskItem]:
    """Return what waits for this person, most urgent first, then by deadline."""
    found = [item for source in _sources for item in source(person, now)]
    return sorted(found, key=lambda item: (URGENCIES.index(item.urgency), item.due_at or FAR, item.title))
