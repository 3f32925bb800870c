"""``result.json``: an answer of the engine as the published format has it."""

import json
from collections.abc import Iterable
from typing import Any

from hansa.applications.rules.selection.instance import Bound, Result, Status
from hansa.applications.rules.selection.repair import Repair


def answer_of(result: Result, *, seconds: float) -> dict[str, Any]:
    """Return what ``result.json`` says of a result, without explanations and repair."""
    said: dict[str, Any] = {"status": result.status.value}
    if result.status is Status.INFEASIBLE:
        said["conflict"] = bounds_of(result.conflict)
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


def dumped(said: Any) -> bytes:
    """Return plain values as the bytes of a JSON file, the same for the same values."""
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
