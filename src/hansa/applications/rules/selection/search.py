"""Branch and bound on a core: a cohort worth a goal, or the exhausted proof that there is none.

Depth first on one warm relaxation. A branch is cut only by an integer certificate, and a cohort counts
only when its rows and its sum were counted in integers.
"""

import time
from dataclasses import dataclass

import numpy as np

from hansa.applications.rules.selection.certificate import SCALE, Certificate, proves_empty, weigh, whole
from hansa.applications.rules.selection.core import Core, Question
from hansa.applications.rules.selection.problem import Ints, Mask, Rows, counts
from hansa.applications.rules.selection.relaxation import Floats, Said

WHOLE = 1e-6
"""How near to 0 or 1 a value is taken for whole (and then checked in integers)."""


class TimeIsUp(RuntimeError):
    """The deadline passed before the proof was complete; ``cohort`` is the best met until then, if any."""

    def __init__(self, cohort: Mask | None = None) -> None:
        super().__init__("time ran out before the proof was complete")
        self.cohort = cohort


@dataclass(frozen=True, slots=True)
class Answer:
    """The best cohort met (as a choice of the core's columns) and whether nothing better can exist."""

    chosen: Mask | None
    value: int | None
    exhausted: bool


@dataclass(slots=True)
class Branch:
    """A part of the tree still to be looked at, and where it came from."""

    lower: Mask
    upper: Mask
    column: int = -1
    step: float = 0.0
    bound: int | None = None


class Search:
    """Searches in one core; what branching cost is remembered from one to the next."""

    def __init__(self, core: Core, deadline: float | None = None) -> None:
        self.core = core
        self.deadline = deadline
        self._loss = np.zeros((2, len(core.columns)))
        self._times = np.zeros((2, len(core.columns)))

    def run(self, question: Question, goal: int | None, *, improve: bool, nodes: int | None = None) -> Answer:
        """Look for a cohort worth at least ``goal`` (any, where None).

        With ``improve`` each cohort found raises the goal above itself, until the tree is exhausted:
        the last one is the best. Otherwise the first one ends the search. At most ``nodes`` branches.
        Raises ``TimeIsUp``.
        """
        best: Mask | None = None
        value: int | None = None
        question = self.core.follow(question)
        stack = [Branch(question.lower, question.upper)]
        looked, is_deep = 0, False
        while stack:
            if nodes is not None and looked >= nodes:
                return Answer(best, value, exhausted=False)
            if self.deadline is not None and time.monotonic() > self.deadline:
                raise TimeIsUp(None if best is None else self.core.whole(best))
            if improve and is_deep:
                stack.append(stack.pop(max(range(len(stack)), key=lambda j: _height(stack[j]))))
            branch = stack.pop()
            if branch.bound is not None and goal is not None and branch.bound < goal * SCALE:
                continue
            looked += 1
            met, open_ones = self._look(question, branch, goal)
            is_deep = not open_ones
            if met is not None:
                best, value = met, question.worth + int(self.core.merit[met].sum())
                goal = value + 1
                if not improve:
                    return Answer(best, value, exhausted=False)
            stack += open_ones
        return Answer(best, value, exhausted=True)

    def _look(self, question: Question, branch: Branch, goal: int | None) -> tuple[Mask | None, list[Branch]]:
        """One branch: a cohort met in it, if any, and the branches it splits into (the last comes first)."""
        core = self.core
        lower, upper = branch.lower, branch.upper
        if _impossible(question, core.rows_of, lower, upper):
            return None, []
        if (lower == upper).all():
            return self._if_cohort(question, lower, lower, upper, goal), []
        core.relaxation.shift(question.low[: core.linked], question.high[: core.linked])
        core.relaxation.hold(lower, upper)
        proposal = core.relaxation.propose(self.deadline)
        if proposal.said is Said.INFEASIBLE and proves_empty(
            self._padded(proposal.duals), core.rows_of, question.low, question.high, lower, upper
        ):
            return None, []
        if proposal.said is not Said.OPTIMAL:
            return None, _split(int(np.flatnonzero(lower != upper)[0]), 0.5, lower, upper, None)
        duals = whole(self._padded(proposal.duals))
        proof = weigh(core.scaled, core.rows_of, question.low, question.high, lower, upper, duals)
        bound = None
        if proof is not None:
            bound = proof.bound + question.worth * SCALE
            self._learn(branch, bound)
            if goal is not None and bound < goal * SCALE:
                return None, []
        values = proposal.values
        near = np.rint(values)
        met = None
        if np.abs(values - near).max() < WHOLE:
            met = self._if_cohort(question, near > 0.5, lower, upper, goal)
            if met is not None:
                goal = question.worth + int(core.merit[met].sum()) + 1
        if proof is not None and bound is not None and goal is not None:
            gap = bound - goal * SCALE
            if gap < 0:
                return met, []
            lower, upper = _fixed(proof, gap, lower, upper)
        column = self._column(question, values, lower, upper)
        if column is None:
            final = self._if_cohort(question, lower, lower, upper, goal)
            return (met if final is None else final), []
        return met, _split(column, float(values[column]), lower, upper, bound)

    def _if_cohort(
        self, question: Question, chosen: Mask, lower: Mask, upper: Mask, goal: int | None
    ) -> Mask | None:
        count = counts(self.core.rows_of, chosen, len(question.low))
        if (count < question.low).any() or (count > question.high).any():
            return None
        if (chosen < lower).any() or (chosen > upper).any():
            return None
        if goal is not None and question.worth + int(self.core.merit[chosen].sum()) < goal:
            return None
        return chosen

    def _learn(self, branch: Branch, bound: int) -> None:
        """Note how much the bound fell for each unit that a column was moved."""
        if branch.column >= 0 and branch.bound is not None:
            side = int(branch.step > 0)
            fallen = max(0.0, float(branch.bound - bound)) / SCALE
            self._loss[side, branch.column] += fallen / max(abs(branch.step), WHOLE)
            self._times[side, branch.column] += 1

    def _padded(self, duals: Floats) -> Floats:
        """Duals of all rows: 0 for those that are only counted."""
        padded = np.zeros(len(self.core.rows))
        padded[: len(duals)] = duals
        return padded

    def _broken(self, question: Question, values: Floats, free: Ints) -> int:
        """Which of the free columns lies first in a row that whole values break (0 where none does)."""
        count = counts(self.core.rows_of, values > 0.5, len(question.low))
        broken = np.append((count < question.low) | (count > question.high), False)
        return int(np.argmax(broken[self.core.rows_of[free]].any(axis=1)))

    def _column(self, question: Question, values: Floats, lower: Mask, upper: Mask) -> int | None:
        """Which column to split on: the one whose two sides should cost the bound most."""
        free = np.flatnonzero(lower != upper)
        if not len(free):
            return None
        at = values[free]
        split = np.abs(at - np.rint(at)) >= WHOLE
        if not split.any():
            return int(free[self._broken(question, values, free)])
        free, at = free[split], at[split]
        known = self._times[:, free] > 0
        loss = self._loss[:, free] / np.maximum(self._times[:, free], 1)
        usual = max(float(self._loss.sum()) / max(float(self._times.sum()), 1.0), 1e-3)
        loss = np.where(known, loss, usual)
        score = np.maximum(loss[0] * at, 1e-6) * np.maximum(loss[1] * (1 - at), 1e-6)
        return int(free[np.argmax(score)])


def _height(branch: Branch) -> float:
    return float("inf") if branch.bound is None else branch.bound


def _impossible(question: Question, rows_of: Rows, lower: Mask, upper: Mask) -> bool:
    m = len(question.low)
    return bool(
        (counts(rows_of, lower, m) > question.high).any() or (counts(rows_of, upper, m) < question.low).any()
    )


def _fixed(proof: Certificate, gap: int, lower: Mask, upper: Mask) -> tuple[Mask, Mask]:
    """Settle who cannot take the other value in any cohort within the gap."""
    return lower | (upper & (proof.reduced > gap)), upper & (lower | (proof.reduced >= -gap))


def _split(column: int, at: float, lower: Mask, upper: Mask, bound: int | None) -> list[Branch]:
    """Both sides of a column, the nearer one last, so that it is looked at first."""
    inside, outside = lower.copy(), upper.copy()
    inside[column], outside[column] = True, False
    up = Branch(inside, upper, column, 1 - at, bound)
    down = Branch(lower, outside, column, -at, bound)
    return [down, up] if at >= 0.5 else [up, down]
