"""Invented selections of any size, for the benchmarks and the trials: the same from the same seed."""

import random

from hansa.applications.rules.selection import Candidate, Instance

VALUES = {
    "region": {
        "Africa": 16,
        "Central Asia": 6,
        "East Asia": 18,
        "Europe": 16,
        "Latin America": 14,
        "MENA": 10,
        "North America": 6,
        "South Asia": 14,
    },
    "gender": {"F": 45, "M": 53, "X": 2},
    "first_time": {"no": 40, "yes": 60},
    "seniority": {"director": 20, "executive": 8, "manager": 42, "officer": 30},
    "language": {"ar": 10, "en": 48, "es": 14, "fr": 12, "ru": 6, "zh": 10},
    "income_group": {"HIC": 28, "LIC": 16, "LMIC": 30, "UMIC": 26},
}
"""How often a value comes, of 100."""


def invented(applicants: int, places: int, cities: int, kind: str = "base", *, seed: int = 1) -> Instance:
    """Return a selection that has a cohort, with the ranges of a planted one.

    ``base``: merits of 0–10,000, each range wider than planted by a twentieth of the places to both sides
    (at least one seat). ``ties``: the same with merits of a few points around 11, as panels give them.
    ``narrow``: as base, one seat to both sides however many places. ``tight``: every range an equality.
    """
    draw = random.Random(f"{applicants}/{places}/{cities}/{kind}/{seed}")
    lots = list(range(1, applicants + 1))
    draw.shuffle(lots)
    drawn = {
        attr: draw.choices(list(weights), list(weights.values()), k=applicants)
        for attr, weights in VALUES.items()
    }
    candidates = tuple(
        Candidate(
            f"A{j:06d}",
            f"C{draw.randrange(cities):05d}",
            {attr: drawn[attr][j] for attr in VALUES},
            max(0, round(draw.gauss(11, 2.5))) if kind == "ties" else draw.randint(0, 10_000),
            lots[j],
        )
        for j in range(applicants)
    )
    planted = _planted(candidates, places, draw)
    slack = {"tight": 0, "narrow": 1}.get(kind, max(1, round(places / 20)))
    ranges = {
        attr: {
            value: (max(0, count - slack), count + slack)
            for value in weights
            for count in [sum(1 for one in planted if one.attributes[attr] == value)]
        }
        for attr, weights in VALUES.items()
    }
    return Instance(
        id=f"n{applicants}_k{places}_c{cities}_{kind}_s{seed}",
        k=places,
        city_max=2,
        candidates=candidates,
        ranges=ranges,
    )


def _planted(candidates: tuple[Candidate, ...], places: int, draw: random.Random) -> list[Candidate]:
    seats: dict[str, int] = {}
    planted: list[Candidate] = []
    for one in draw.sample(candidates, len(candidates)):
        if len(planted) < places and seats.get(one.city, 0) < 2:
            seats[one.city] = seats.get(one.city, 0) + 1
            planted.append(one)
    return planted
