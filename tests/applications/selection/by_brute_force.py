"""The definitions themselves, tried on every cohort of a small instance."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import highspy

from hansa.applications.rules.selection import Bound, Instance


def cohorts_of_size(instance: Instance, k: int | None = None) -> Iterator[frozenset[str]]:
    """Every choice of so many that respects who is forced in or out, whatever the rules say."""
    ids = sorted(c.id for c in instance.candidates if c.id not in instance.forced_out)
    for chosen in itertools.combinations(ids, instance.k if k is None else k):
        if instance.forced_in <= set(chosen):
            yield frozenset(chosen)


def breaks(instance: Instance, chosen: frozenset[str]) -> dict[Bound, int]:
    """By how many seats a choice breaks each side of each rule."""
    people = [c for c in instance.candidates if c.id in chosen]
    cities = [c.city for c in people]
    broken = {}
    for side in instance.bounds():
        if side.attr == "city_max":
            over = max(cities.count(city) for city in cities) - side.at
        else:
            over = sum(c.attributes.get(side.attr) == side.value for c in people) - side.at
            over = -over if side.side == "min" else over
        if over > 0:
            broken[side] = over
    return broken


def cheapest_repair(instance: Instance) -> tuple[int, int] | None:
    """The least seats that rules must be widened by in all, and the most merit that so many let in.

    The places change only where they cannot be filled at all. None where no choice is possible.
    """
    can_be_filled = any(cohorts_of_size(instance))
    merit = {c.id: c.merit for c in instance.candidates}
    found = []
    for k in [instance.k] if can_be_filled else range(1, len(instance.candidates) + 1):
        for chosen in cohorts_of_size(instance, k):
            seats = sum(breaks(replace(instance, k=k), chosen).values()) + abs(k - instance.k)
            found.append((seats, -sum(merit[one] for one in chosen)))
    if not found:
        return None
    seats, loss = min(found)
    return seats, -loss


def smallest_conflicts(instance: Instance) -> list[frozenset[Bound]]:
    """Every conflict of the least number of sides; empty where a cohort exists."""
    broken = {frozenset(breaks(instance, chosen)) for chosen in cohorts_of_size(instance)}
    if frozenset() in broken:
        return []
    for size in range(1, len(instance.bounds()) + 1):
        found = [
            frozenset(sides)
            for sides in itertools.combinations(instance.bounds(), size)
            if all(one & set(sides) for one in broken)
        ]
        if found:
            return found
    return []


def fairest_chances(instance: Instance) -> dict[str, float] | None:
    """Leximin over every cohort there is: who cannot have more than the least has it for good."""
    cohorts = [chosen for chosen in cohorts_of_size(instance) if not breaks(instance, chosen)]
    if not cohorts:
        return None
    settled: dict[str, float] = {}
    ids = [candidate.id for candidate in instance.candidates]
    while len(settled) < len(ids):
        least = _most(cohorts, ids, settled, None, 0.0)
        others = [one for one in ids if one not in settled]
        tops = {one: _most(cohorts, ids, settled, one, least) for one in others}
        settled |= {one: least for one, top in tops.items() if top <= least + 1e-6}
    return settled


def _most(
    cohorts: list[frozenset[str]], ids: list[str], settled: dict[str, float], of: str | None, floor: float
) -> float:
    """The largest chance of one person, or of the least of those not settled, when the settled keep theirs."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    weights = [solver.addVariable(lb=0.0, ub=1.0) for _ in cohorts]
    least = solver.addVariable(lb=floor, ub=1.0)
    solver.addConstr(sum(weights) == 1.0)
    goal = least
    for one in ids:
        chance = sum((w for w, cohort in zip(weights, cohorts, strict=True) if one in cohort), 0.0 * least)
        solver.addConstr(chance >= (settled[one] - 1e-8 if one in settled else least))
        if one == of:
            goal = chance
    solver.maximize(goal)
    return float(solver.getObjectiveValue())
