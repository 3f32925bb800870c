"""Weights over the cohorts known so far that make the smallest open chance as large as can be."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
EXACT = 1e-7
"""Chances nearer than this are the same."""


class Mixture:
    """A linear programme over cohorts, given as counts of each kind; grows by cohorts, settles by chances."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """Begin without cohorts; ``sizes`` says how many of each kind there are."""
        import highspy

        self.sizes = np.array(sizes, dtype=float)
        self.settled: dict[int, float] = {}
        self.cohorts: list[tuple[int, ...]] = []
        self.weights: Numbers = np.zeros(0)
        self.holding: Numbers = np.zeros(len(sizes))
        """How much each kind held the smallest chance down when it was last weighed."""
        n = len(sizes)
        solver: Any = highspy.Highs()
        for option, setting in _OPTIONS.items():
            solver.setOptionValue(option, setting)
        # Column 0 is the smallest open chance; row g says that kind g has at least that, row n that weights sum to 1.
        nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
        for _ in range(n):
            solver.addRow(0.0, highspy.kHighsInf, 0, *nothing)
        solver.addRow(1.0, 1.0, 0, *nothing)
        solver.addCol(-1.0, 0.0, highspy.kHighsInf, n, np.arange(n, dtype=np.int32), -np.ones(n))
        self._solver = solver

    @property
    def is_open(self) -> bool:
        """Whether some chance is not settled."""
        return len(self.settled) < len(self.sizes)

    def add(self, counts: Sequence[int]) -> None:
        """Let another cohort have weight."""
        import highspy

        cohort = tuple(counts)
        rows = np.flatnonzero(cohort)
        share = np.array(cohort)[rows] / self.sizes[rows]
        index = np.append(rows, len(self.sizes)).astype(np.int32)
        self._solver.addCol(0.0, 0.0, highspy.kHighsInf, len(index), index, np.append(share, 1.0))
        self.cohorts.append(cohort)

    def settle(self, kinds: NDArray[np.int64], chance: float) -> None:
        """From now on these kinds have this chance at least; the smallest chance is that of the others."""
        import highspy

        fresh = [int(kind) for kind in kinds if int(kind) not in self.settled]
        if not fresh:
            raise AssertionError("no chance was held down, and none is final")
        for kind in fresh:
            self.settled[kind] = chance
            self._solver.changeCoeff(kind, 0, 0.0)
            self._solver.changeRowBounds(kind, max(chance - EXACT / 100, 0.0), highspy.kHighsInf)
        if not self.is_open:
            # Nothing bounds a smallest chance of nobody.
            self._solver.changeColBounds(0, 0.0, 0.0)

    def weigh(self) -> tuple[float, Numbers, float]:
        """Return the smallest open chance, what one more seat of each kind is worth, and a cohort's price.

        A cohort whose seats are worth more than the price would raise the smallest chance.
        """
        import highspy

        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise AssertionError("chances that were reached are reached no more")
        solution = self._solver.getSolution()
        duals = np.array(solution.row_dual)
        values = np.array(solution.col_value)
        self.weights = np.maximum(values[1:], 0.0)
        held = np.maximum(duals[:-1], 0.0)
        self.holding = held.copy()
        self.holding[list(self.settled)] = 0.0
        return float(values[0]), held / self.sizes, float(-duals[-1])

    def parts(self) -> list[tuple[tuple[int, ...], float]]:
        """Return the cohorts that have weight, with weights that sum to 1."""
        kept = [(cohort, w) for cohort, w in zip(self.cohorts, self.weights, strict=True) if w > 1e-12]
        whole = sum(w for _, w in kept)
        return [(cohort, float(w / whole)) for cohort, w in kept]

    def chances(self) -> list[float]:
        """Return the chance of one of each kind."""
        seats = np.zeros(len(self.sizes))
        for cohort, weight in self.parts():
            seats += np.array(cohort) * weight
        return [float(chance) for chance in seats / self.sizes]


_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "presolve": "off",
    "simplex_strategy": 4,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}
