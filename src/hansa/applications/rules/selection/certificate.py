"""Bounds that are true whatever the floats did: weak duality in whole numbers.

For *any* integers Y, one for each row, scaled by ``SCALE``,

    rc_j = merit_j · SCALE − Σ Y_r over the rows r of column j
    U    = Σ_r (Y_r > 0 ? Y_r · high_r : Y_r · low_r) + Σ_j max(rc_j · lower_j, rc_j · upper_j)

no cohort is worth more than U / SCALE, and a cohort that sets column j against the sign of rc_j is
worth at most (U − |rc_j|) / SCALE. HiGHS proposes the Y; how it found them does not matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hansa.applications.rules.selection.problem import Ints, Mask, Rows

SCALE = 1 << 24
STEEPEST = float(1 << 30)
"""Duals beyond this are cut: any integers bound truly, these would only overflow."""
MOST = 4e18
"""No sum may pass this: int64 ends at 9.2e18."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An upper bound times ``SCALE`` and the reduced costs (same scale) that belong to it."""

    bound: int
    reduced: Ints
    duals: Ints


def whole(duals: NDArray[np.float64]) -> Ints:
    """Round proposed duals to the integers that decide."""
    return np.rint(np.clip(duals, -STEEPEST, STEEPEST) * SCALE).astype(np.int64)


def weigh(
    cost: Ints, rows_of: Rows, low: Ints, high: Ints, lower: Mask, upper: Mask, duals: Ints
) -> Certificate | None:
    """Return the bound these duals prove, or None where a sum would not fit into 64 bits.

    ``cost`` is the merit times ``SCALE`` (n,); ``rows_of`` (n, w); ``low``, ``high``, ``duals`` (m,).
    """
    reduced = cost - np.append(duals, 0)[rows_of].sum(axis=1)
    sides = np.where(duals > 0, high, low)
    free = np.where(reduced > 0, upper, lower)
    if np.abs(duals.astype(float) * sides).sum() + np.abs(reduced * free.astype(float)).sum() > MOST:
        return None
    return Certificate(int((duals * sides).sum()) + int(reduced[free].sum()), reduced, duals)


def proves_empty(
    ray: NDArray[np.float64], rows_of: Rows, low: Ints, high: Ints, lower: Mask, upper: Mask
) -> bool:
    """Whether this ray, rounded, proves in whole numbers that no choice keeps all rows.

    The bound on 0 · x is 0 for any choice that exists; below 0 there is none. Solvers disagree on
    the ray's sign, so both are tried.
    """
    steepest = np.abs(ray).max(initial=0.0)
    if not steepest:
        return False
    nothing = np.zeros(len(rows_of), np.int64)
    for signed in (ray / steepest, -ray / steepest):
        proof = weigh(nothing, rows_of, low, high, lower, upper, whole(signed))
        if proof is not None and proof.bound < 0:
            return True
    return False
