"""The smallest set of rules that leaves no cohort: drop any one of them and there is one.

A set of sides is a conflict exactly if it meets everything that any cohort breaks. So: take the fewest
sides that meet all that was seen broken; if some cohort keeps them, what it breaks is one more thing to
be met; if none does, no smaller conflict exists.
"""

import numpy as np

from hansa.applications.rules.selection.elastic import OPTIONS, Elastic, NotSettled, are_too_few, places
from hansa.applications.rules.selection.instance import Bound, Instance

ROUGH = 0.9


def conflict_of(instance: Instance) -> tuple[Bound, ...]:
    """Name the fewest rules that leave no cohort between them; nothing where a cohort exists.

    Among conflicts of the same number the one whose rules stand first is named. The number of places
    stands alone where even without any rule there are too few (or too many) candidates to fill it. Nothing,
    too, where very many candidates leave it unsettled for a minute.
    """
    if are_too_few(instance):
        return (places(instance),)
    try:
        return _smallest(Elastic(instance, gap=ROUGH))
    except NotSettled:
        return ()


def _smallest(model: Elastic) -> tuple[Bound, ...]:
    # Any cohort teaches something; that it breaks the least is not worth the proof.
    seen: list[frozenset[Bound]] = []
    while True:
        tried = held = fewest_meeting(model.sides, seen)
        broken = model.least(held)
        if broken is None:
            return tuple(side for side in model.sides if side in tried)
        # What is broken by cohorts that keep more and more: sets without a side in common teach the most.
        while broken:
            seen.append(frozenset(broken))
            held = held | frozenset(broken)
            broken = model.least(held)
        if broken is not None:
            return ()


def fewest_meeting(sides: list[Bound], seen: list[frozenset[Bound]]) -> frozenset[Bound]:
    """Return the fewest sides of which every set seen has one; of equal numbers, the first in order."""
    import highspy

    if not seen:
        return frozenset()
    n = len(sides)
    at = {side: j for j, side in enumerate(sides)}
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(seen)
    # All the places in order together weigh less than one side more.
    lp.col_cost_ = n * n + np.arange(n, dtype=float)
    lp.col_lower_, lp.col_upper_ = np.zeros(n), np.ones(n)
    lp.row_lower_, lp.row_upper_ = np.ones(len(seen)), np.full(len(seen), float(n))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, seen)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([j for one in seen for j in sorted(at[s] for s in one)], dtype=np.int32)
    lp.a_matrix_.value_ = np.ones(len(lp.a_matrix_.index_))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    solver = highspy.Highs()
    for option, setting in OPTIONS.items():
        solver.setOptionValue(option, setting)
    solver.passModel(lp)
    solver.run()
    return frozenset(side for side, x in zip(sides, solver.getSolution().col_value, strict=True) if x > 0.5)
