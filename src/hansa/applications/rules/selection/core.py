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
    The first ``linked`` rows bind as the core stands: they make its relaxation. Those that bind only once
    their bounds are moved by ``leeway`` follow; they are few in any one question, so they are kept out of
    the relaxation and only counted.
    """

    def __init__(self, problem: Problem, free: Mask, settled: Mask, cost: Floats, *, leeway: int = 0) -> None:
        self.problem = problem
        self.columns: Ints = np.flatnonzero(free)
        self.at = np.full(problem.columns, -1, np.int64)
        self.at[self.columns] = np.arange(len(self.columns))
        self.settled = settled
        self.worth = int(problem.merit[settled].sum())
        self.merit = problem.merit[self.columns]
        self.scaled = self.merit * SCALE
        rows_of, m = problem.rows_of[self.columns], len(problem.low)
        held = problem.counts(settled)
        possible = counts(rows_of, np.ones(len(rows_of), bool), m)
        binding = (possible > 0) & ((held < problem.low) | (held + possible > problem.high))
        kept = binding | (held - leeway < problem.low) | (held + possible + leeway > problem.high)
        self.rows: Ints = np.concatenate([np.flatnonzero(binding), np.flatnonzero(kept & ~binding)])
        self.linked = int(binding.sum())
        self.low, self.high = (problem.low - held)[self.rows], (problem.high - held)[self.rows]
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
            rows = slice(self.linked)
            self._relaxation = Relaxation(
                self.cost, self.rows_of, self.low[rows], self.high[rows], self.lower, self.upper
            )
        return self._relaxation

    def question(self) -> Question:
        """Every choice of the core as it stands."""
        return Question(self.lower, self.upper, self.low, self.high, self.worth)

    def moved(self, column: int, *, inside: bool) -> Question:
        """The choices that hold a column of the problem, free here or settled, in (or out)."""
        at = int(self.at[column])
        if at >= 0:
            lower, upper = self.lower.copy(), self.upper.copy()
            lower[at] = upper[at] = inside
            return Question(lower, upper, self.low, self.high, self.worth)
        if self.settled[column] == inside:
            return self.question()
        step = 1 if inside else -1
        moved = np.zeros(len(self.rows) + 1, np.int64)
        moved[self.row_at[self.problem.rows_of[column]]] = step
        low, high = self.low - moved[:-1], self.high - moved[:-1]
        return Question(
            self.lower, self.upper, low, high, self.worth + step * int(self.problem.merit[column])
        )

    def widened(self, row: int, side: str) -> Question:
        """The choices once a row of the problem may count one fewer (``min``) or one more (``max``)."""
        low, high = self.low.copy(), self.high.copy()
        at = self.row_at[row]
        if at < len(low):
            (low if side == "min" else high)[at] += -1 if side == "min" else 1
        return Question(self.lower, self.upper, low, high, self.worth)

    def follow(self, question: Question) -> Question:
        """Decide who is decided by a row that is full, or that needs everybody who is left."""
        lower, upper, m = question.lower.copy(), question.upper.copy(), len(self.rows)
        while True:
            full = np.append(counts(self.rows_of, lower, m) >= question.high, False)
            needy = np.append(counts(self.rows_of, upper, m) <= question.low, False)
            out = upper & ~lower & full[self.rows_of].any(axis=1)
            upper[out] = False
            within = upper & ~lower & needy[self.rows_of].any(axis=1)
            lower[within] = True
            if not out.any() and not within.any():
                return replace(question, lower=lower, upper=upper)

    def part(self, lower: Mask, upper: Mask) -> Problem:
        """The core as a problem of its own, with more of it decided."""
        return replace(
            self.problem,
            merit=self.merit,
            rows_of=self.rows_of,
            low=self.low,
            high=self.high,
            lower=lower,
            upper=upper,
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
