"""The flow of least cost behind an assignment: readings are placed one by one, each by the cheapest chain of shifts.

A new reading may push another from one reader to the next, and so on, to somebody who has room. Each chain is a
shortest path among the readers (Bellman–Ford on whole numbers), so after each step no cheaper way exists to give out
what has been given out so far; Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 9.7. Where no chain ends at
somebody with room, the reading that is missed least stays out.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

FAR = 1 << 61
"""No way leads there."""
MOST_AFFINITY = 127


class TooLarge(ValueError):
    """The costs do not fit into whole numbers of 64 bits."""


class Shifts:
    """Applications are rows, readers are columns; ``at`` says who reads what."""

    def __init__(
        self,
        fits: Sequence[Sequence[int]],
        barred: Sequence[Sequence[bool]],
        rooms: Sequence[int],
        loads: Sequence[int],
        wanted: int,
    ) -> None:
        """``rooms`` are the most that each reader may have in all, ``loads`` what they have already."""
        # Half of a worker's memory, and only an assignment needs it.
        import numpy

        self.np = numpy
        affinity = numpy.array(fits, dtype=numpy.int64)
        if affinity.size and not 0 <= int(affinity.min()) <= int(affinity.max()) <= MOST_AFFINITY:
            raise ValueError(f"affinities are 0 … {MOST_AFFINITY}")
        self.affinity = affinity
        self.rooms = numpy.array(rooms, dtype=numpy.int64)
        self.loads = numpy.array(loads, dtype=numpy.int64)
        readings = max(1, wanted * len(fits))
        # One point of affinity outweighs every difference in loads, one reading less at an application all affinity.
        even = readings * (2 * (readings + max(loads, default=0)) + 1)
        room = int((self.rooms - self.loads).clip(min=0, max=readings).max(initial=0))
        even = min(even, readings * (2 * (room + max(loads, default=0)) + 1))
        point = even + 1
        self.missing = point * (MOST_AFFINITY * readings + 1)
        if self.missing * (2 * wanted + 2) >= FAR // 4:
            raise TooLarge
        self.cost = -point * affinity
        # What placing a reading costs; FAR where it may not or does already lie there.
        self.open = numpy.where(numpy.array(barred, dtype=bool).reshape(affinity.shape), FAR, self.cost)
        self.held: list[list[int]] = [[] for _reader in rooms]
        self.readers: list[set[int]] = [set() for _row in fits]
        self.short = [0] * len(fits)
        count = len(rooms)
        self.shift = numpy.full((count, count), FAR, dtype=numpy.int64)
        self.mover = numpy.zeros((count, count), dtype=numpy.int64)
        self._all = numpy.arange(count)

    def place(self, row: int) -> None:
        """Give one more reading of an application to somebody, shifting others along where that is best."""
        np = self.np
        dist, came = self._shortest(self.open[row])
        end = np.where(self.loads < self.rooms, dist + 2 * self.loads + 1, FAR)
        last = int(end.argmin())
        if end[last] < FAR // 2:
            self._move(row, last, came, drops=None)
            self.loads[last] += 1
            return
        best, where, who = self.missing * (2 * self.short[row] + 1), -1, row
        for reader in self._all[dist < FAR // 2]:
            for one in self.held[reader]:
                cost = (
                    int(dist[reader]) + self.missing * (2 * self.short[one] + 1) - int(self.cost[one, reader])
                )
                if cost < best:
                    best, where, who = cost, int(reader), one
        self.short[who] += 1
        if where >= 0:
            self._move(row, where, came, drops=who)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Return who reads what: (row, reader)."""
        return ((row, reader) for reader, rows in enumerate(self.held) for row in rows)

    def total(self) -> int:
        """Return the affinity in all."""
        return sum(int(self.affinity[row, reader]) for row, reader in self.pairs())

    def is_proven(self) -> bool:
        """Tell whether no better answer exists: no missing reading reaches room, and no circle of shifts gains.

        Asked of the finished answer alone, whatever way led to it: distances that settle are the prices (the dual)
        that prove it.
        """
        np, count = self.np, len(self.held)
        spare, out = count, count + 1
        arcs = np.full((count + 2, count + 2), FAR, dtype=np.int64)
        arcs[:count, :count] = self.shift
        arcs[:count, spare] = np.where(self.loads < self.rooms, 2 * self.loads + 1, FAR)
        for reader, rows in enumerate(self.held):
            if rows:
                arcs[spare, reader] = -(2 * int(self.loads[reader]) - 1)
                arcs[reader, out] = min(
                    self.missing * (2 * self.short[row] + 1) - int(self.cost[row, reader]) for row in rows
                )
        for row, count_short in enumerate(self.short):
            if count_short:
                ways = self.open[row] - self.missing * (2 * count_short - 1)
                arcs[out, :count] = np.minimum(arcs[out, :count], np.where(self.open[row] < FAR, ways, FAR))
        reached = np.zeros(count + 2, dtype=bool)
        reached[out] = True
        for _turn in range(count):
            reached[:count] |= (arcs[reached][:, :count] < FAR // 2).any(axis=0)
        if any(self.short) and bool((reached[:count] & (self.loads < self.rooms)).any()):
            return False
        dist = np.zeros(count + 2, dtype=np.int64)
        for _turn in range(count + 3):
            via = np.where(arcs < FAR // 2, dist[:, None] + arcs, FAR).min(axis=0)
            closer = np.minimum(dist, via)
            if (closer == dist).all():
                return True
            dist = closer
        return False

    def _shortest(self, start: Any) -> tuple[Any, Any]:
        """Return the cost of a chain to each reader, and from whom it comes there (-1: from the application)."""
        np = self.np
        dist, came = start.copy(), np.full(len(self.held), -1, dtype=np.int64)
        while True:
            ways = dist[:, None] + self.shift
            best = ways.argmin(axis=0)
            via = ways[best, self._all]
            closer = via < dist
            # Beyond FAR lies only what nothing reaches.
            closer &= via < FAR // 2
            if not closer.any():
                return dist, came
            dist[closer], came[closer] = via[closer], best[closer]

    def _move(self, row: int, last: int, came: Any, *, drops: int | None) -> None:
        chain = [last]
        while came[chain[-1]] >= 0:
            chain.append(int(came[chain[-1]]))
        chain.reverse()
        moved = [(row, -1, chain[0])] + [
            (int(self.mover[one, other]), one, other) for one, other in pairwise(chain)
        ]
        if drops is not None:
            moved.append((drops, last, -1))
        touched = set()
        for one, before, after in moved:
            if before >= 0:
                self.held[before].remove(one)
                self.readers[one].discard(before)
                self.open[one, before] = self.cost[one, before]
                touched.add(before)
            if after >= 0:
                self.held[after].append(one)
                self.readers[one].add(after)
                self.open[one, after] = FAR
                touched.add(after)
            touched |= self.readers[one]
        for reader in touched:
            self._look_again(reader)

    def _look_again(self, reader: int) -> None:
        """Find anew what it costs to push one of a reader's readings to each other reader, and which one that is."""
        rows = self.held[reader]
        if not rows:
            self.shift[reader] = FAR
            return
        ways = self.open[rows] - self.cost[rows, reader][:, None]
        best = ways.argmin(axis=0)
        self.mover[reader] = self.np.array(rows, dtype=self.np.int64)[best]
        found = ways[best, self._all]
        self.shift[reader] = self.np.where(found < FAR // 2, found, FAR)
