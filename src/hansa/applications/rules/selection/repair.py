"""The cheapest repair of rules that leave no cohort: which sides to widen, and to what."""

import time
from dataclasses import dataclass, replace

from hansa.applications.rules.selection.elastic import PATIENCE, Elastic, NotSettled
from hansa.applications.rules.selection.instance import Bound, Instance


@dataclass(frozen=True, slots=True)
class Repair:
    """One side of one rule, and what it would have to be."""

    bound: Bound
    to: int


def repair_of(instance: Instance, *, time_limit: float | None = None) -> tuple[Repair, ...]:
    """Return the repair that widens least in all, and of those the one that lets in most merit.

    Seats are counted: a maximum of six that becomes eight costs two, the cap of all cities that becomes
    three for two costs one. Nothing where a cohort exists. The places themselves change only where even
    without any rule they cannot be filled. Nothing, too, where very many candidates leave it unsettled for a minute,
    or for ``time_limit`` seconds.
    """
    until = None if time_limit is None else time.monotonic() + min(time_limit, PATIENCE)
    try:
        broken = Elastic(instance, until=until).least()
        seats = sum(broken.values()) if broken else 0
        best = Elastic(instance, by_merit=True, until=until).best(seats) if seats else {}
    except NotSettled:
        return ()
    return tuple(Repair(side, _widened(instance, side, seats)) for side, seats in best.items())


def repaired(instance: Instance, repairs: tuple[Repair, ...]) -> Instance:
    """Return the instance with its rules widened so."""
    ranges = {attr: dict(values) for attr, values in instance.ranges.items()}
    k, city_max = instance.k, instance.city_max
    for repair in repairs:
        side = repair.bound
        if side.attr == "k":
            k = repair.to
        elif side.attr == "city_max":
            city_max = repair.to
        else:
            low, high = ranges[side.attr][side.value]
            ranges[side.attr][side.value] = (repair.to, high) if side.side == "min" else (low, repair.to)
    return replace(instance, k=k, city_max=city_max, ranges=ranges)


def _widened(instance: Instance, side: Bound, seats: int) -> int:
    if side.side == "min" or (side.attr == "k" and len(instance.forced_in) <= instance.k):
        return side.at - seats
    return side.at + seats
