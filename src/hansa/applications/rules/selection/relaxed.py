"""The relaxation of a selection whose rules may give way: which few sides have to be broken, at least.

It only proposes. Parts of seats may be broken in it, so what it can keep no cohort may keep; but rules that even
it cannot keep together are a conflict.
"""

from collections.abc import Collection

import numpy as np

from hansa.applications.rules.selection.elastic import NotSettled, kinds_of, model_of, most_of, sides_of
from hansa.applications.rules.selection.instance import Bound, Instance
from hansa.applications.rules.selection.relaxation import OPTIONS

NOTHING = 1e-6


class Relaxed:
    """One linear model of an instance, asked again and again with other sides held, from where it stands."""

    def __init__(self, instance: Instance) -> None:
        kinds = kinds_of(instance)
        self.sides = sides_of(instance)
        self._first = len(kinds)
        self._most = np.array([float(most_of(instance, side)) for side in self.sides])
        self._solver = model_of(instance, self.sides, kinds, is_whole=False)
        for option, setting in OPTIONS.items():
            self._solver.setOptionValue(option, setting)

    def fewest(self, held: Collection[Bound]) -> frozenset[Bound] | None:
        """Return sides that are enough to break, and none of them in vain, if ``held`` is kept; None if it cannot be."""
        broken = self._broken(held)
        if broken is None:
            return None
        given, needed = broken, set[Bound]()
        while left := broken.keys() - needed:
            # The least broken is tried first: it is the likeliest to be spared.
            spared = min(left, key=lambda side: (given[side], self.sides.index(side)))
            without = self._broken([side for side in self.sides if side not in broken or side == spared])
            if without is None:
                needed.add(spared)
            else:
                broken = given = without
        return frozenset(broken)

    def _broken(self, held: Collection[Bound]) -> dict[Bound, float] | None:
        """Return by how much each side is broken where the least seats are broken in all; None where ``held`` cannot be."""
        import highspy

        kept = set(held)
        most = np.where([side in kept for side in self.sides], 0.0, self._most)
        slacks = np.arange(self._first, self._first + len(self.sides), dtype=np.int32)
        self._solver.changeColsBounds(len(slacks), slacks, np.zeros(len(slacks)), most)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSettled(str(status))
        by = self._solver.getSolution().col_value[self._first :]
        return {side: value for side, value in zip(self.sides, by, strict=True) if value > NOTHING}
