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
    ``origin`` gives each column's place in ``Instance.candidates``; ``rank`` its place among its like (see
    ``encode``), 0 first; ``like`` numbers those groups, -1 for who is forced.
    ``row_names`` says what a row counts: (attribute, value), ("city", name) or ("k", "").
    """

    merit: Ints
    rows_of: Rows
    low: Ints
    high: Ints
    lower: Mask
    upper: Mask
    origin: Ints
    rank: Ints
    like: Ints
    row_names: tuple[tuple[str, str], ...]

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


def counts(rows_of: Rows, chosen: Mask, rows: int) -> Ints:
    """How many of the chosen columns lie in each of the rows."""
    return np.bincount(rows_of[chosen].ravel(), minlength=rows + 1)[:rows]


def encode(instance: Instance, *, spare: int = 0) -> Problem:
    """Put an instance into arrays, leaving out who can be in no answer.

    Among unforced candidates alike in city and in every attribute value that a range names, exchanging
    one for another of more merit, or of equal merit and an earlier lot, improves a cohort; so at most
    the first ``city_max`` of such a group are chosen. ``spare`` keeps that many more of each group, for
    questions that take somebody out.
    """
    people = instance.candidates
    total = len(people)
    lot = np.fromiter((person.lot for person in people), np.int64, total)
    by_lot = np.argsort(lot, kind="stable")
    merit = np.fromiter((person.merit for person in people), np.int64, total)[by_lot]
    attributes, names, low, high = _attribute_rows(instance, by_lot)
    city_names: dict[str, int] = {}
    city = np.fromiter(
        (city_names.setdefault(person.city, len(city_names)) for person in people), np.int64, total
    )[by_lot]
    place = {person.id: j for j, person in enumerate(people)} if instance.forced_in else {}
    position = np.empty(total, np.int64)
    position[by_lot] = np.arange(total)
    forced_in, forced_out = np.zeros(total, bool), np.zeros(total, bool)
    if instance.forced_out and not place:
        place = {person.id: j for j, person in enumerate(people)}
    forced_in[[position[place[one]] for one in instance.forced_in]] = True
    forced_out[[position[place[one]] for one in instance.forced_out]] = True
    like, rank = _likes(merit, city, attributes, forced_in | forced_out)
    kept = forced_in | (~forced_out & (rank < instance.city_max + spare))
    attributes, city = attributes[kept], city[kept]
    crowd = np.bincount(city, minlength=len(city_names))
    crowded = np.flatnonzero(crowd > instance.city_max)
    city_row = np.full(len(city_names) + 1, -1, np.int64)
    city_row[crowded] = len(low) + np.arange(len(crowded))
    called = list(city_names)
    names += [("city", called[number]) for number in crowded]
    low += [0] * len(crowded)
    high += [instance.city_max] * len(crowded)
    rows_of = np.column_stack([np.zeros(len(city), np.int64), attributes, city_row[city]])
    rows_of[rows_of < 0] = len(low)
    return Problem(
        merit=merit[kept],
        rows_of=rows_of.astype(np.int32),
        low=np.array(low, np.int64),
        high=np.array(high, np.int64),
        lower=forced_in[kept],
        upper=np.ones(int(kept.sum()), bool),
        origin=by_lot[kept],
        rank=rank[kept],
        like=like[kept],
        row_names=tuple(names),
    )


def _attribute_rows(
    instance: Instance, by_lot: Ints
) -> tuple[Ints, list[tuple[str, str]], list[int], list[int]]:
    """The rows of places and ranges, and for every person and attribute the row they lie in, or -1."""
    names, low, high = [("k", "")], [instance.k], [instance.k]
    columns = []
    for attr in sorted(instance.ranges):
        row_of: dict[str | None, int] = {}
        for value in sorted(instance.ranges[attr]):
            row_of[value] = len(low)
            names.append((attr, value))
            at_least, at_most = instance.ranges[attr][value]
            low.append(at_least)
            high.append(min(at_most, instance.k))
        find = row_of.get
        columns.append(
            np.fromiter(
                (find(person.attributes.get(attr), -1) for person in instance.candidates),
                np.int64,
                len(instance.candidates),
            )[by_lot]
        )
    attributes = np.column_stack(columns) if columns else np.empty((len(by_lot), 0), np.int64)
    return attributes, names, low, high


def _likes(merit: Ints, city: Ints, attributes: Ints, forced: Mask) -> tuple[Ints, Ints]:
    """Number the groups of candidates alike, and rank each within its group by merit, then lot.

    Columns stand in order of lot already. Forced ones are alike to nobody: group -1, rank 0.
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
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - start
    return like, np.where(forced, 0, rank)
