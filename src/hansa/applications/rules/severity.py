"""Scores corrected for how severe each reader is, with what the correction rests on; the board decides whether it counts.

Model: a total y = μ + (quality of the application) + (leniency of the reader) + noise, both effects random and crossed.
Variances by restricted maximum likelihood with the EM steps of the mixed model equations (Searle, Casella, McCulloch,
*Variance Components*, 1992, section 8.3); the applications are absorbed, so that a step inverts a matrix of the size
of the panel. What is shown of an application is what this panel would have given it on average (μ, the mean leniency of
its readers, and the predicted quality), with the standard deviation of that prediction's error.

Whether readers differ at all is asked by an exact F test (Wald; Seely and El-Bassiouni, *Annals of Statistics* 11,
1983, 197-201): the squares that readers explain after applications, against what nothing explains.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp, isfinite, lgamma, log, log1p, sqrt
from typing import Any

LEAST_REVIEWS = 3
LEVEL = 0.05
LEAST_SIGNAL = 0.01
"""Below this share of the noise nothing tells applications apart, and a correction would level them all."""
STEPS, STILL = 3000, 1e-8


class Why(StrEnum):
    """Why a correction is not offered."""

    TOO_FEW_REVIEWS = "too few reviews a reader"
    NOT_CONNECTED = "panel not connected"
    NOT_ENOUGH = "nothing left to estimate noise from"
    NO_DIFFERENCE = "readers do not differ"
    ALL_ALIKE = "applications do not differ"


@dataclass(frozen=True)
class Score:
    """One reader's total for one application."""

    application: str
    reader: str
    total: int


@dataclass(frozen=True)
class Corrected:
    """An application's mean as read, and corrected with its standard deviation."""

    raw: float
    value: float
    sd: float


@dataclass(frozen=True)
class Fit:
    """What the scores say of applications and readers. ``why_not`` is empty where a correction is offered."""

    why_not: Why | None
    f: float = 0.0
    freedom: tuple[int, int] = (0, 0)
    p: float = 1.0
    applications: Mapping[str, Corrected] | None = None
    leniency: Mapping[str, float] | None = None
    variances: tuple[float, float, float] = (0.0, 0.0, 0.0)
    fewest: int = 0
    parts: int = 1

    @property
    def is_offered(self) -> bool:
        return self.why_not is None


def fit(scores: Sequence[Score]) -> Fit:
    """Return the test and, where it may be offered, the correction. Rows may come in any order.

    The same scores are worked out once for each process: a page shows them again and again.
    """
    return _fit(tuple(sorted(scores, key=lambda row: (row.application, row.reader))))


@lru_cache(maxsize=8)
def _fit(rows: tuple[Score, ...]) -> Fit:
    counts = Counter(row.reader for row in rows)
    fewest = min(counts.values(), default=0)
    if fewest < LEAST_REVIEWS:
        return Fit(Why.TOO_FEW_REVIEWS, fewest=fewest)
    parts = _parts(rows)
    if parts > 1:
        return Fit(Why.NOT_CONNECTED, fewest=fewest, parts=parts)
    table = _Table(rows)
    free = len(rows) - len(table.applications) - len(table.readers) + 1
    between = len(table.readers) - 1
    if free < 1 or between < 1:
        return Fit(Why.NOT_ENOUGH, fewest=fewest)
    f = table.f_of_readers(between, free)
    p = f_tail(f, between, free)
    if p >= LEVEL:
        return Fit(Why.NO_DIFFERENCE, f, (between, free), p, fewest=fewest)
    return table.corrected(f, (between, free), p, fewest)


def f_tail(f: float, above: int, below: int) -> float:
    """Return the chance of an F value at least as large, by the incomplete beta function."""
    if not isfinite(f):
        return 0.0
    return 1.0 if f <= 0 else _beta(below / (below + above * f), below / 2, above / 2)


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for step in range(400):
        half = step // 2
        if step == 0:
            part = 1.0
        elif step % 2 == 0:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / ((1 + part * d) or tiny)
        c = (1 + part / c) or tiny
        value *= c * d
        if abs(1 - c * d) < 1e-14 and step:
            break
    return front * (value - 1)


def _parts(rows: Sequence[Score]) -> int:
    """Return into how many parts the panel falls that share no application."""
    above: dict[str, str] = {}

    def root(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for row in rows:
        above[root(f"a {row.application}")] = root(f"r {row.reader}")
    return len({root(one) for one in list(above)})


class _Table:
    """The scores as numbers of rows, columns and totals."""

    def __init__(self, rows: Sequence[Score]) -> None:
        import numpy

        self.np: Any = numpy
        self.applications = sorted({row.application for row in rows})
        self.readers = sorted({row.reader for row in rows})
        places = {one: place for place, one in enumerate(self.applications)}
        columns = {one: place for place, one in enumerate(self.readers)}
        self.y = numpy.array([row.total for row in rows], dtype=float)
        self.a = numpy.array([places[row.application] for row in rows])
        self.b = numpy.array([columns[row.reader] for row in rows])
        self.n = numpy.bincount(self.a).astype(float)
        # How often each reader read each application: 0 or 1.
        self.cross = numpy.zeros((len(self.applications), len(self.readers)))
        self.cross[self.a, self.b] = 1.0
        self.sums = numpy.bincount(self.a, weights=self.y)

    def f_of_readers(self, between: int, free: int) -> float:
        """Squares that readers explain after applications, against what is left, each by its freedom."""
        np = self.np
        inner = self.y - (self.sums / self.n)[self.a]
        # Readers with the applications taken out; one reader stands for the rest, for only differences count.
        design = np.diag(self.cross.sum(axis=0)) - self.cross.T @ (self.cross / self.n[:, None])
        right = np.bincount(self.b, weights=inner, minlength=len(self.readers))
        effects = np.zeros(len(self.readers))
        effects[1:] = np.linalg.solve(design[1:, 1:], right[1:])
        explained, all_inner = float(effects @ right), float(inner @ inner)
        left = max(0.0, all_inner - explained)
        if left <= 1e-9 * max(all_inner, 1.0):
            return float("inf") if explained > 1e-9 else 0.0
        return (explained / between) / (left / free)

    def corrected(self, f: float, freedom: tuple[int, int], p: float, fewest: int) -> Fit:
        np = self.np
        count, panel, total = len(self.applications), len(self.readers), len(self.y)
        # Fixed part first, then the readers: what is left once the applications are absorbed.
        z = np.concatenate([np.ones((total, 1)), np.eye(panel)[self.b]], axis=1)
        zz, zy = z.T @ z, z.T @ self.y
        za = np.concatenate([self.n[:, None], self.cross], axis=1)
        spread = float(self.y.var()) or 1.0
        va, vb, ve = spread / 3, spread / 3, spread / 3
        for _step in range(STEPS):
            shrink = 1 / (self.n + ve / va)
            ridge = np.diag([0.0] + [ve / vb] * panel)
            inverse = np.linalg.inv(zz + ridge - za.T @ (za * shrink[:, None]))
            fixed = inverse @ (zy - za.T @ (shrink * self.sums))
            quality = shrink * (self.sums - za @ fixed)
            error = shrink + np.einsum("ij,jk,ik->i", za * shrink[:, None], inverse, za * shrink[:, None])
            noise = self.y - z @ fixed - quality[self.a]
            new = (
                float(quality @ quality + ve * error.sum()) / count,
                float(fixed[1:] @ fixed[1:] + ve * np.trace(inverse[1:, 1:])) / panel,
                float(self.y @ noise) / (total - 1),
            )
            new = (max(new[0], 1e-12 * spread), max(new[1], 1e-12 * spread), max(new[2], 1e-12 * spread))
            moved = max(abs(now - then) for now, then in zip(new, (va, vb, ve), strict=True))
            is_vanishing = new[0] < va and new[0] < LEAST_SIGNAL / 4 * new[2]
            va, vb, ve = new
            if is_vanishing:
                break
            if moved < STILL * spread:
                break
        if va < LEAST_SIGNAL * ve:
            return Fit(Why.ALL_ALIKE, f, freedom, p, fewest=fewest)
        # What this panel would give on average: the mean, its readers' mean leniency, and the quality. Their errors
        # go together, so the covariance with the prediction of the quality counts.
        panel_mean = np.array([1.0] + [1 / panel] * panel)
        middle = float(panel_mean @ fixed)
        lever = -shrink * (za @ inverse @ panel_mean)
        variance = ve * (error + float(panel_mean @ inverse @ panel_mean) + 2 * lever)
        raw = self.sums / self.n
        return Fit(
            None,
            f,
            freedom,
            p,
            {
                one: Corrected(
                    float(raw[place]),
                    middle + float(quality[place]),
                    sqrt(max(0.0, float(variance[place]))),
                )
                for place, one in enumerate(self.applications)
            },
            {one: float(fixed[1 + place]) for place, one in enumerate(self.readers)},
            (va, vb, ve),
            fewest,
        )
