"""What the rarer questions to the selection engine cost at the size that is promised: `python -m tools.bench_edges`.

The smallest conflict and the cheapest repair of 1,000 applicants whose ranges contradict, the dearest of several kinds; the conflict
of 10,000; and a lottery of 300 to 30 places with four features. Made from a fixed seed, so that figures of two days can be compared.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from hansa.applications.rules.selection import Candidate, Instance, conflict_of, lottery, repair_of
from tools.invented_selections import invented

FEATURES = {"region": "abcdefgh", "gender": "fmx", "first": "yn", "seniority": "demo", "language": "aefrsz"}


def pool(n: int, k: int, cities: int, features: dict[str, str], *, slack: int, lean: float) -> Instance:
    """Applicants at random, and ranges round shares that lean away from the pool's by so much."""
    choose = random.Random(7)
    there = {of: [choose.random() + 0.1 for _ in values] for of, values in features.items()}
    lots = choose.sample(range(1, n + 1), n)
    people = tuple(
        Candidate(
            f"A{i:05d}",
            f"c{choose.randrange(cities)}",
            {of: choose.choices(values, there[of])[0] for of, values in features.items()},
            choose.randrange(10_000),
            lots[i],
        )
        for i in range(n)
    )
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    for of, values in features.items():
        wanted = [share * choose.uniform(1 - lean, 1 + lean) for share in there[of]]
        seats = [round(k * share / sum(wanted)) for share in wanted]
        ranges[of] = {value: (max(0, s - slack), s + slack) for value, s in zip(values, seats, strict=True)}
    return Instance(k=k, city_max=2, candidates=people, ranges=ranges)


def contradictory(instance: Instance) -> Instance:
    """The same with two seats more asked for of every value than there were."""
    ranges = {
        of: {value: (low + 2, max(low + 2, high)) for value, (low, high) in values.items()}
        for of, values in instance.ranges.items()
    }
    return replace(instance, ranges=ranges)


def lacking(applicants: int, places: int, cities: int, kind: str) -> Instance:
    """An invented selection of which half has to be from Africa: the hardest of 24 contradictions that were tried."""
    found = invented(applicants, places, cities, kind)
    ranges = {of: dict(values) for of, values in found.ranges.items()}
    ranges["region"]["Africa"] = (places // 2, places)
    return replace(found, ranges=ranges)


def settled(instance: Instance) -> None:
    """Ask for the conflict and the repair, as the desk does where there is no list."""
    conflict_of(instance)
    repair_of(instance)


def spent(ask: Callable[[], Any]) -> float:
    """Return what a question costs, in seconds of processor."""
    began = time.process_time()
    ask()
    return round(time.process_time() - began, 2)


def measured() -> list[tuple[str, float, str, float]]:
    """Return name, value, unit and goal of each figure."""
    none = contradictory(pool(1000, 150, 300, FEATURES, slack=1, lean=0.1))
    some = pool(300, 30, 100, {of: FEATURES[of] for of in ("region", "gender", "seniority", "language")}, slack=1, lean=0.5)  # fmt: skip
    both = max(
        spent(partial(settled, one))
        for one in (none, *(lacking(1000, 150, 300, kind) for kind in ("base", "narrow", "tight")))
    )
    large = spent(lambda: conflict_of(lacking(10_000, 500, 1_000, "narrow")))
    return [
        ("engine.conflict_and_repair_1000.cpu", both, "s", 5.0),
        ("engine.conflict_10000.cpu", large, "s", 15.0),
        ("engine.lottery_300_to_30.cpu", spent(lambda: lottery(some, seed="bench")), "s", 20.0),
    ]


if __name__ == "__main__":
    for name, value, unit, goal in measured():
        print(f"{name:38} {value:>8g} {goal:>8g} {unit}")
    sys.exit(0)
