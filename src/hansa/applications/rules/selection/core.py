"""The part of a selection that is still open: few columns free, all others settled by the certificate."""

from dataclasses import dataclass, replace

import numpy as np

from hansa.applications.rules.selection.certificate import SCALE
from hansa.applications.rules.selection.problem import Ints, Mask, Problem, counts
from hansa.applications.rules.selection.relaxation import Floats, Relaxation
from hansa.applications.rules.selection.root import Root


@dataclass(frozen=True, slots=True)
class Question:
    """Which choices a search looks at: bounds of the core's columns and rows, and what is in beside them.

    ``worth`` is the merit of everybody who is in and no free column of the core.
    """

    lower: Mask
    upper: Mask
    low: Ints
    high: Ints
    worth: int


class Core:
    """The free columns with the rows that they can still break.

    ``columns`` are positions in the problem, ascending, so in order of lot; ``settled`` marks who is in
    among the others; ``worth`` is their merit. Bounds of rows count what is settled already.
    ``leeway`` keeps the rows that bind once their bounds are moved by so much.
    """

    def __init__(self, problem: Problem, free: Mask, settled: Mask, cost: Floats, *, leeway: int = 0) -> None:
        self.problem = problem
        self.columns: Ints = np.flatnonzero(free)
        self.settled = settled
        self.worth = int(problem.merit[settled].sum())
        self.merit = problem.merit[self.columns]
        self.scaled = self.merit * SCALE
        rows_of, m = problem.rows_of[self.columns], len(problem.low)
        held = problem.counts(settled)
        possible = counts(rows_of, np.ones(len(rows_of), bool), m)
        kept = (held - leeway < problem.low) | (held + possible + leeway > problem.high)
        self.rows: Ints = np.flatnonzero(kept)
        self.low, self.high = (problem.low - held)[kept], (problem.high - held)[kept]
        self.row_at = np.full(m + 1, len(self.rows), np.int32)
        self.row_at[self.rows] = np.arange(len(self.rows))
        self.rows_of = self.row_at[rows_of]
        self.lower = problem.lower[self.columns]
        self.upper = problem.upper[self.columns]
        self.cost = cost[self.columns]
        self._relaxation: Relaxation | None = None

    @property
    def relaxation(self) -> Relaxation:
        """The core's own relaxation, built when first asked for and warm from then on."""
        if self._relaxation is None:
            self._relaxation = Relaxation(
                self.cost, self.rows_of, self.low, self.high, self.lower, self.upper
            )
        return self._relaxation

    def question(self) -> Question:
        """Every choice of the core as it stands."""
        return Question(self.lower, self.upper, self.low, self.high, self.worth)

    def part(self, lower: Mask, upper: Mask) -> Problem:
        """The core as a problem of its own, with more of it decided."""
        columns = self.columns
        return replace(
            self.problem,
            merit=self.merit,
            rows_of=self.rows_of,
            low=self.low,
            high=self.high,
            lower=lower,
            upper=upper,
            origin=self.problem.origin[columns],
            rank=self.problem.rank[columns],
            like=self.problem.like[columns],
            row_names=tuple(self.problem.row_names[row] for row in self.rows),
        )

    def whole(self, chosen: Mask) -> Mask:
        """The cohort that these columns of the core make with who is settled."""
        cohort = self.settled.copy()
        cohort[self.columns] = chosen
        return cohort


def core_of(problem: Problem, root: Root, gap: int, cost: Floats, *, leeway: int = 0) -> Core:
    """The columns that may differ from their sign at a cost of at most ``gap`` (times ``SCALE``)."""
    movable = problem.upper & ~problem.lower
    if root.certificate is None:
        return Core(problem, movable, problem.lower, cost, leeway=leeway)
    reduced = root.certificate.reduced
    free = movable & (np.abs(reduced) <= gap)
    settled = problem.lower | (movable & ~free & (reduced > 0))
    return Core(problem, free, settled, cost, leeway=leeway)
