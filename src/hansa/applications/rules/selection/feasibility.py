"""Whether any cohort keeps a given set of rules."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hansa.applications.rules.selection.elastic import NotSettled
from hansa.applications.rules.selection.instance import Bound, Candidate, Instance
from hansa.applications.rules.selection.optimum import optimum_of
from hansa.applications.rules.selection.problem import encode


def under(instance: Instance, bounds: Sequence[Bound]) -> Instance:
    """The same selection under these rules only; who is forced in or out stays so.

    Any cohort will do. Merits that differ, whatever they are, find one ten times sooner than none.
    """
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    city_max = instance.k
    most = len(instance.candidates) + max((bound.at for bound in bounds), default=0)
    for bound in bounds:
        if bound.attr == "city_max":
            city_max = bound.at
            continue
        low, high = ranges.setdefault(bound.attr, {}).get(bound.value, (0, most))
        ranges[bound.attr][bound.value] = (bound.at, high) if bound.side == "min" else (low, bound.at)
    return replace(
        instance,
        ranges=ranges,
        city_max=city_max,
        candidates=tuple(
            replace(candidate, merit=candidate.lot * 7919 % 10_007) for candidate in instance.candidates
        ),
    )


def cohort_under(
    instance: Instance, bounds: Sequence[Bound], deadline: float | None = None
) -> list[Candidate] | None:
    """Return some cohort that keeps these rules, or None where it is proven that there is none; or ``NotSettled``."""
    encoding = encode(under(instance, bounds))
    best = optimum_of(encoding.problem, deadline=deadline)
    if best.cohort is not None:
        return [instance.candidates[j] for j in encoding.origin[best.cohort]]
    if not best.is_proven:
        raise NotSettled("time is up")
    return None


def is_infeasible(instance: Instance, bounds: Sequence[Bound], deadline: float | None = None) -> bool:
    """Whether no cohort of the right size keeps these rules and who is forced in or out; or ``NotSettled``."""
    return cohort_under(instance, bounds, deadline) is None


def broken_sides(instance: Instance, sides: Sequence[Bound], cohort: Sequence[Candidate]) -> frozenset[Bound]:
    """Return which of these sides a choice of people breaks."""
    count = Counter((attr, person.attributes.get(attr, "")) for person in cohort for attr in instance.ranges)
    fullest = max(Counter(person.city for person in cohort).values(), default=0)

    def is_broken(side: Bound) -> bool:
        here = fullest if side.attr == "city_max" else count[side.attr, side.value]
        return here < side.at if side.side == "min" else here > side.at

    return frozenset(side for side in sides if is_broken(side))
