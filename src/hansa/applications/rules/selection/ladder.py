"""Questions beside the optimum, asked in warm cores of rising width.

"What is the best with this one in?", "… with this rule one wider?": each differs from the selection by one
thing, so its answer lies near the optimum, and one root certificate bounds them all. A cohort worth v or
more differs from the signs of the reduced costs only where that costs at most (bound − v); cores as wide as
that are kept, one for each rung, with their relaxations warm.
"""

from collections.abc import Callable

from hansa.applications.rules.selection.certificate import SCALE
from hansa.applications.rules.selection.core import Core, Question, core_of
from hansa.applications.rules.selection.optimum import EVERYTHING, first_level
from hansa.applications.rules.selection.problem import Mask, Problem
from hansa.applications.rules.selection.root import Root, root_of
from hansa.applications.rules.selection.search import Search

WIDER, DEEPEST = 4, 64
"""By how much a search that found nothing is widened, and after how much it takes everything."""


class Ladder:
    """The warm cores of one problem, and the way up them."""

    def __init__(self, problem: Problem, deadline: float | None) -> None:
        self.problem, self.deadline = problem, deadline
        self.cost = problem.merit.astype(float)
        self.root: Root = root_of(problem, self.cost)
        self._first = first_level(self.root, problem)
        self._rungs: dict[int, Search] = {}

    def best(
        self,
        bound: int,
        known: int | None,
        ask: Callable[[Core], Question],
        met: Callable[[Core, Mask, int], None],
    ) -> int | None:
        """Return the most merit under a question, None where no cohort answers it.

        ``bound`` (times ``SCALE``) is what the root certificate leaves it at most, ``known`` the value of
        a cohort that answers it. ``met`` hears of the cohort found. Raises ``TimeIsUp``.

        The goal starts just under the bound and sinks: each search is exhausted, so one that finds a
        cohort ends with the best, and one that finds none has proven that the answer lies lower.
        """
        width = self._first
        while known is None or bound >= (known + 1) * SCALE:
            goal = None if width is None else -((width - bound) // SCALE)
            if known is not None:
                goal = known + 1 if goal is None else max(goal, known + 1)
            search = self._at(EVERYTHING if goal is None else bound - goal * SCALE)
            answer = search.run(ask(search.core), goal, improve=True)
            if answer.chosen is not None and answer.value is not None:
                met(search.core, answer.chosen, answer.value)
                return answer.value
            if goal is None or (known is not None and goal == known + 1):
                return known
            width = None if width is None or width > DEEPEST * (self._first or 1) else WIDER * width
        return known

    def _at(self, gap: int) -> Search:
        """The search on the lowest rung that is at least so wide."""
        rung = EVERYTHING
        if self._first is not None:
            rung = self._first
            while rung < gap and rung < EVERYTHING:
                rung *= 2
            rung = min(rung, EVERYTHING)
        if rung not in self._rungs:
            core = core_of(self.problem, self.root, rung, self.cost, leeway=1)
            self._rungs[rung] = Search(core, self.deadline)
        return self._rungs[rung]
