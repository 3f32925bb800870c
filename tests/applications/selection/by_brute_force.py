"""The definitions themselves, tried on every cohort of a small instance."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

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
