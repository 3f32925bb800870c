"""The definitions themselves, tried on every cohort of a small instance."""

import itertools
from collections.abc import Iterator

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
