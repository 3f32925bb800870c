"""``result.json``: an answer of the engine as the published format has it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hansa.applications.rules.selection.explanations import Standing
from hansa.applications.rules.selection.instance import Bound, Result, Status
from hansa.applications.rules.selection.lottery import Lottery
from hansa.applications.rules.selection.prices import Price
from hansa.applications.rules.selection.repair import Repair


def answer_of(result: Result, *, seconds: float) -> dict[str, Any]:
    """Return what ``result.json`` says of a result, without explanations and repair."""
    said: dict[str, Any] = {"status": result.status.value}
    if result.status is Status.INFEASIBLE:
        said["conflict"] = bounds_of(result.conflict)
        if not result.conflict_is_smallest:
            said["conflict_is_smallest"] = False
    elif result.status is Status.UNKNOWN:
        said["bound"] = result.bound
    else:
        said["value"] = result.value
        if result.status is Status.FEASIBLE:
            said |= {"bound": result.bound, "gap": result.gap}
        said["selected"] = list(result.selected)
    said["seconds"] = round(seconds, 3)
    return said


def bounds_of(bounds: Iterable[Bound]) -> list[dict[str, Any]]:
    """Return sides of rules as plain values."""
    return [
        {"attr": bound.attr, "value": bound.value, "side": bound.side, "at": bound.at} for bound in bounds
    ]


def repairs_of(repairs: Iterable[Repair]) -> list[dict[str, Any]]:
    """Return a repair as plain values."""
    return [
        {
            "attr": repair.bound.attr,
            "value": repair.bound.value,
            "side": repair.bound.side,
            "from": repair.bound.at,
            "to": repair.to,
        }
        for repair in repairs
    ]


def standings_of(standings: Mapping[str, Standing]) -> dict[str, dict[str, Any]]:
    """Return everybody's explanation as plain values; an interval where time left the figure open."""
    return {one: _standing(standing) for one, standing in standings.items()}


def prices_of(prices: Sequence[Price]) -> list[dict[str, Any]]:
    """Return each rule's price as plain values."""
    return [
        {**bound, "price": price.price}
        for price, bound in zip(prices, bounds_of(price.bound for price in prices), strict=True)
    ]


def lottery_of(found: Lottery) -> dict[str, Any]:
    """Return a lottery as plain values."""
    return {
        "probabilities": found.probabilities,
        "minimum": found.minimum,
        "portfolio": [{"cohort": list(cohort), "weight": weight} for cohort, weight in found.portfolio],
        "drawn": list(found.drawn),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    if standing.points is None and standing.least is not None:
        return {"selected": standing.selected, "at_least": standing.least, "at_most": standing.most}
    return {
        "selected": standing.selected,
        "margin" if standing.selected else "points_short": standing.points,
    }


def dumped(said: Any) -> bytes:
    """Return plain values as the bytes of a JSON file, the same for the same values."""
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
