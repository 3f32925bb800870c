"""Who reads what: as many readings as can be, by those who fit best, nobody overloaded; the same answer every time.

Four aims, each before the next: most readings are given out; what cannot be is spread over the applications; most
affinity in all; loads as even as that allows. The answer is exact, in whole numbers, and ``proven`` says that it was
checked that no better one exists. Between equally good answers an order decides that is drawn from the names by
SHA-256, so rows may come in any order.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hansa.applications.rules.shifts import Shifts


@dataclass(frozen=True, slots=True)
class Reader:
    """One member of the panel: how much they take on, whom they may not read, how well they fit each (0 … 127)."""

    key: str
    conflicts: frozenset[str] = frozenset()
    most: int | None = None
    affinity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """New pairs (application, reader), and what could not be given out: application → how many short."""

    pairs: tuple[tuple[str, str], ...]
    short: Mapping[str, int]
    affinity: int = 0
    proven: bool = True


def assign(
    applications: Sequence[str],
    readers: Collection[Reader],
    *,
    each: int,
    standing: Collection[tuple[str, str]] = (),
) -> Assignment:
    """Give every application ``each`` readers without a conflict, with the most affinity in all.

    ``standing`` pairs stay as they are and count. A reader takes at most what they said, and nobody more than a
    quarter above the even share; that ceiling rises, by quarters, only while it alone keeps a reading from being
    given out. Where conflicts or limits leave no way, as many as possible are served and ``short`` says who was not.
    """
    numbers = sorted(set(applications), key=_lot)
    panel = sorted(readers, key=lambda reader: _lot(reader.key))
    kept = frozenset(standing)
    read = Counter(number for number, _reader in kept)
    wanting = {number: max(0, each - read[number]) for number in numbers}
    if not panel or not numbers:
        return Assignment((), {number: count for number, count in sorted(wanting.items()) if count})
    given = Counter(reader for _number, reader in kept)
    loads = [given[reader.key] for reader in panel]
    ceiling = _and_a_quarter(-(-(sum(wanting.values()) + sum(loads)) // len(panel)))
    while True:
        shifts = _given_out(numbers, panel, wanting, kept, loads, ceiling)
        if not any(shifts.short) or not _is_held_back(shifts, panel, ceiling):
            break
        ceiling = _and_a_quarter(ceiling)
    return Assignment(
        tuple(sorted((numbers[row], panel[reader].key) for row, reader in shifts.pairs())),
        {number: count for number, count in sorted(zip(numbers, shifts.short, strict=True)) if count},
        shifts.total(),
        shifts.is_proven(),
    )


def _given_out(
    numbers: Sequence[str],
    panel: Sequence[Reader],
    wanting: Mapping[str, int],
    kept: Collection[tuple[str, str]],
    loads: Sequence[int],
    ceiling: int,
) -> Shifts:
    shifts = Shifts(
        [[reader.affinity.get(number, 0) for reader in panel] for number in numbers],
        [
            [number in reader.conflicts or (number, reader.key) in kept for reader in panel]
            for number in numbers
        ],
        [ceiling if reader.most is None else min(reader.most, ceiling) for reader in panel],
        loads,
        max(wanting.values()),
    )
    # In rounds, so that everybody has a first reader before anybody has a second.
    for turn in range(max(wanting.values())):
        for row, number in enumerate(numbers):
            if wanting[number] > turn:
                shifts.place(row)
    return shifts


def _is_held_back(shifts: Shifts, panel: Sequence[Reader], ceiling: int) -> bool:
    """Tell whether somebody would take on more if the common ceiling were higher."""
    return any(
        load >= ceiling and (reader.most is None or reader.most > ceiling)
        for load, reader in zip(shifts.loads.tolist(), panel, strict=True)
    )


def _and_a_quarter(share: int) -> int:
    return max(1, share + -(-share // 4))


def _lot(key: str) -> tuple[str, str]:
    return hashlib.sha256(key.encode()).hexdigest(), key
