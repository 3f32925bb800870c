"""Which of the optimal cohorts: lot 1 is served first, then lot 2, and so on."""

from dataclasses import replace

from hansa.applications.rules.selection.core import Core, core_of
from hansa.applications.rules.selection.optimum import Optimum
from hansa.applications.rules.selection.problem import Mask, Problem
from hansa.applications.rules.selection.root import root_of, tilted
from hansa.applications.rules.selection.search import Search

QUESTIONS = 16
"""After so many questions the open part is cut down again, if enough of it was decided."""
DECIDED = 0.3


def served_by_lot(problem: Problem, best: Optimum, *, deadline: float | None = None) -> Mask:
    """Take everybody in order of lot; keep each if, with those kept so far, the optimum survives.

    Whoever the certificate settles is the same in every optimal cohort. Of the others, somebody in a
    known optimal cohort (the witness) is kept without a question; for anybody else a search either finds
    such a cohort, which becomes the witness, or exhausts its tree. Raises ``TimeIsUp``.
    """
    if best.cohort is None or best.value is None:
        raise ValueError("there is no cohort to choose among")
    part, cost, root = problem, tilted(problem), best.root
    worth, witness = 0, best.cohort
    outer: list[Core] = []
    while True:
        core = core_of(part, root, root.gap(best.value - worth), cost)
        walk = Walk(core, witness[core.columns], best.value - worth, deadline)
        walk.go_on()
        outer.append(core)
        if walk.is_done():
            cohort = walk.witness
            for core in reversed(outer):
                cohort = core.whole(cohort)
            return cohort
        worth, witness = worth + core.worth, walk.witness
        part, cost = core.part(walk.lower, walk.upper), core.cost
        root = root_of(part, cost, deadline)


class Walk:
    """The lots served in one core: who is in or out for good, and a cohort that shows it can be done."""

    def __init__(self, core: Core, witness: Mask, value: int, deadline: float | None) -> None:
        self.core, self.witness, self.value = core, witness, value
        self.lower, self.upper = core.lower.copy(), core.upper.copy()
        self.search = Search(core, deadline)

    def is_done(self) -> bool:
        """Whether everybody is decided."""
        return bool((self.lower == self.upper).all())

    def go_on(self) -> None:
        """Decide one after another until all are, or until it pays to cut the core down first."""
        asked = 0
        open_before = int((self.lower != self.upper).sum())
        for column in range(len(self.core.columns)):
            if self.lower[column] == self.upper[column]:
                continue
            if asked >= QUESTIONS and (self.lower != self.upper).sum() <= (1 - DECIDED) * open_before:
                return
            if not self.witness[column]:
                asked += 1
                if not self._can_be_in(column):
                    self.upper[column] = False
                    self._follow()
                    continue
            self.lower[column] = True
            self._follow()

    def _can_be_in(self, column: int) -> bool:
        question = self.core.question()
        lower = self.lower.copy()
        lower[column] = True
        question = replace(question, lower=lower, upper=self.upper)
        answer = self.search.run(question, self.value, improve=False)
        if answer.chosen is None:
            return False
        self.witness = answer.chosen
        return True

    def _follow(self) -> None:
        settled = self.core.follow(replace(self.core.question(), lower=self.lower, upper=self.upper))
        self.lower, self.upper = settled.lower, settled.upper
