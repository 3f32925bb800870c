"""The most merit a cohort can have: a guess in a small core first, then the proof."""

from dataclasses import dataclass

import numpy as np

from hansa.applications.rules.selection.certificate import SCALE
from hansa.applications.rules.selection.core import core_of
from hansa.applications.rules.selection.problem import Mask, Problem
from hansa.applications.rules.selection.relaxation import Floats
from hansa.applications.rules.selection.root import Root, root_of, tilted
from hansa.applications.rules.selection.search import Search, TimeIsUp

GUESS = 61
"""How many columns the first guess leaves open."""
EVERYTHING = int(4e18)
"""A gap that every reduced cost lies within."""
NODES = 200
"""How long a guess is worth looking; a proof has no such end."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best cohort (a mask of the problem's columns), its value, and what bounds it.

    Proven when ``is_proven``; then without a cohort there is none. Otherwise time ran out: ``bound``
    is what no cohort can pass, where anything is known.
    """

    cohort: Mask | None
    value: int | None
    bound: int | None
    is_proven: bool
    root: Root


def optimum_of(
    problem: Problem,
    *,
    cost: Floats | None = None,
    deadline: float | None = None,
    start: Mask | None = None,
) -> Optimum:
    """Return the optimum of a problem; ``start`` is a cohort to begin from, where one is known."""
    cost = tilted(problem) if cost is None else cost
    root = root_of(problem, cost, deadline)
    if root.is_empty:
        return Optimum(None, None, None, is_proven=True, root=root)
    cohort = start
    value = None if start is None else int(problem.merit[start].sum())
    bound = None if root.certificate is None else root.certificate.bound // SCALE
    level = first_level(root, problem)
    try:
        while value is None or root.gap(value + 1) >= 0:
            needed = None if value is None else root.gap(value)
            is_proof = level is None or (needed is not None and needed <= 2 * level)
            gap = EVERYTHING if level is None else needed if is_proof and needed is not None else level
            core = core_of(problem, root, gap, cost)
            answer = Search(core, deadline).run(
                core.question(),
                None if value is None else value + 1,
                improve=True,
                nodes=None if is_proof else NODES,
            )
            if answer.chosen is not None:
                cohort, value = core.whole(answer.chosen), answer.value
            elif level is not None:
                level = 8 * level if 8 * level < EVERYTHING else None
            if is_proof and answer.exhausted:
                break
    except TimeIsUp as stopped:
        if stopped.cohort is not None:
            cohort, value = stopped.cohort, int(problem.merit[stopped.cohort].sum())
        return Optimum(cohort, value, bound, is_proven=False, root=root)
    return Optimum(cohort, value, value, is_proven=True, root=root)


def first_level(root: Root, problem: Problem) -> int | None:
    """The cost (times ``SCALE``) within which the first ``GUESS`` movable columns lie; None: all of them."""
    movable = problem.upper & ~problem.lower
    if root.certificate is None or int(movable.sum()) <= GUESS:
        return None
    return int(np.partition(np.abs(root.certificate.reduced[movable]), GUESS - 1)[GUESS - 1]) + 1
