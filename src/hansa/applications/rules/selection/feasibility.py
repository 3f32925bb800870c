"""Whether any cohort keeps a given set of rules."""

from collections.abc import Sequence
from dataclasses import replace

from hansa.applications.rules.selection.instance import Bound, Instance
from hansa.applications.rules.selection.optimum import optimum_of
from hansa.applications.rules.selection.problem import encode


def under(instance: Instance, bounds: Sequence[Bound]) -> Instance:
    """The same selection under these rules only, all merits 0; who is forced in or out stays so."""
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
        candidates=tuple(replace(candidate, merit=0) for candidate in instance.candidates),
    )


def is_infeasible(instance: Instance, bounds: Sequence[Bound]) -> bool:
    """Whether no cohort of the right size keeps these rules and who is forced in or out."""
    return optimum_of(encode(under(instance, bounds)).problem).cohort is None
