"""A recorded list as the solver's instance again, and the same list with people held in and out of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hansa.applications.rules.selection import Candidate, Instance


def instance_of(
    rules: Mapping[str, Any],
    candidates: Sequence[Mapping[str, Any]],
    corrected: Mapping[str, int] | None = None,
) -> Instance:
    """Return the instance of a record's rules and candidates, with points that were corrected since."""
    points = corrected or {}
    attrs = list(rules["attrs"])
    return Instance(
        id=rules["id"],
        k=rules["k"],
        city_max=rules["city_max"],
        candidates=tuple(
            Candidate(
                row["id"],
                row["city"],
                {attr: row[attr] for attr in attrs},
                points.get(row["id"], row["merit"]),
                row["lot"],
            )
            for row in candidates
        ),
        ranges={
            attr: {value: (low, high) for value, (low, high) in values.items()}
            for attr, values in rules["ranges"].items()
        },
        forced_in=frozenset(rules["forced_in"]),
        forced_out=frozenset(rules["forced_out"]),
    )


def rules_of(instance: Instance, attrs: Collection[str]) -> dict[str, Any]:
    """Return an instance's rules as ``rules.json`` of the published format has them."""
    return {
        "id": instance.id,
        "k": instance.k,
        "city_max": instance.city_max,
        "attrs": list(attrs),
        "ranges": {
            attr: {value: list(pair) for value, pair in values.items()}
            for attr, values in instance.ranges.items()
        },
        "forced_in": sorted(instance.forced_in),
        "forced_out": sorted(instance.forced_out),
    }


def rows_of(instance: Instance) -> list[dict[str, Any]]:
    """Return an instance's candidates as rows of ``applicants.csv``."""
    return [
        {"id": one.id, "city": one.city, **one.attributes, "merit": one.merit, "lot": one.lot}
        for one in instance.candidates
    ]


def held(instance: Instance, *, offered: Collection[str], gone: Collection[str], k: int) -> Instance:
    """Return the instance in which everybody who was offered a place keeps it and whoever is gone stays out.

    Who was forced in and is gone is no longer forced in: a person who gave their place back has said so.
    """
    inside = frozenset(offered)
    return replace(
        instance,
        k=max(k, len(inside)),
        forced_in=inside,
        forced_out=(instance.forced_out | frozenset(gone)) - inside,
    )


def next_in(instance: Instance, *, offered: Collection[str], gone: Collection[str]) -> str | None:
    """Return who fills one free place beside those offered, or None where nobody fits.

    The same as solving anew with everybody else held: with one place free the best list is the one with the best
    candidate who keeps every rule, and among equals the earlier lot.
    """
    inside, outside = set(offered), set(gone) | instance.forced_out
    cities: dict[str, int] = {}
    counts: dict[tuple[str, str], int] = {}
    for one in instance.candidates:
        if one.id in inside:
            cities[one.city] = cities.get(one.city, 0) + 1
            for attr in instance.ranges:
                key = (attr, one.attributes.get(attr, ""))
                counts[key] = counts.get(key, 0) + 1
    bounds = [
        (attr, value, low, high)
        for attr, values in instance.ranges.items()
        for value, (low, high) in values.items()
    ]
    for one in sorted(instance.candidates, key=lambda c: (-c.merit, c.lot)):
        if one.id in inside or one.id in outside or cities.get(one.city, 0) >= instance.city_max:
            continue
        if all(
            low <= counts.get((attr, value), 0) + (one.attributes.get(attr) == value) <= high
            for attr, value, low, high in bounds
        ):
            return one.id
    return None


def reserves(instance: Instance, selected: Collection[str], *, least: int) -> dict[str, list[str]]:
    """Return the reserve as a set: each with those whose place they would take if that one person dropped out.

    Everybody who would take somebody's place is on it; where these are fewer than ``least``, the best of the others
    join them, since two people may drop out at once. Nobody where the call keeps no reserve.
    """
    if not least:
        return {}
    found: dict[str, list[str]] = {}
    inside = set(selected)
    for one in sorted(selected):
        taker = next_in(instance, offered=inside - {one}, gone={one})
        if taker is not None:
            found.setdefault(taker, []).append(one)
    for other in sorted(instance.candidates, key=lambda c: (-c.merit, c.lot)):
        if len(found) >= least:
            break
        if other.id not in inside and other.id not in instance.forced_out:
            found.setdefault(other.id, [])
    return found
