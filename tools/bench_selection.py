"""The selection engine at every size: `python -m tools.bench_selection`.

CPU of this process on one thread, the median of several invented selections; the peak of memory of a process of
its own. Beside them, in the same run, one plain mixed-integer solve by HiGHS, which breaks no ties and proves
nothing in whole numbers. Prints a table, writes `build/bench-selection.json`, and says what is above its goal.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import highspy
import numpy as np

from hansa.applications.rules.selection import (
    Instance,
    conflict_of,
    explain,
    prices,
    repair_of,
    solve,
)
from hansa.applications.rules.selection.problem import encode
from tools.invented_selections import invented
from tools.steps import BUILD

REPORT = BUILD / "bench-selection.json"
SIZES = ((1_000, 150, 300, 0.3), (10_000, 500, 1_000, 0.5), (100_000, 2_000, 2_500, 2.0))
"""Applicants, places, cities, and the CPU seconds a proof with lots may take."""
KINDS = ("base", "ties", "tight")
TIMES = 3
MEGABYTES = 300.0
PLAIN_UP_TO = 10_000
HURRY = 5.0
"""Seconds after which explanations under equalities are left as intervals."""


@dataclass(frozen=True)
class Figure:
    """One measured value; the name is stable, so that figures of two days can be compared."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    better: str = "lower"


def main() -> int:
    """Measure, print and write; 1 where a figure is above its goal."""
    if sys.argv[1:] == ["--largest"]:
        applicants, places, cities, _goal = SIZES[-1]
        solve(invented(applicants, places, cities, "base"))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    solve(invented(60, 12, 30))  # loads HiGHS
    figures = [*_selecting(), *_explaining(), *_largest()]
    BUILD.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    above = [one for one in figures if one.goal is not None and one.value > one.goal]
    print(f"{len(figures)} figures, {len(above)} above their goal")
    return 1 if above else 0


def _selecting() -> list[Figure]:
    figures = []
    for applicants, places, cities, goal in SIZES:
        for kind in KINDS:
            # At the largest size one of each is enough.
            times = 1 if applicants > PLAIN_UP_TO else TIMES
            made = [invented(applicants, places, cities, kind, seed=seed) for seed in range(times)]
            name = f"select {applicants}/{places} {kind}"
            figures.append(_said(Figure(name, _median([_timed(solve, one) for one in made]), "s CPU", goal)))
            if applicants <= PLAIN_UP_TO:
                plain = _median([_timed(_plain, one) for one in made])
                figures.append(_said(Figure(f"{name}, plain HiGHS, no lots", plain, "s CPU")))
    return figures


def _explaining() -> list[Figure]:
    figures = []
    for applicants, places, cities, goal in ((300, 40, 100, 2.0), (1_000, 150, 300, 5.0)):
        for kind in ("base", "ties"):
            made = [invented(applicants, places, cities, kind, seed=seed) for seed in range(TIMES)]
            seconds = _median([_timed(explain, one, solve(one)) for one in made])
            figures.append(_said(Figure(f"explain all of {applicants} {kind}", seconds, "s CPU", goal)))
    tight = invented(300, 40, 100, "tight")
    result = solve(tight)
    begun = time.process_time()
    known = explain(tight, result, time_limit=HURRY).values()
    exact = sum(one.points is not None or one.least is None for one in known)
    figures.append(_said(Figure(f"explain 300 tight, {exact} exact", time.process_time() - begun, "s CPU")))
    made = [invented(1_000, 150, 300, "base", seed=seed) for seed in range(TIMES)]
    figures.append(
        _said(
            Figure("prices at 1000", _median([_timed(prices, one, solve(one)) for one in made]), "s CPU", 1.0)
        )
    )
    broken = [_broken(one) for one in made]
    seconds = _median([_timed(conflict_of, one) + _timed(repair_of, one) for one in broken])
    figures.append(_said(Figure("conflict and repair at 1000", seconds, "s CPU", 5.0)))
    return figures


def _largest() -> list[Figure]:
    """The largest selection in a process of its own, so that its peak is its own."""
    command = [sys.executable, "-m", "tools.bench_selection", "--largest"]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return [_said(Figure(f"peak at {SIZES[-1][0]}", peak, "MB", MEGABYTES))]


def _broken(instance: Instance) -> Instance:
    """The same selection with a board's usual slip: more women, more men, and the places as they were."""
    sides = dict(instance.ranges["gender"])
    more = instance.k * 6 // 10
    sides |= {"F": (more, instance.k), "M": (more, instance.k)}
    return replace(instance, ranges=dict(instance.ranges) | {"gender": sides})


def _plain(instance: Instance) -> None:
    """The selection as one mixed-integer programme, as anybody would hand it to HiGHS."""
    problem = encode(instance).problem
    lp = highspy.HighsLp()
    inside = problem.rows_of < len(problem.low)
    start = np.zeros(problem.columns + 1, np.int32)
    np.cumsum(inside.sum(axis=1), out=start[1:])
    lp.num_col_, lp.num_row_ = problem.columns, len(problem.low)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = problem.merit.astype(float)
    lp.col_lower_, lp.col_upper_ = problem.lower.astype(float), problem.upper.astype(float)
    lp.row_lower_, lp.row_upper_ = problem.low.astype(float), problem.high.astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = start, problem.rows_of[inside]
    lp.a_matrix_.value_ = np.ones(int(inside.sum()))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * problem.columns
    solver = highspy.Highs()
    for option, setting in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0}.items():
        solver.setOptionValue(option, setting)
    solver.passModel(lp)
    solver.run()


def _timed(act: Callable[..., Any], *given: Any) -> float:
    begun = time.process_time()
    act(*given)
    return time.process_time() - begun


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _said(figure: Figure) -> Figure:
    above = figure.goal is not None and figure.value > figure.goal
    goal = "" if figure.goal is None else f"  (goal {figure.goal:g})"
    print(f"{figure.value:9.3f} {figure.unit:6} {figure.name}{goal}{'  ABOVE' if above else ''}", flush=True)
    return figure


if __name__ == "__main__":
    sys.exit(main())
