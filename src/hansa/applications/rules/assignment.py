"""Who reads what: as even as the conflicts allow, the same answer every time."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """One member of the panel: how much they take on, and whom they may not read."""

    key: str
    conflicts: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """New pairs (application, reader), and what could not be given out: application → how many short."""

    pairs: tuple[tuple[str, str], ...]
    short: Mapping[str, int]


def assign(
    applications: Sequence[str],
    readers: Collection[Reader],
    *,
    each: int,
    standing: Collection[tuple[str, str]] = (),
) -> Assignment:
    """Give every application ``each`` readers without a conflict, the heaviest load as light as can be.

    ``standing`` pairs stay as they are and count. The least possible heaviest load is found by
    raising it until a flow serves everybody; where conflicts or limits leave no way, as many as
    possible are served and ``short`` says who was not.
    """
    flow = _Flow(sorted(applications), sorted(readers, key=lambda reader: reader.key), each, standing)
    if not flow.readers:
        return Assignment((), {one: count for one, count in flow.wanting.items() if count})
    demand = sum(flow.wanting.values()) + sum(flow.load.values())
    ceiling = max(1, -(-demand // len(flow.readers)))
    while True:
        flow.serve(ceiling)
        if not flow.unserved() or ceiling >= max(1, demand):
            break
        ceiling += 1
    return Assignment(tuple(sorted(flow.pairs)), {one: n for one, n in flow.wanting.items() if n})


class _Flow:
    """Augmenting paths on a bipartite graph: an unserved application may push others along."""

    def __init__(
        self,
        applications: Sequence[str],
        readers: Sequence[Reader],
        each: int,
        standing: Collection[tuple[str, str]],
    ) -> None:
        self.readers = {reader.key: reader for reader in readers}
        self.standing = frozenset(standing)
        self.load = dict.fromkeys(self.readers, 0)
        self.reads: dict[str, set[str]] = {key: set() for key in self.readers}
        self.wanting = dict.fromkeys(applications, each)
        for application, reader in sorted(self.standing):
            if application in self.wanting:
                self.wanting[application] = max(0, self.wanting[application] - 1)
            if reader in self.load:
                self.load[reader] += 1
        self.pairs: set[tuple[str, str]] = set()

    def unserved(self) -> bool:
        return any(self.wanting.values())

    def serve(self, ceiling: int) -> None:
        """Place as many readings as fit under the ceiling, round by round."""
        moved = True
        while moved:
            moved = False
            for application in sorted(self.wanting, key=lambda one: (-self.wanting[one], one)):
                if self.wanting[application] and self._augment(application, ceiling):
                    self.wanting[application] -= 1
                    moved = True

    def _room(self, reader: str, ceiling: int) -> bool:
        most = self.readers[reader].most
        return self.load[reader] < (ceiling if most is None else min(ceiling, most))

    def _may_read(self, application: str) -> list[str]:
        return [
            key
            for key in sorted(self.readers, key=lambda key: (self.load[key], key))
            if application not in self.readers[key].conflicts
            and (application, key) not in self.standing
            and application not in self.reads[key]
        ]

    def _augment(self, start: str, ceiling: int) -> bool:
        came_from: dict[str, tuple[str, str | None]] = {}
        queue: deque[tuple[str, str | None]] = deque([(start, None)])
        while queue:
            application, left = queue.popleft()
            for reader in self._may_read(application):
                if reader in came_from:
                    continue
                came_from[reader] = (application, left)
                if self._room(reader, ceiling):
                    self._shift(reader, came_from)
                    return True
                queue.extend((other, reader) for other in sorted(self.reads[reader]))
        return False

    def _shift(self, reader: str, came_from: dict[str, tuple[str, str | None]]) -> None:
        self.load[reader] += 1
        while True:
            application, left = came_from[reader]
            self.reads[reader].add(application)
            self.pairs.add((application, reader))
            if left is None:
                return
            self.reads[left].discard(application)
            self.pairs.discard((application, left))
            reader = left
