"""Why somebody is in or out, and what each rule costs: worked out with a list and kept beside it."""

from collections.abc import Callable
from typing import Any

from hansa.applications.rules import selection as engine

EXPLAIN_TIME = 20.0
PRICE_TIME = 10.0


def standings_of(
    instance: engine.Instance, result: engine.Result, told: Callable[[int, int], None] | None = None
) -> dict[str, dict[str, Any]]:
    """Return for each candidate by how much they are in or out, exact or between two figures, as plain data.

    ``told`` hears how many of how many are explained.
    """
    if result.status is not engine.Status.OPTIMAL:
        return {}
    found = engine.explain(instance, result, time_limit=EXPLAIN_TIME, told=told)
    return {
        number: {
            "selected": standing.selected,
            "points": standing.points,
            "least": standing.least,
            "most": standing.most,
        }
        for number, standing in found.items()
    }


def prices_of(instance: engine.Instance, result: engine.Result) -> list[dict[str, Any]]:
    """Return what the list would gain if a side of a rule alone were wider by one, as plain data."""
    if result.status is not engine.Status.OPTIMAL:
        return []
    return [
        {
            "attr": row.bound.attr,
            "value": row.bound.value,
            "side": row.bound.side,
            "at": row.bound.at,
            "price": row.price,
        }
        for row in engine.prices(instance, result, time_limit=PRICE_TIME)
    ]
