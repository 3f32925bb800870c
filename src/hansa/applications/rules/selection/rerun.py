"""A sealed result held to what comes out when it is run again: a line for each field that differs."""

import json
import math
from collections.abc import Mapping
from typing import Any

from hansa.applications.rules.selection.elastic import sides_of
from hansa.applications.rules.selection.explanations import explain
from hansa.applications.rules.selection.feasibility import is_infeasible
from hansa.applications.rules.selection.files import one_line
from hansa.applications.rules.selection.files.refusal import quoted
from hansa.applications.rules.selection.files.results import answer_of, prices_of, standings_of
from hansa.applications.rules.selection.instance import (
    Instance,
    SelectionRefused,
    Status,
    broken_bounds,
    value_of,
)
from hansa.applications.rules.selection.prices import prices
from hansa.applications.rules.selection.repair import Repair, repair_of, repaired
from hansa.applications.rules.selection.solve import solve


def differences_of(instance: Instance, result: Mapping[str, Any], time_limit: float | None) -> list[str]:
    """Run the decision again and name each field that comes out otherwise."""
    if result.get("status") == Status.FEASIBLE.value:
        return _unproven(instance, result, time_limit)
    found = solve(instance, time_limit=time_limit)
    now = answer_of(found, seconds=0)
    differences = []
    for field in ("status", "value", "bound", "gap", "selected"):
        if field == "selected" and isinstance(result.get(field), list) and field in now:
            differences += _other_people(result[field], now[field])
        elif result.get(field) != now.get(field):
            differences.append(
                one_line(
                    f"result.json: {field}: sealed {quoted(result.get(field))}, now {quoted(now.get(field))}"
                )
            )
    if not differences and found.status is Status.INFEASIBLE:
        differences += _conflict(instance, result, now) + _repair(instance, result)
    if not differences and found.status is Status.OPTIMAL:
        if "explanations" in result:
            standings = standings_of(explain(instance, found, time_limit=time_limit))
            differences += _explanations(result["explanations"], standings)
        if "rules" in result:
            asked = prices_of(prices(instance, found, time_limit=time_limit))
            differences += _prices(result["rules"], asked)
    return differences


def _unproven(instance: Instance, result: Mapping[str, Any], time_limit: float | None) -> list[str]:
    """Hold an answer that was not proven in time to what it says of itself; another run may find a better one."""
    selected, value, bound = result.get("selected"), result.get("value"), result.get("bound")
    known = {candidate.id for candidate in instance.candidates}
    if not isinstance(selected, list) or not all(isinstance(one, str) and one in known for one in selected):
        return ["result.json: selected: names somebody who is no applicant"]
    if len(set(selected)) < len(selected) or broken_bounds(instance, selected):
        return ["result.json: selected: does not keep the rules"]
    if value != value_of(instance, selected):
        return ["result.json: value: is not the sum of those selected"]
    if not isinstance(bound, int) or result.get("gap") != bound - value:
        return ["result.json: gap: is not the bound less the value"]
    best = solve(instance, time_limit=time_limit).value
    return [] if best is None or best <= bound else [f"result.json: bound: {bound} is passed by {best}"]


def _explanations(sealed: Any, now: dict[str, dict[str, Any]]) -> list[str]:
    if not isinstance(sealed, dict) or sealed.keys() != now.keys():
        return ["result.json: explanations: are not of everybody"]
    other = sorted(one for one in now if not agree(sealed[one], now[one]))
    if not other:
        return []
    return [one_line(f"result.json: explanations: {len(other)} come out otherwise, {quoted(other[0])} first")]


def agree(sealed: Any, now: Mapping[str, Any]) -> bool:
    """Whether two explanations say the same; where time left one open, whether they have a figure in common."""
    if sealed == now:
        return True
    if not isinstance(sealed, dict) or sealed.get("selected") is not now["selected"]:
        return False
    if "at_least" not in sealed and "at_least" not in now:
        return False
    spans = [_span(one) for one in (sealed, now)]
    return None not in spans and max(span[0] for span in spans if span) <= min(
        span[1] for span in spans if span
    )


def _span(standing: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return between which figures somebody stands; None where what is said is no figure."""
    figure = standing.get("margin" if standing.get("selected") else "points_short")
    low, high = standing.get("at_least", figure), standing.get("at_most", figure)
    if not isinstance(low, int) or not isinstance(high, int | None):
        return None
    return low, math.inf if high is None else high


def _prices(sealed: Any, now: list[dict[str, Any]]) -> list[str]:
    def ordered(rows: list[Any]) -> list[str]:
        return sorted(json.dumps(row, sort_keys=True) for row in rows)

    if not isinstance(sealed, list):
        return ["result.json: rules: must be a list of prices"]
    was, again = ordered(sealed), ordered(now)
    if was == again:
        return []
    other = next((row for row in again if row not in was), None) or next(
        row for row in was if row not in again
    )
    return [one_line(f"result.json: rules: the prices come out otherwise, {other} first")]


def _repair(instance: Instance, result: Mapping[str, Any]) -> list[str]:
    """Another repair that widens as little and lets in as much is as good."""
    sealed = result.get("repair")
    if sealed is None:
        return []
    sides = {(b.attr, b.value, b.side, b.at): b for b in sides_of(instance)}
    try:
        said = tuple(Repair(sides[r["attr"], r["value"], r["side"], r["from"]], int(r["to"])) for r in sealed)
    except (KeyError, TypeError, ValueError):
        return ["result.json: repair: names what is no rule"]
    now = repair_of(instance)
    try:
        is_as_good = not said or not now or said == now or _worth(instance, said) == _worth(instance, now)
    except SelectionRefused:
        is_as_good = False
    return [] if is_as_good else ["result.json: repair: is not the cheapest one"]


def _worth(instance: Instance, repairs: tuple[Repair, ...]) -> tuple[int, int | None]:
    """Return what a repair widens in all, and the merit it lets in."""
    seats = sum(abs(repair.to - repair.bound.at) for repair in repairs)
    return seats, solve(repaired(instance, repairs)).value


def _other_people(sealed: list[Any], now: list[str]) -> list[str]:
    if sealed == now:
        return []
    gone = [one for one in sealed if one not in now]
    come = [one for one in now if one not in sealed]
    if not gone and not come:
        return ["result.json: selected: the same people in another order"]
    said = f"result.json: selected: sealed with {quoted(gone)}, now with {quoted(come)}"
    return [one_line(said)]


def _conflict(instance: Instance, result: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Another conflict of as few rules is as good; what is sealed has to be one, and as small as it says."""
    sealed = result.get("conflict")
    if sealed == now["conflict"]:
        return []
    sides = {(b.attr, b.value, b.side, b.at): b for b in instance.bounds()}
    try:
        named = [sides[b["attr"], b["value"], b["side"], b["at"]] for b in sealed or ()]
    except (KeyError, TypeError):
        return ["result.json: conflict: names what is no rule"]
    if not is_infeasible(instance, named):
        return ["result.json: conflict: there are cohorts that keep it"]
    if len(named) != len(now["conflict"]) and result.get("conflict_is_smallest", True):
        return ["result.json: conflict: is no smallest one"]
    return []
