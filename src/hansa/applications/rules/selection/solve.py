"""The walk: find the optimum, then serve lot 1, lot 2, … while the optimum survives."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hansa.applications.rules.selection.instance import (
    Bound,
    Candidate,
    Instance,
    Result,
    Status,
    broken_bounds,
    value_of,
)
from hansa.applications.rules.selection.programme import Found, Programme, SolverStopped


def solve(instance: Instance, *, time_limit: float | None = None) -> Result:
    """Return the cohort that the rules and the lots single out, with its proof.

    The answer depends on nothing but the instance: not on the order of rows, nor on which of
    several optimal cohorts the solver happens to meet first. Where time runs out the best
    cohort so far comes back as *feasible* with an honest bound, never as optimal.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    programme = Programme(instance, undominated(instance), deadline)
    try:
        best = programme.search()
    except SolverStopped as stopped:
        return _unproven(programme, stopped)
    if best is None:
        return Result(Status.INFEASIBLE, conflict=conflict_of(instance))
    try:
        final = _by_lot(programme, best)
    except SolverStopped:
        # Optimal in merit, but which of the optimal cohorts the lots choose is not settled.
        return Result(Status.FEASIBLE, _ids(programme, best.positions), best.value, best.value)
    selected = _ids(programme, final.positions)
    if broken_bounds(instance, selected) or value_of(instance, selected) != best.value:
        return Result(Status.UNKNOWN)
    return Result(Status.OPTIMAL, selected, best.value, best.value)


def undominated(instance: Instance) -> list[Candidate]:
    """Leave out who can be in no answer, without changing it.

    Among candidates alike in city and every attribute that a rule names, exchanging one for
    another of more merit, or of equal merit and an earlier lot, improves a cohort; so only the
    first ``city_max`` of each such group can be chosen.
    """
    attrs = sorted(instance.ranges)
    forced = instance.forced_in | instance.forced_out
    groups: dict[tuple[str | None, ...], list[Candidate]] = {}
    kept = []
    for candidate in instance.candidates:
        if candidate.id in forced:
            kept.append(candidate)
            continue
        profile = (candidate.city, *(candidate.attributes.get(attr) for attr in attrs))
        groups.setdefault(profile, []).append(candidate)
    for alike in groups.values():
        alike.sort(key=lambda candidate: (-candidate.merit, candidate.lot))
        kept += alike[: instance.city_max]
    return kept


def _by_lot(programme: Programme, best: Found) -> Found:
    fixed = programme.fixed_by(best.value)
    if fixed is not None:
        for position in fixed[0]:
            programme.hold(position, True)
        for position in fixed[1]:
            programme.hold(position, False)
    witness = best
    for position in programme.order:
        if programme.is_held(position):
            continue
        if position not in witness.positions:
            found = programme.search(also_in=position)
            if found is None or found.value < best.value:
                programme.hold(position, False)
                continue
            witness = found
        programme.hold(position, True)
    return witness


def conflict_of(instance: Instance) -> tuple[Bound, ...]:
    """Name rules that leave no cohort between them, so that dropping any one of them would.

    A deletion filter: drop one side of one rule at a time and keep it dropped while there is
    still no cohort. Empty where a cohort exists. The number of places alone is named where
    even without any rule there are too few candidates.
    """
    if not is_infeasible(instance, instance.bounds()):
        return ()
    if is_infeasible(instance, ()):
        return (Bound("k", "", "exactly", instance.k),)
    conflict = instance.bounds()
    for bound in list(conflict):
        without = [other for other in conflict if other != bound]
        if is_infeasible(instance, without):
            conflict = without
    return tuple(conflict)


def is_infeasible(instance: Instance, bounds: Sequence[Bound]) -> bool:
    """Whether no cohort of the right size keeps these rules and who is forced in or out."""
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    city_max = instance.k
    unbounded = len(instance.candidates) + max((bound.at for bound in bounds), default=0)
    for bound in bounds:
        if bound.attr == "city_max":
            city_max = bound.at
            continue
        low, high = ranges.setdefault(bound.attr, {}).get(bound.value, (0, unbounded))
        ranges[bound.attr][bound.value] = (bound.at, high) if bound.side == "min" else (low, bound.at)
    bare = replace(
        instance,
        ranges=ranges,
        city_max=city_max,
        candidates=tuple(replace(candidate, merit=0) for candidate in instance.candidates),
    )
    return Programme(bare, bare.candidates, None).search() is None


def solver_version() -> str:
    """Name the solver as it goes into the sealed record."""
    import highspy

    return f"HiGHS {highspy.Highs().version()}"


def _ids(programme: Programme, positions: Iterable[int]) -> tuple[str, ...]:
    return tuple(programme.candidates[j].id for j in sorted(positions))


def _unproven(programme: Programme, stopped: SolverStopped) -> Result:
    if stopped.positions is None:
        return Result(Status.UNKNOWN, bound=stopped.bound)
    selected = _ids(programme, stopped.positions)
    if broken_bounds(programme.instance, selected):
        return Result(Status.UNKNOWN, bound=stopped.bound)
    value = value_of(programme.instance, selected)
    return Result(Status.FEASIBLE, selected, value, max(value, stopped.bound or value))
