"""What was read once and holds until an act changes it.

Every act leaves an entry in the log, so the log tells whether what was read before still holds: only acts of the kinds
that matter to it make it be read anew. Each process keeps its own; none has to tell another.
"""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from hansa.foundation.prepared import Prepared

from .models import Entry, Head

T = TypeVar("T")
# Parts in seven languages and several states of a few hundred editions; a bound all the same.
MOST_KEPT = 4_000

_head = Prepared(lambda: Head.objects.filter(id=1).values_list("sequence", "digest"))


class Keeps:
    """What is read once also keeps what is worked out or drawn from it, for as long as it is kept itself."""

    @cached_property
    def _more(self) -> dict[tuple[str, Hashable], Any]:
        return {}

    def keep(self, kind: str, key: Hashable, read: Callable[[], T]) -> T:
        """Return something that everybody may know, worked out at its first use."""
        kept: T
        try:
            kept = self._more[kind, key]
        except KeyError:
            kept = read()
            if len(self._more) >= MOST_KEPT:
                self._more.clear()
            self._more[kind, key] = kept
        return kept


_all: list["Watched[Any]"] = []


class Watched(Generic[T]):
    """Something read from the database, kept until an act whose name begins with one of these words is recorded.

    While the log is empty nothing is kept.
    """

    def __init__(self, read: Callable[[], T], *acts: str) -> None:
        self._read = read
        self._acts = acts
        self._seen: tuple[int, str] | None = None
        self._value: Any = None
        self._next = Prepared(self._going_on)
        _all.append(self)

    def forget(self) -> None:
        """Read anew at the next use."""
        self._seen = None

    def get(self, digest: str | None = None) -> T:
        """Return what was read, or read it; one query while nothing was recorded, none if the digest is given."""
        if self._seen is not None and digest is not None and digest == self._seen[1]:
            return self._value
        head = next(iter(_head.ask()), None)
        if head is None:
            self._seen = None
            return self._read()
        if self._seen is None or (head != self._seen and not self._still_holds()):
            self._value = self._read()
        self._seen = head
        return self._value

    def _still_holds(self) -> bool:
        """Tell whether the log goes on from where it was read, without an act that matters."""
        assert self._seen is not None
        return self._next.ask(*self._seen) == [self._seen[0]]

    def _going_on(self, sequence: int, digest: str) -> QuerySet[Any]:
        matters = Q(sequence=sequence, digest=digest)
        for act in self._acts:
            matters |= Q(sequence__gt=sequence, act__startswith=act)
        found = Entry.objects.filter(matters, sequence__gte=sequence).order_by("sequence")
        return found.values_list("sequence", flat=True)[:2]


def forget_all() -> None:
    """Let everything be read anew: for tests, which write rows without an act."""
    for watched in _all:
        watched.forget()
