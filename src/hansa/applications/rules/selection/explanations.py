"""Why somebody is in, or out, and by how much: exactly.

For one who is out: how many points the best cohort with them falls short of the optimum. For one who is in:
how many points the best cohort without them falls short. Both are optima of their own; every cohort met on
the way is remembered for everybody whom it moves.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from hansa.applications.rules.selection.certificate import SCALE
from hansa.applications.rules.selection.core import Core
from hansa.applications.rules.selection.instance import Instance, Result, Status
from hansa.applications.rules.selection.ladder import Ladder
from hansa.applications.rules.selection.problem import Ints, Mask, encode
from hansa.applications.rules.selection.search import TimeIsUp

NOBODY = -(1 << 62)
"""The value of a cohort that was not met yet."""


class NotProven(ValueError):
    """Only a proven cohort can be explained."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is from the other side of the list, in points of the cohort's merit.

    For one who is in, ``points`` is the margin: what the best cohort without them is worth less. For one
    who is out, what the best cohort with them is short of the optimum. Exact where ``points`` is given;
    ``points`` and ``least`` None: indispensable, or in no cohort that keeps the rules. Where time ran
    out ``points`` is None and the figure lies between ``least`` and ``most`` (None: no cohort met yet).
    """

    selected: bool
    points: int | None
    least: int | None
    most: int | None

    @classmethod
    def exactly(cls, selected: bool, points: int | None) -> "Standing":
        """A standing that is known."""
        return cls(selected, points, points, points)

    def later(self, points: int) -> "Standing":
        """That of somebody alike with so much less merit."""
        figures = (self.points, self.least, self.most)
        return Standing(self.selected, *(None if one is None else one + points for one in figures))


def explain(
    instance: Instance,
    result: Result,
    *,
    time_limit: float | None = None,
    cpu_limit: float | None = None,
    told: Callable[[int, int], None] | None = None,
) -> dict[str, Standing]:
    """Explain everybody, in the instance's order; what ``time_limit`` (seconds) leaves open is an interval.

    So is what ``cpu_limit`` leaves open: seconds of the processor, which a busy machine does not use up sooner.
    ``told`` hears, again and again, how many of how many are explained; what it raises ends the work.
    Raises ``NotProven`` unless the result is the proven optimum.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    ends = None if cpu_limit is None else time.process_time() + cpu_limit
    return Explainer(instance, result, deadline).standings(range(len(instance.candidates)), told, ends)


def explain_one(instance: Instance, result: Result, id: str) -> Standing:  # noqa: A002 -- the word of the format
    """Explain one applicant exactly, however long it takes. Raises ``KeyError`` for a stranger."""
    place = next((j for j, one in enumerate(instance.candidates) if one.id == id), None)
    if place is None:
        raise KeyError(id)
    return Explainer(instance, result, None).standings([place])[id]


class Explainer:
    """The optimum, the cores around it, and the best value met so far with each column moved.

    ``pool`` (n,): the best cohort met in which the column is on the other side than in the optimum;
    ``bounds`` (n,): what the root certificate leaves such a cohort at most, times ``SCALE``.
    """

    def __init__(self, instance: Instance, result: Result, deadline: float | None) -> None:
        if result.status is not Status.OPTIMAL or result.value is None:
            raise NotProven(result.status.value)
        self.instance, self.value = instance, result.value
        self.encoding = encode(instance, spare=1)
        self.problem = self.encoding.problem
        chosen = set(result.selected)
        self.cohort: Mask = np.array(
            [instance.candidates[j].id in chosen for j in self.encoding.origin], bool
        )
        self.ladder = Ladder(self.problem, deadline)
        self.pool: Ints = np.full(self.problem.columns, NOBODY, np.int64)
        self.ceilings: Ints = np.full(self.problem.columns, self.value, np.int64)
        self.bounds: list[int] = self._bounds()

    def standings(
        self,
        places: Iterable[int],
        told: Callable[[int, int], None] | None = None,
        ends: float | None = None,
    ) -> dict[str, Standing]:
        """Explain the candidates at these places of the instance, those that cost least first.

        Once the process has used ``ends`` seconds, nobody else is explained exactly.
        """
        wanted = list(places)
        proxies = self.encoding.proxy
        columns = sorted({int(proxies[j]) for j in wanted} - {-1}, key=lambda j: -self.bounds[j])
        known: dict[int, Standing] = {}
        is_late = False
        for done, column in enumerate(columns):
            if told is not None:
                told(done, len(columns))
            is_late = is_late or (ends is not None and time.process_time() > ends)
            if not is_late:
                try:
                    known[column] = self._exactly(column)
                except TimeIsUp:
                    is_late = True
            if is_late:
                known[column] = self._between(column)
        return {self.instance.candidates[j].id: self._of(j, known) for j in wanted}

    def _of(self, place: int, known: dict[int, Standing]) -> Standing:
        column = int(self.encoding.proxy[place])
        if column < 0:
            return Standing.exactly(selected=False, points=None)
        own = int(self.encoding.origin[column])
        if own == place:
            return known[column]
        more = self.instance.candidates[own].merit - self.instance.candidates[place].merit
        standing = known[column]
        if standing.selected:
            # Their proxy is in, so the best cohort with them is the optimum with the two exchanged.
            return Standing.exactly(selected=False, points=more)
        return standing.later(more)

    def _exactly(self, column: int) -> Standing:
        selected = bool(self.cohort[column])
        if self.problem.lower[column]:
            return Standing.exactly(selected, None)
        known = int(self.pool[column])
        best = self.ladder.best(
            min(self.bounds[column], self.value * SCALE),
            None if known == NOBODY else known,
            lambda core: core.moved(column, inside=not selected),
            lambda core, chosen, value: self._met(core, chosen, value, column, inside=not selected),
        )
        return Standing.exactly(selected, None if best is None else self.value - best)

    def _between(self, column: int) -> Standing:
        selected = bool(self.cohort[column])
        if self.problem.lower[column]:
            return Standing.exactly(selected, None)
        least = max(0, self.value - self.bounds[column] // SCALE)
        known = int(self.pool[column])
        most = None if known == NOBODY else self.value - known
        return Standing(selected, least if least == most else None, least, most)

    def _met(self, core: Core, chosen: Mask, value: int, column: int, *, inside: bool) -> None:
        """Remember a cohort for everybody who is on the other side in it."""
        cohort = core.whole(chosen)
        cohort[column] = inside
        moved = cohort != self.cohort
        self.pool[moved] = np.maximum(self.pool[moved], value)

    def _bounds(self) -> list[int]:
        certificate = self.ladder.root.certificate
        if certificate is None:
            return [self.value * SCALE] * self.problem.columns
        cost = np.where(self.cohort, np.maximum(certificate.reduced, 0), np.maximum(-certificate.reduced, 0))
        return [certificate.bound - int(one) for one in cost]
