"""A selection whose rules may give way: which cohort breaks least of them, and by how much.

Every side of a rule has a slack, a whole number of seats by which it is broken; the places have one only
where not even a selection without any rule could fill them. Merit plays no part, so candidates whom no
rule tells apart are one column with a count. HiGHS proposes a cohort; its slacks are counted afresh.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hansa.applications.rules.selection.instance import Bound, Candidate, Instance

OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "mip_feasibility_tolerance": 1e-9,
}
ANY = "\0"
PATIENCE = 60.0
"""Seconds after which a model of very many applicants gives up; a thousand take a few."""
MOST_NODES = 5_000


class NotSettled(RuntimeError):
    """The solver gave up before it could say yes or no."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidates whom no rule tells apart: their city where it is crowded, their values, how many.

    ``merit`` is told apart only where it is asked for; 0 otherwise.
    """

    city: str
    values: tuple[str, ...]
    is_forced: bool
    merit: int
    least: int
    most: int


def places(instance: Instance) -> Bound:
    """The number of places as a side of a rule."""
    return Bound("k", "", "exactly", instance.k)


def are_too_few(instance: Instance) -> bool:
    """Whether the places cannot be filled even without any rule on who fills them."""
    return not len(instance.forced_in) <= instance.k <= len(instance.candidates) - len(instance.forced_out)


def sides_of(instance: Instance) -> list[Bound]:
    """Every side of every rule that a choice could break, the places too where they cannot be filled."""
    if not are_too_few(instance):
        return instance.bounds()
    widest = replace(instance, k=max(instance.k, len(instance.forced_in)))
    return [*widest.bounds(), places(instance)]


class Elastic:
    """One model of an instance, asked again and again with other sides held."""

    def __init__(
        self, instance: Instance, *, gap: float = 0.0, by_merit: bool = False, until: float | None = None
    ) -> None:
        """Build the model; with a ``gap`` the first good cohort will do instead of the proven least."""
        self.instance = instance
        self.gap = gap
        self._until = time.monotonic() + PATIENCE if until is None else until
        self.sides = sides_of(instance)
        self.kinds = kinds_of(instance, by_merit=by_merit)
        self._solver = model_of(instance, self.sides, self.kinds, is_whole=True)
        self._solver.setOptionValue("mip_rel_gap", self.gap)

    def least(self, held: Collection[Bound] = ()) -> dict[Bound, int] | None:
        """Return what a cohort that keeps ``held`` breaks when it breaks the least seats in all.

        Sides that are kept are left out; None where no cohort keeps all that is held.
        """
        self._allow({side: 0 if side in held else most_of(self.instance, side) for side in self.sides})
        broken = self._solved()
        if broken is not None and any(side in held for side in broken):
            raise NotSettled("a side that was held came out broken")
        return broken

    def fewest(self, held: frozenset[Bound]) -> frozenset[Bound] | None:
        """Return what a cohort that keeps ``held`` breaks, made small by holding more and more of it; None as above."""
        broken = self.least(held)
        if broken is None:
            return None
        given, needed = broken, set[Bound]()
        while left := broken.keys() - needed:
            # The least broken is tried first: it is the likeliest to be spared.
            spared = min(left, key=lambda side: (given[side], self.sides.index(side)))
            without = self.least([side for side in self.sides if side not in broken or side == spared])
            if without is None:
                needed.add(spared)
            else:
                broken = given = without
        return frozenset(broken)

    def best(self, seats: int) -> dict[Bound, int]:
        """Return what the cohort of most merit breaks among those that break exactly so many seats.

        ``seats`` is the least of all, so that nothing is broken without need. The kinds have to be told
        apart by merit.
        """
        first, slacks = len(self.kinds), len(self.sides)
        everything = np.arange(first + slacks, dtype=np.int32)
        merits = [-float(kind.merit) for kind in self.kinds]
        self._solver.changeColsCost(len(everything), everything, np.array(merits + [0.0] * slacks))
        self._solver.addRow(float(seats), float(seats), slacks, everything[first:], np.ones(slacks))
        # Counted in nodes and not in seconds, so that the answer is the same on every machine.
        self._solver.setOptionValue("mip_max_nodes", MOST_NODES)
        self._allow({side: min(seats, most_of(self.instance, side)) for side in self.sides})
        broken = self._solved()
        if broken is None or sum(broken.values()) != seats:
            raise NotSettled("the least repair was lost")
        return broken

    def _chosen(self) -> list[int]:
        return [round(count) for count in self._solver.getSolution().col_value[: len(self.kinds)]]

    def _allow(self, most: Mapping[Bound, int]) -> None:
        for position, side in enumerate(self.sides, start=len(self.kinds)):
            self._solver.changeColBounds(position, 0.0, float(most[side]))

    def _solved(self) -> dict[Bound, int] | None:
        import highspy

        left = self._until - time.monotonic()
        if left <= 0:
            raise NotSettled("time is up")
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + left)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        stopped = status == highspy.HighsModelStatus.kSolutionLimit and self._solver.getSolution().value_valid
        if status != highspy.HighsModelStatus.kOptimal and not stopped:
            raise NotSettled(str(status))
        return self._broken(self._chosen())

    def _broken(self, chosen: list[int]) -> dict[Bound, int]:
        """Count in whole numbers by how many seats each side is broken."""
        count = _counts(self.instance, self.kinds, chosen)
        broken = {}
        for side in self.sides:
            if side.attr == "city_max":
                over = max((n for (what, _), n in count.items() if what == "city"), default=0) - side.at
            elif side.attr == "k":
                over = abs(sum(chosen) - side.at)
            else:
                over = (count.get((side.attr, side.value), 0) - side.at) * (-1 if side.side == "min" else 1)
            if over > 0:
                broken[side] = over
        if sum(chosen) != self.instance.k and not any(side.attr == "k" for side in broken):
            raise NotSettled("the places are not filled")
        return broken


def most_of(instance: Instance, side: Bound) -> int:
    """Return by how many seats a side can be broken at all."""
    return side.at if side.side == "min" else max(instance.k, len(instance.candidates))


def model_of(instance: Instance, sides: list[Bound], kinds: list[Kind], *, is_whole: bool) -> Any:
    """Return the model for HiGHS: a column for each kind, then one for each side's slack; without ``is_whole`` relaxed."""
    import highspy

    attrs = sorted(instance.ranges)
    rows: dict[tuple[str, str], int] = {("k", ""): 0}
    low, high = [float(instance.k)], [float(instance.k)]
    for attr in attrs:
        for value, (at_least, at_most) in sorted(instance.ranges[attr].items()):
            rows[attr, value] = len(low)
            low.append(float(at_least))
            high.append(float(at_most))
    for city in sorted({kind.city for kind in kinds} - {ANY}):
        rows["city", city] = len(low)
        low.append(-np.inf)
        high.append(float(instance.city_max))
    columns: list[list[tuple[int, float]]] = []
    for kind in kinds:
        said = [("k", ""), *zip(attrs, kind.values, strict=True), ("city", kind.city)]
        columns.append([(rows[name], 1.0) for name in said if name in rows])
    for side in sides:
        if side.attr == "city_max":
            columns.append([(row, -1.0) for (what, _), row in rows.items() if what == "city"])
        elif side.attr == "k":
            too_many = len(instance.forced_in) > instance.k
            columns.append([(0, -1.0 if too_many else 1.0)])
        else:
            columns.append([(rows[side.attr, side.value], 1.0 if side.side == "min" else -1.0)])
    n, slacks = len(columns), len(sides)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(low)
    lp.col_cost_ = np.concatenate([np.zeros(n - slacks), np.ones(slacks)])
    lp.col_lower_ = np.array([float(kind.least) for kind in kinds] + [0.0] * slacks)
    lp.col_upper_ = np.array([float(kind.most) for kind in kinds] + [0.0] * slacks)
    lp.row_lower_, lp.row_upper_ = np.array(low), np.array(high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, columns)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([row for column in columns for row, _ in column], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([by for column in columns for _, by in column])
    if is_whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    solver = highspy.Highs()
    for option, setting in OPTIONS.items():
        solver.setOptionValue(option, setting)
    solver.passModel(lp)
    return solver


def kinds_of(instance: Instance, *, by_merit: bool = False) -> list[Kind]:
    """Group the candidates whom no rule tells apart, in an order that depends on nothing but the rules."""
    find = kind_of(instance)
    groups: dict[tuple[str, tuple[str, ...], bool, int], list[int]] = {}
    for person in instance.candidates:
        if person.id in instance.forced_out:
            continue
        group = groups.setdefault((*find(person), person.merit if by_merit else 0), [0, 0])
        group[0] += person.id in instance.forced_in
        group[1] += 1
    return [Kind(*alike, *group) for alike, group in sorted(groups.items())]


def kind_of(instance: Instance) -> Callable[[Candidate], tuple[str, tuple[str, ...], bool]]:
    """Return what tells kinds apart: a city where more apply than may come, the values of ranges, being forced in.

    ``ANY`` stands for every city that is not crowded, and for every value that no range speaks of.
    """
    attrs = sorted(instance.ranges)
    there: dict[str, int] = {}
    for person in instance.candidates:
        there[person.city] = there.get(person.city, 0) + (person.id not in instance.forced_out)

    def kind(person: Candidate) -> tuple[str, tuple[str, ...], bool]:
        said = [(attr, person.attributes.get(attr, "")) for attr in attrs]
        values = tuple(value if value in instance.ranges[attr] else ANY for attr, value in said)
        city = person.city if there[person.city] > instance.city_max else ANY
        return city, values, person.id in instance.forced_in

    return kind


def _counts(instance: Instance, kinds: list[Kind], chosen: list[int]) -> dict[tuple[str, str], int]:
    attrs = sorted(instance.ranges)
    count: dict[tuple[str, str], int] = {}
    for kind, number in zip(kinds, chosen, strict=True):
        for name in (*zip(attrs, kind.values, strict=True), ("city", kind.city)):
            if name != ("city", ANY):
                count[name] = count.get(name, 0) + number
    return count
