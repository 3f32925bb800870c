"""From an instance to its answer: the optimum, then the lots, then a last check by counting."""

import time
from collections.abc import Callable

from hansa.applications.rules.selection.conflict import conflict_within
from hansa.applications.rules.selection.instance import Instance, Result, Status, broken_bounds, value_of
from hansa.applications.rules.selection.optimum import optimum_of
from hansa.applications.rules.selection.problem import Encoding, Mask, encode
from hansa.applications.rules.selection.search import TimeIsUp
from hansa.applications.rules.selection.ties import served_by_lot


def solve(
    instance: Instance, *, time_limit: float | None = None, told: Callable[[], None] | None = None
) -> Result:
    """Return the cohort that the rules and the lots single out, with its proof.

    The answer depends on nothing but the instance: not on the order of rows, nor on which of
    several optimal cohorts the solver happens to meet first. Where time runs out (``time_limit``
    seconds) the best cohort so far comes back as *feasible* with an honest bound, never as optimal.
    ``told`` is called once the optimum is proven and the lots begin.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    encoding = encode(instance)
    problem = encoding.problem
    best = optimum_of(problem, deadline=deadline)
    if best.cohort is None:
        if best.is_proven:
            left = None if deadline is None else deadline - time.monotonic()
            conflict = conflict_within(instance, time_limit=left)
            return Result(
                Status.INFEASIBLE, conflict=conflict.sides, conflict_is_smallest=conflict.is_smallest
            )
        return Result(Status.UNKNOWN, bound=best.bound)
    if not best.is_proven:
        return _counted(instance, Status.FEASIBLE, ids_of(instance, encoding, best.cohort), best.bound)
    if told is not None:
        told()
    try:
        cohort = served_by_lot(problem, best, deadline=deadline)
    except TimeIsUp:
        # Optimal in merit, but which of the optimal cohorts the lots choose is not settled.
        return _counted(instance, Status.FEASIBLE, ids_of(instance, encoding, best.cohort), best.value)
    return _counted(instance, Status.OPTIMAL, ids_of(instance, encoding, cohort), best.value)


def ids_of(instance: Instance, encoding: Encoding, cohort: Mask) -> tuple[str, ...]:
    """Name a cohort, in ascending order of lot."""
    return tuple(instance.candidates[j].id for j in encoding.origin[cohort])


def _counted(instance: Instance, status: Status, selected: tuple[str, ...], bound: int | None) -> Result:
    """Count every rule and the sum once more from the instance itself: nothing else makes a result."""
    value = value_of(instance, selected)
    if broken_bounds(instance, selected) or (bound is not None and value > bound):
        raise AssertionError(f"{instance.id}: the cohort found does not keep its own rules")
    if status is Status.OPTIMAL and value != bound:
        raise AssertionError(f"{instance.id}: the cohort found is not worth what was proven")
    return Result(status, selected, value, bound)
