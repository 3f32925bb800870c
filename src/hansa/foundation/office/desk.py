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
    #: The clock of the other side, where it is not the house's.
    zone: str = ""


@dataclass(frozen=True)
class Running:
    """One thing that is under way: where it stands, until when, and its numbers with the lists behind them."""

    title: str
    url: str
    shape: str
    state: str
    due_at: datetime | None = None
    #: What happens at that instant: it opens, closes, closed.
    due: str = ""
    zone: str = "UTC"
    figures: tuple[tuple[str, int, str], ...] = ()


RunningSource = Callable[[Any, datetime], Iterable[Running]]
_running: list[RunningSource] = []

Source = Callable[[Any, datetime], Iterable[DeskItem]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of work; it is asked once a visit and must cost a fixed number of queries."""
    if source not in _sources:
        _sources.append(source)


def register_running(source: RunningSource) -> None:
    """Add a source of what is under way; one query, however much there is."""
    if source not in _running:
        _running.append(source)


def running_for(person: Any, now: datetime) -> list[Running]:
    """Return what is under way for this person, what ends first on top."""
    found = [one for source in _running for one in source(person, now)]
    return sorted(found, key=lambda one: (one.due_at or FAR, one.title))


def items_for(person: Any, now: datetime) -> list[DeskItem]:
    """Return what waits for this person, most urgent first, then by deadline."""
    found = [item for source in _sources for item in source(person, now)]
    return sorted(found, key=lambda item: (URGENCIES.index(item.urgency), item.due_at or FAR, item.title))
