"""The one room that talks to HiGHS: a linear relaxation that stays warm.

It proposes; nothing it says is believed before ``certificate`` has checked it. HiGHS is loaded when it is
first needed, so that a server that never selects does without.
"""

import time
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from hansa.applications.rules.selection.problem import Ints, Mask, Rows

Floats = NDArray[np.float64]

OPTIONS: dict[str, object] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "presolve": "off",
    "solver": "simplex",
    "simplex_scale_strategy": 0,
}


class Said(Enum):
    """What HiGHS claims."""

    OPTIMAL = 1
    INFEASIBLE = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Values of the columns and duals of the rows; where it says infeasible, ``duals`` is its ray."""

    said: Said
    values: Floats
    duals: Floats


class Relaxation:
    """max cost · x, low ≤ rows ≤ high, lower ≤ x ≤ upper; solved again after each change from where it was."""

    def __init__(self, cost: Floats, rows_of: Rows, low: Ints, high: Ints, lower: Mask, upper: Mask) -> None:
        import highspy

        lp = highspy.HighsLp()
        n, self.rows = len(cost), len(low)
        lp.num_col_, lp.num_row_ = n, self.rows
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = cost
        self.lower, self.upper = lower.copy(), upper.copy()
        lp.col_lower_, lp.col_upper_ = lower.astype(float), upper.astype(float)
        self.low, self.high = low.copy(), high.copy()
        lp.row_lower_, lp.row_upper_ = low.astype(float), high.astype(float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        start, index = _columns(rows_of, self.rows)
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, np.ones(len(index))
        self._solver = highspy.Highs()
        for option, setting in OPTIONS.items():
            self._solver.setOptionValue(option, setting)
        self._solver.passModel(lp)

    def hold(self, lower: Mask, upper: Mask) -> None:
        """Set the bounds of the columns; only those that differ are sent."""
        changed = np.flatnonzero((lower != self.lower) | (upper != self.upper)).astype(np.int32)
        if len(changed):
            self._solver.changeColsBounds(
                len(changed), changed, lower[changed].astype(float), upper[changed].astype(float)
            )
            self.lower, self.upper = lower.copy(), upper.copy()

    def shift(self, low: Ints, high: Ints) -> None:
        """Set the bounds of the rows; only those that differ are sent."""
        changed = np.flatnonzero((low != self.low) | (high != self.high)).astype(np.int32)
        if len(changed):
            self._solver.changeRowsBounds(
                len(changed), changed, low[changed].astype(float), high[changed].astype(float)
            )
            self.low, self.high = low.copy(), high.copy()

    def free(self, many: int, most: Ints) -> None:
        """Let the first columns, which stand in for seats that are short, go up to these numbers."""
        first = np.arange(many, dtype=np.int32)
        self._solver.changeColsBounds(many, first, np.zeros(many), most.astype(float))

    def add(self, cost: Floats, rows_of: Rows, lower: Mask, upper: Mask) -> None:
        """Add columns behind those that are there."""
        start, index = _columns(rows_of, self.rows)
        self._solver.addCols(
            len(cost),
            cost,
            lower.astype(float),
            upper.astype(float),
            len(index),
            start[:-1],
            index,
            np.ones(len(index)),
        )
        self.lower, self.upper = np.append(self.lower, lower), np.append(self.upper, upper)

    def propose(self, deadline: float | None = None) -> Proposal:
        """Solve from where the last answer stands."""
        import highspy

        if deadline is not None:
            left = max(0.001, deadline - time.monotonic())
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + left)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            solution = self._solver.getSolution()
            return Proposal(Said.OPTIMAL, np.array(solution.col_value), np.array(solution.row_dual))
        nothing = np.empty(0)
        if status == highspy.HighsModelStatus.kInfeasible:
            _, has_ray, ray = self._solver.getDualRay()
            return Proposal(Said.INFEASIBLE, nothing, np.array(ray) if has_ray else nothing)
        return Proposal(Said.NOTHING, nothing, nothing)


def solver_version() -> str:
    """Name the solver as it goes into the sealed record."""
    import highspy

    return f"HiGHS {highspy.Highs().version()}"


def _columns(rows_of: Rows, rows: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    inside = rows_of < rows
    start = np.zeros(len(rows_of) + 1, np.int32)
    np.cumsum(inside.sum(axis=1), out=start[1:])
    return start, rows_of[inside].astype(np.int32)
