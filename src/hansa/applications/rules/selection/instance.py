"""What a selection is made from and what comes out: plain, frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_MERIT = 10_000_000
"""Beyond this a float no longer tells two cohorts apart with room to spare."""


class SelectionRefused(ValueError):
    """The instance itself makes no sense (a lot drawn twice, a minimum above its maximum)."""


class Status(StrEnum):
    """How far the solver got, honestly."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One applicant as the solver sees them: no name, only what the rules speak of."""

    id: str
    city: str
    attributes: Mapping[str, str]
    merit: int
    lot: int


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of one rule, e.g. at most four with region Europe."""

    attr: str
    value: str
    side: str
    at: int


@dataclass(frozen=True, slots=True)
class Instance:
    """A whole selection: the candidates and every rule, checked on construction."""

    k: int
    city_max: int
    candidates: tuple[Candidate, ...]
    ranges: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    forced_in: frozenset[str] = frozenset()
    forced_out: frozenset[str] = frozenset()
    id: str = ""

    def __post_init__(self) -> None:
        refuse_nonsense(self)

    def bounds(self) -> list[Bound]:
        """Every side of every rule that could bind, in a fixed order."""
        sides = []
        for attr in sorted(self.ranges):
            for value in sorted(self.ranges[attr]):
                low, high = self.ranges[attr][value]
                if low > 0:
                    sides.append(Bound(attr, value, "min", low))
                if high < self.k:
                    sides.append(Bound(attr, value, "max", high))
        if self.city_max < self.k:
            sides.append(Bound("city_max", "", "max", self.city_max))
        return sides


@dataclass(frozen=True, slots=True)
class Result:
    """The answer: a cohort with its proof, or the rules that leave none."""

    status: Status
    selected: tuple[str, ...] = ()
    value: int | None = None
    bound: int | None = None
    conflict: tuple[Bound, ...] = ()
    #: Whether it is proven that no fewer rules leave no cohort; otherwise time ran out, and of these none is needless.
    conflict_is_smallest: bool = True

    @property
    def gap(self) -> int:
        """How many points a better cohort could at most have; 0 when proven."""
        if self.value is None or self.bound is None:
            return 0
        return self.bound - self.value


def refuse_nonsense(instance: Instance) -> None:
    """Raise ``SelectionRefused`` with one plain sentence for input that cannot be meant."""
    if instance.k < 1:
        raise SelectionRefused("k: there must be at least one place")
    if instance.city_max < 1:
        raise SelectionRefused("city_max: a city must be allowed at least one place")
    ids = [candidate.id for candidate in instance.candidates]
    if len(set(ids)) != len(ids):
        raise SelectionRefused(f"id: {_first_twice(ids)} appears twice")
    lots = [candidate.lot for candidate in instance.candidates]
    if len(set(lots)) != len(lots):
        raise SelectionRefused(f"lot: {_first_twice(map(str, lots))} appears twice")
    merits = [candidate.merit for candidate in instance.candidates]
    if merits and not -MOST_MERIT <= min(merits) <= max(merits) <= MOST_MERIT:
        one = next(candidate for candidate in instance.candidates if abs(candidate.merit) > MOST_MERIT)
        raise SelectionRefused(f"merit: {one.id} has {one.merit}, beyond {MOST_MERIT}")
    for attr, values in instance.ranges.items():
        for value, (low, high) in values.items():
            if low < 0 or low > high:
                raise SelectionRefused(
                    f"ranges.{attr}.{value}: the minimum {low} is above the maximum {high}"
                )
    both = instance.forced_in & instance.forced_out
    if both:
        raise SelectionRefused(f"forced_in: {min(both)} is also in forced_out")
    strangers = (instance.forced_in | instance.forced_out) - set(ids)
    if strangers:
        raise SelectionRefused(f"forced_in, forced_out: {min(strangers)} is no candidate")


def _first_twice(values: Iterable[str]) -> str:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return ""


def broken_bounds(instance: Instance, selected: Iterable[str]) -> list[Bound]:
    """Check a cohort against every rule in whole numbers and return what it breaks.

    The solver computes with floats; nothing counts as a cohort until this says so.
    """
    chosen_ids = set(selected)
    chosen = [candidate for candidate in instance.candidates if candidate.id in chosen_ids]
    broken = []
    if len(chosen) != instance.k or len(chosen) != len(chosen_ids):
        broken.append(Bound("k", "", "exactly", instance.k))
    cities: dict[str, int] = {}
    for candidate in chosen:
        cities[candidate.city] = cities.get(candidate.city, 0) + 1
    broken += [
        Bound("city_max", city, "max", instance.city_max)
        for city, count in sorted(cities.items())
        if count > instance.city_max
    ]
    for attr, values in instance.ranges.items():
        for value, (low, high) in values.items():
            count = sum(1 for candidate in chosen if candidate.attributes.get(attr) == value)
            if count < low:
                broken.append(Bound(attr, value, "min", low))
            if count > high:
                broken.append(Bound(attr, value, "max", high))
    broken += [Bound("forced_in", stranger, "min", 1) for stranger in sorted(instance.forced_in - chosen_ids)]
    broken += [Bound("forced_out", one, "max", 0) for one in sorted(instance.forced_out & chosen_ids)]
    return broken


def value_of(instance: Instance, selected: Iterable[str]) -> int:
    """Sum the merit of a cohort."""
    chosen = set(selected)
    return sum(candidate.merit for candidate in instance.candidates if candidate.id in chosen)
