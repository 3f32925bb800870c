"""Small selections from a seed, each answerable by trying every cohort, and what that gives."""

import itertools
import random
from dataclasses import replace

from hansa.applications.rules.selection import Candidate, Instance, broken_bounds, value_of

VALUES = {"region": "xyz", "gender": "fm", "language": "pq"}


def small(seed: int) -> Instance:
    """Up to 12 candidates, few or many ties, rules around a planted cohort, some of them contradictory."""
    draw = random.Random(seed)
    n = draw.randint(4, 12)
    k = draw.randint(1, min(6, n))
    lots = draw.sample(range(1, n + 1), n)
    most = draw.choice([0, 1, 3, 60, 10_000_000])
    least = -most if draw.random() < 0.3 else 0
    candidates = tuple(
        Candidate(
            f"P{i}",
            draw.choice("abcde"),
            {attr: draw.choice(values) for attr, values in VALUES.items()},
            draw.randint(least, most),
            lots[i],
        )
        for i in range(n)
    )
    planted, slack = draw.sample(candidates, k), draw.choice([0, 0, 1, 2])
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    for attr, values in VALUES.items():
        for value in values:
            if draw.random() < 0.8:
                count = sum(one.attributes[attr] == value for one in planted)
                ranges.setdefault(attr, {})[value] = (max(0, count - slack), count + slack)
    if draw.random() < 0.2 and "region" in ranges:
        value = draw.choice(sorted(ranges["region"]))
        low, high = ranges["region"][value]
        ranges["region"][value] = (low + 1, max(high, low + 1))
    forced = draw.sample([one.id for one in candidates], 3)
    return Instance(
        id=f"small {seed}",
        k=k,
        city_max=draw.randint(1, 3),
        candidates=candidates,
        ranges=ranges,
        forced_in=frozenset(forced[: draw.choice([0, 0, 1])]),
        forced_out=frozenset(forced[1 : 1 + draw.choice([0, 0, 1, 2])]),
    )


def cohorts(instance: Instance) -> list[tuple[int, tuple[str, ...]]]:
    """Every cohort with its value, the best first, and among equals as the lots serve."""
    ordered = sorted(instance.candidates, key=lambda one: one.lot)
    found = []
    for positions in itertools.combinations(range(len(ordered)), instance.k):
        ids = tuple(ordered[j].id for j in positions)
        if not broken_bounds(instance, ids):
            found.append((-value_of(instance, ids), positions, ids))
    return [(-loss, ids) for loss, _positions, ids in sorted(found)]


def shuffled(instance: Instance, seed: int) -> Instance:
    """The same selection with its rows and ranges in another order."""
    draw = random.Random(seed)
    ranges = {
        attr: dict(draw.sample(sorted(values.items()), len(values)))
        for attr, values in draw.sample(sorted(instance.ranges.items()), len(instance.ranges))
    }
    rows = tuple(draw.sample(instance.candidates, len(instance.candidates)))
    return replace(instance, candidates=rows, ranges=ranges)
