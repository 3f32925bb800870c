"""What was read once and holds until an act changes it.

Every act leaves an entry in the log, so the log tells whether what was read before still holds: only acts of the kinds
that matter to it make it be read anew. Each process keeps its own; none has to tell another.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import Q

from .models import Entry, Head

T = TypeVar("T")

_all: list["Watched[object]"] = []


class Watched(Generic[T]):
    """Something read from the database, kept until an act whose name begins with one of these words is recorded.

    While the log is empty nothing is kept.
    """

    def __init__(self, read: Callable[[], T], *acts: str) -> None:
        self._read = read
        self._acts = acts
        self._seen: tuple[int, str] | None = None
        self._value: T | None = None
        _all.append(self)  # type: ignore[arg-type]  # only ever told to forget

    def forget(self) -> None:
        """Read anew at the next use."""
        self._seen = None

    def get(self, digest: str | None = None) -> T:
        """Return what was read, or read it; one query while nothing was recorded, none if the digest is given."""
        if self._seen is not None and digest is not None and digest == self._seen[1]:
            return self._value  # type: ignore[return-value]  # what was seen was read
        head = Head.objects.filter(id=1).values_list("sequence", "digest").first()
        if head is None:
            self._seen = None
            return self._read()
        if self._seen is None or (head != self._seen and not self._still_holds()):
            self._value = self._read()
        self._seen = head
        return self._value  # type: ignore[return-value]  # likewise

    def _still_holds(self) -> bool:
        """Tell whether the log goes on from where it was read, without an act that matters."""
        assert self._seen is not None
        sequence, digest = self._seen
        matters = Q(sequence=sequence, digest=digest)
        for act in self._acts:
            matters |= Q(sequence__gt=sequence, act__startswith=act)
        found = Entry.objects.filter(matters, sequence__gte=sequence).order_by("sequence")
        return list(found.values_list("sequence", flat=True)[:2]) == [sequence]


def forget_all() -> None:
    """Let everything be read anew: for tests, which write rows without an act."""
    for watched in _all:
        watched.forget()
