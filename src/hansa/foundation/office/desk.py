"""Today's desk: each app says what waits for a person, the desk only puts it in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.http import HttpRequest

from hansa.foundation.office.keeping import keep

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
    #: The clock of the other side, where it is not the house's, and its city where the clock is called after another.
    zone: str = ""
    city: Any = ""


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
    #: The names of the city whose clock it is, where the clock is called after another.
    city: Any = ""
    figures: tuple[tuple[str, int, str], ...] = ()


T = TypeVar("T")
RunningSource = Callable[[Any, datetime], Iterable[Running]]
Source = Callable[[Any, datetime], Iterable[DeskItem]]
# Each with what the names of the acts begin with that change what it says; none means every act.
_running: dict[RunningSource, tuple[str, ...]] = {}
_sources: dict[Source, tuple[str, ...]] = {}
#: Who a person is to the office changes by these, and with it what every source says to them.
WHO = ("role.", "network.", "members.", "house.", "person.")


def register(source: Source, *acts: str) -> None:
    """Add a source of work; it is asked once a visit and must cost a fixed number of queries.

    ``acts`` say with what the names of the acts begin that change it: after others it is not asked anew that minute.
    """
    _sources.setdefault(source, acts)


def register_running(source: RunningSource, *acts: str) -> None:
    """Add a source of what is under way; one query, however much there is."""
    _running.setdefault(source, acts)


def running_for(person: Any, now: datetime, request: HttpRequest | None = None) -> list[Running]:
    """Return what is under way for this person, what ends first on top."""
    found = [one for source, acts in _running.items() for one in _asked(source, acts, person, now, request)]
    return sorted(found, key=lambda one: (one.due_at or FAR, one.title))


def items_for(person: Any, now: datetime, request: HttpRequest | None = None) -> list[DeskItem]:
    """Return what waits for this person, most urgent first, then by deadline."""
    found = [item for source, acts in _sources.items() for item in _asked(source, acts, person, now, request)]
    return sorted(found, key=lambda item: (URGENCIES.index(item.urgency), item.due_at or FAR, item.title))


def _asked(
    source: Callable[[Any, datetime], Iterable[T]],
    acts: tuple[str, ...],
    person: Any,
    now: datetime,
    request: HttpRequest | None,
) -> Iterable[T]:
    """Ask a source; for a visit what it said this minute holds until an act that changes it."""
    if request is None:
        return source(person, now)
    return keep(
        request,
        *("desk", source, person.pk, person.roles),
        read=lambda: tuple(source(person, now)),
        # What failed or ran out without an act of anybody shows a minute later at most.
        until=f"{now:%Y-%m-%d %H:%M}",
        acts=(*acts, *WHO) if acts else (),
    )
