"""The relaxation of a whole selection, and the certificate that everything else rests on."""

import time
from dataclasses import dataclass

import numpy as np

from hansa.applications.rules.selection.certificate import SCALE, Certificate, proves_empty, weigh, whole
from hansa.applications.rules.selection.problem import PLACES, Ints, Mask, Problem, Rows
from hansa.applications.rules.selection.relaxation import Floats, Proposal, Relaxation, Said

ALL_AT_ONCE = 3_000
"""Up to so many columns the relaxation holds all; beyond, it asks for those that pay."""
MOST_ADDED = 3_000


@dataclass(frozen=True, slots=True)
class Root:
    """What the relaxation proved: a certificate, or that there is no cohort, or (neither) nothing."""

    certificate: Certificate | None
    is_empty: bool = False

    def gap(self, value: int) -> int:
        """How far (times ``SCALE``) the bound lies above a value; only columns that cost no more may differ."""
        return self.certificate.bound - value * SCALE if self.certificate is not None else int(4e18)


def tilted(problem: Problem) -> Floats:
    """Merits with a preference for early lots that is too small, over a whole cohort, to cost a point."""
    n = problem.columns
    return problem.merit + np.arange(n, 0, -1) * (0.02 / (max(1, n) * max(1, int(problem.high[PLACES]))))


def root_of(problem: Problem, cost: Floats, deadline: float | None = None) -> Root:
    """Solve the relaxation of a problem with these costs and certify what it says of the true merits."""
    if not problem.columns:
        return Root(None, is_empty=not problem.keeps(problem.lower))
    if problem.columns > ALL_AT_ONCE:
        proposal = _by_columns(problem, cost, deadline)
        if proposal is not None and proposal.said is Said.OPTIMAL:
            return Root(certify(problem, proposal.duals))
    relaxation = Relaxation(cost, problem.rows_of, problem.low, problem.high, problem.lower, problem.upper)
    proposal = relaxation.propose(deadline)
    if proposal.said is Said.OPTIMAL:
        return Root(certify(problem, proposal.duals))
    matrix = (problem.rows_of, problem.low, problem.high, problem.lower, problem.upper)
    return Root(None, is_empty=proposal.said is Said.INFEASIBLE and proves_empty(proposal.duals, *matrix))


def certify(problem: Problem, duals: Floats) -> Certificate | None:
    """Weigh proposed duals against the whole problem."""
    return weigh(
        problem.merit * SCALE,
        problem.rows_of,
        problem.low,
        problem.high,
        problem.lower,
        problem.upper,
        whole(duals),
    )


def _by_columns(problem: Problem, cost: Floats, deadline: float | None) -> Proposal | None:
    """Column generation: begin with who is likely, add who pays under the duals until nobody does.

    Each row that asks for somebody gets a column of its own that stands in at a price nobody would pay;
    while one of them is left the relaxation says nothing (None).
    """
    inside = _likely(problem)
    short = np.flatnonzero(problem.low > 0)
    rows = len(problem.low)
    steep = 4.0 * max(1, int(np.abs(problem.merit).max(initial=1)))
    width = problem.rows_of.shape[1]
    stand_in = np.full((len(short), width), rows, np.int32)
    stand_in[:, 0] = short
    chosen = np.flatnonzero(inside)
    relaxation = Relaxation(
        np.append(np.full(len(short), -steep), cost[chosen]),
        np.concatenate([stand_in, problem.rows_of[chosen]]),
        problem.low,
        problem.high,
        np.append(np.zeros(len(short), bool), problem.lower[chosen]),
        np.append(np.ones(len(short), bool), problem.upper[chosen]),
    )
    relaxation.free(len(short), problem.low[short])
    while True:
        proposal = relaxation.propose(deadline)
        if proposal.said is not Said.OPTIMAL or (deadline is not None and time.monotonic() > deadline):
            return None
        gain = cost - np.append(proposal.duals, 0.0)[problem.rows_of].sum(axis=1)
        gain[inside] = 0.0
        paying = np.flatnonzero(gain > 1e-7)
        if not len(paying):
            return None if (proposal.values[: len(short)] > 1e-6).any() else proposal
        if len(paying) > MOST_ADDED:
            paying = np.sort(paying[np.argpartition(-gain[paying], MOST_ADDED)[:MOST_ADDED]])
        relaxation.add(cost[paying], problem.rows_of[paying], problem.lower[paying], problem.upper[paying])
        inside[paying] = True


def _likely(problem: Problem) -> Mask:
    """The best by merit: three for each place, two for each seat that a row asks for; and the forced."""
    inside = problem.lower.copy()
    best = np.argsort(-problem.merit, kind="stable")
    inside[best[: 3 * int(problem.high[PLACES])]] = True
    for row in np.flatnonzero(problem.low > 0):
        inside[_first_in(problem.rows_of, best, int(row), 2 * int(problem.low[row]))] = True
    return inside


def _first_in(rows_of: Rows, order: Ints, row: int, many: int) -> Ints:
    lying = order[(rows_of[order] == row).any(axis=1)]
    return lying[:many]
