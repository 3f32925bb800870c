"""The smallest set of rules that leaves no cohort: drop any one of them and there is one.

A set of sides is a conflict exactly if it meets everything that any cohort breaks. So: take the fewest sides that
meet all that was seen broken; if some cohort keeps them, what it breaks is one more thing to be met; if none
does, no smaller conflict exists. The relaxation goes first, since it answers in thousandths of a second: it
shows a conflict, and what is worth breaking. Cohorts then prove that none is smaller.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from hansa.applications.rules.selection.elastic import (
    OPTIONS,
    PATIENCE,
    Elastic,
    NotSettled,
    are_too_few,
    places,
)
from hansa.applications.rules.selection.feasibility import broken_sides, cohort_under, is_infeasible
from hansa.applications.rules.selection.instance import Bound, Instance
from hansa.applications.rules.selection.relaxed import Relaxed

Sides = frozenset[Bound]
ROUGH = 0.9
A_LAST_LOOK = 5.0
"""Seconds for taking needless sides out of a conflict that is not proven to be a smallest one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that leave no cohort between them, in order; whether it is proven that fewer never do."""

    sides: tuple[Bound, ...]
    is_smallest: bool = True


def conflict_of(instance: Instance) -> tuple[Bound, ...]:
    """Name the fewest rules that leave no cohort between them; nothing where a cohort exists."""
    return conflict_within(instance).sides


def conflict_within(instance: Instance, *, time_limit: float | None = None) -> Conflict:
    """Name the fewest rules that leave no cohort between them; where time runs out first, rules of which none is needless.

    Of conflicts of one number those come first that the relaxation shows. The number of places stands alone
    where even without any rule there are too few (or too many) candidates to fill it.
    """
    if are_too_few(instance):
        return Conflict((places(instance),))
    deadline = time.monotonic() + (PATIENCE if time_limit is None else min(time_limit, PATIENCE))
    relaxed = Relaxed(instance)
    hints: list[Sides] = []
    shown: Sides | None = None
    try:
        shown = _met(relaxed.sides, relaxed.fewest, hints)
        if shown is not None and not is_infeasible(instance, sorted_like(relaxed.sides, shown), deadline):
            shown = None
        proven = _proven(instance, relaxed, shown, hints, deadline)
        return Conflict(() if proven is None else sorted_like(relaxed.sides, proven))
    except NotSettled:
        return Conflict(_without_needless(instance, relaxed.sides, shown), is_smallest=False)


def sorted_like(sides: Collection[Bound], some: Collection[Bound]) -> tuple[Bound, ...]:
    """Return some of the sides in the order of all."""
    return tuple(side for side in sides if side in some)


def _met(sides: list[Bound], fewest: Callable[[Sides], Sides | None], seen: list[Sides]) -> Sides | None:
    """Return the fewest sides that cannot be kept together; None where all can. ``seen`` grows by what was broken."""
    while True:
        tried = fewest_meeting(sides, seen)
        broken = fewest(tried)
        if broken is None:
            return tried
        if not broken:
            return None
        seen.append(broken)


def _proven(
    instance: Instance, relaxed: Relaxed, shown: Sides | None, hints: list[Sides], deadline: float
) -> Sides | None:
    """Return a smallest conflict, which is what the relaxation has ``shown`` unless cohorts leave room for a smaller one."""
    sides, seen = relaxed.sides, list[Sides]()
    exact: Elastic | None = None

    def broken_by_a_cohort(tried: Sides) -> Sides | None:
        nonlocal exact
        if shown is not None and len(tried) >= len(shown):
            return None
        hint = next((hint for hint in hints if not hint & tried), None) or relaxed.fewest(tried)
        if hint is not None:
            cohort = cohort_under(instance, [side for side in sides if side not in hint], deadline)
            if cohort is not None:
                return broken_sides(instance, sides, cohort)
            hints[:] = [other for other in hints if other != hint]
        # The relaxation promised too much: whole numbers alone tell.
        exact = exact or Elastic(instance, gap=ROUGH, until=deadline)
        return exact.fewest(tried)

    found = _met(sides, broken_by_a_cohort, seen)
    if found is None or shown is None or len(found) < len(shown):
        return found
    return shown


def _without_needless(instance: Instance, sides: list[Bound], shown: Sides | None) -> tuple[Bound, ...]:
    """Return a conflict of which none can be left out, as far as a last look can tell; nothing where none is known."""
    kept = list(sides if shown is None else sorted_like(sides, shown))
    deadline = time.monotonic() + A_LAST_LOOK
    try:
        if shown is None and not is_infeasible(instance, kept, deadline):
            return ()
        for side in list(kept):
            rest = [other for other in kept if other != side]
            if is_infeasible(instance, rest, deadline):
                kept = rest
    except NotSettled:
        pass
    return tuple(kept)


def fewest_meeting(sides: list[Bound], seen: list[Sides]) -> Sides:
    """Return the fewest sides of which every set seen has one; of equal numbers, the first in order."""
    import highspy

    if not seen:
        return frozenset()
    n = len(sides)
    at = {side: j for j, side in enumerate(sides)}
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(seen)
    # All the places in order together weigh less than one side more.
    lp.col_cost_ = n * n + np.arange(n, dtype=float)
    lp.col_lower_, lp.col_upper_ = np.zeros(n), np.ones(n)
    lp.row_lower_, lp.row_upper_ = np.ones(len(seen)), np.full(len(seen), float(n))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, seen)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([j for one in seen for j in sorted(at[s] for s in one)], dtype=np.int32)
    lp.a_matrix_.value_ = np.ones(len(lp.a_matrix_.index_))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    solver = highspy.Highs()
    for option, setting in OPTIONS.items():
        solver.setOptionValue(option, setting)
    solver.passModel(lp)
    solver.run()
    return frozenset(side for side, x in zip(sides, solver.getSolution().col_value, strict=True) if x > 0.5)
