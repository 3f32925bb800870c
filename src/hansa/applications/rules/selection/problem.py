"""A selection as arrays: who may be chosen, and the rows that count them.

Every applicant is a column that is chosen (1) or not (0); every rule is a row that counts some
columns and keeps the count between ``low`` and ``high``. A column lies in few rows (the places,
its city, one for each attribute), so the matrix is kept as the rows of each column.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hansa.applications.rules.selection.instance import Instance

Ints = NDArray[np.int64]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]

PLACES = 0
"""The row of the places: every column lies in it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """n columns in order of lot, m rows.

    ``rows_of`` has shape (n, w): the rows of each column; the number m stands for "no row", so that sums
    over one more, empty row need no exception. ``lower`` and ``upper`` are 0/1: who is forced in or out.
    """

    merit: Ints
    rows_of: Rows
    low: Ints
    high: Ints
    lower: Mask
    upper: Mask

    @property
    def columns(self) -> int:
        """How many may be chosen from."""
        return len(self.merit)

    def counts(self, chosen: Mask) -> Ints:
        """How many of these columns each row counts."""
        return counts(self.rows_of, chosen, len(self.low))

    def keeps(self, chosen: Mask) -> bool:
        """Whether these columns are a cohort: every rule kept, checked in whole numbers."""
        count = self.counts(chosen)
        return bool(
            (count >= self.low).all()
            and (count <= self.high).all()
            and (chosen >= self.lower).all()
            and (chosen <= self.upper).all()
        )


@dataclass(frozen=True, slots=True)
class Encoding:
    """A problem, and what its columns and rows stand for.

    ``origin`` (n,): each column's place in ``Instance.candidates``. ``proxy`` (candidates,): for each
    candidate their own column, or, where enough others alike come before them, that of the last of those
    (see ``encode``); -1 for who is forced out. ``row_of``: the row of an attribute's value.
    """

    problem: Problem
    origin: Ints
    proxy: Ints
    row_of: dict[tuple[str, str], int]


def counts(rows_of: Rows, chosen: Mask, rows: int) -> Ints:
    """How many of the chosen columns lie in each of the rows."""
    return np.bincount(rows_of[chosen].ravel(), minlength=rows + 1)[:rows]


def encode(instance: Instance, *, spare: int = 0) -> Encoding:
    """Put an instance into arrays, leaving out who can be in no answer.

    Among unforced candidates alike in city and in every attribute value that a range names, exchanging
    one for another of more merit, or of equal merit and an earlier lot, improves a cohort; so at most
    the first ``city_max`` of such a group are chosen. ``spare`` keeps that many more of each group, for
    questions that take somebody out. A cohort with somebody who comes later is worth what it is with the
    last of those first, but for the difference of the two merits: that one is their proxy.
    """
    people = instance.candidates
    total = len(people)
    lot = np.fromiter((person.lot for person in people), np.int64, total)
    by_lot = np.argsort(lot, kind="stable")
    position = np.empty(total, np.int64)
    position[by_lot] = np.arange(total)
    merit = np.fromiter((person.merit for person in people), np.int64, total)[by_lot]
    attributes, row_of, low, high = _attribute_rows(instance, by_lot)
    numbers: dict[str, int] = {}
    city = np.fromiter((numbers.setdefault(person.city, len(numbers)) for person in people), np.int64, total)[
        by_lot
    ]
    forced_in, forced_out = _forced(instance, position)
    rank, last = _ranks(merit, city, attributes, forced_in | forced_out, instance.city_max)
    kept = forced_in | (~forced_out & (rank < instance.city_max + spare))
    column = np.where(kept, np.cumsum(kept) - 1, -1)
    proxy = np.where(forced_out, -1, np.where(rank < instance.city_max, column, column[last]))
    city_row = _city_rows(city[kept], len(numbers), instance.city_max, len(low))
    crowded = int((city_row >= 0).sum())
    rows_of = np.column_stack([np.zeros(int(kept.sum()), np.int64), attributes[kept], city_row[city[kept]]])
    rows_of[rows_of < 0] = len(low) + crowded
    problem = Problem(
        merit=merit[kept],
        rows_of=rows_of.astype(np.int32),
        low=np.array(low + [0] * crowded, np.int64),
        high=np.array(high + [instance.city_max] * crowded, np.int64),
        lower=forced_in[kept],
        upper=np.ones(int(kept.sum()), bool),
    )
    return Encoding(problem, by_lot[kept], proxy[position], row_of)


def _attribute_rows(
    instance: Instance, by_lot: Ints
) -> tuple[Ints, dict[tuple[str, str], int], list[int], list[int]]:
    """The rows of places and ranges, and for every person and attribute the row they lie in, or -1."""
    row_of: dict[tuple[str, str], int] = {}
    low, high = [instance.k], [instance.k]
    columns = []
    for attr in sorted(instance.ranges):
        here: dict[str | None, int] = {}
        for value in sorted(instance.ranges[attr]):
            row_of[attr, value] = here[value] = len(low)
            at_least, at_most = instance.ranges[attr][value]
            low.append(at_least)
            high.append(min(at_most, instance.k))
        find = here.get
        columns.append(
            np.fromiter(
                (find(person.attributes.get(attr), -1) for person in instance.candidates),
                np.int64,
                len(instance.candidates),
            )[by_lot]
        )
    attributes = np.column_stack(columns) if columns else np.empty((len(by_lot), 0), np.int64)
    return attributes, row_of, low, high


def _forced(instance: Instance, position: Ints) -> tuple[Mask, Mask]:
    """Who is forced in and who out, in order of lot."""
    sides = []
    for forced in (instance.forced_in, instance.forced_out):
        side = np.zeros(len(position), bool)
        if forced:
            side[position[[j for j, person in enumerate(instance.candidates) if person.id in forced]]] = True
        sides.append(side)
    return sides[0], sides[1]


def _city_rows(city: Ints, cities: int, city_max: int, first: int) -> Ints:
    """The row of each city that could pass its maximum, numbered from ``first``; -1 for the others."""
    crowded = np.flatnonzero(np.bincount(city, minlength=cities) > city_max)
    city_row = np.full(cities, -1, np.int64)
    city_row[crowded] = first + np.arange(len(crowded))
    return city_row


def _ranks(merit: Ints, city: Ints, attributes: Ints, forced: Mask, city_max: int) -> tuple[Ints, Ints]:
    """Rank candidates among those alike by merit, then lot; and name the last of each first ``city_max``.

    Columns stand in order of lot already. Forced ones are alike to nobody and rank first.
    """
    like = city.copy()
    for column in attributes.T:
        like = np.unique(like * (column.max(initial=0) + 2) + column + 1, return_inverse=True)[1]
    like = np.where(forced, -1, like)
    order = np.lexsort((-merit, like))
    ordered = like[order]
    first = np.ones(len(order), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    rank, last = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - start
    last[order] = order[np.minimum(start + city_max - 1, len(order) - 1)]
    return np.where(forced, 0, rank), last
