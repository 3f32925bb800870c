"""What a sealed list says of the rules that a board changed, and of everybody it held in or out: with reasons.

Part of ``seal.json`` under ``changes``: ``rules`` (each with ``from``, what the call says, and ``to``), ``reasons``,
and ``forced_in`` and ``forced_out``, which give for each id the reason. ``from`` is null where the call says nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hansa.applications.rules.selection.files.refusal import one_line, quoted

HELD = ("forced_in", "forced_out")
FEW = 3
"""So many ids are named beside a reason; of more, only how many."""


def departures(
    rules: Mapping[str, Any],
    *,
    places: int | None,
    city_max: int | None,
    ranges: Mapping[str, Mapping[str, tuple[int, int]]],
) -> list[dict[str, Any]]:
    """Return each rule of a list that is another one than the call's, whose figures are given beside.

    A maximum above the places means no more than the places, so it is none the less the same.
    """
    k = int(rules["k"])
    found = []
    if places is not None and places != k:
        found.append({"attr": "k", "value": "", "from": places, "to": k})
    if min(rules["city_max"], k) != min(k if city_max is None else city_max, k):
        found.append({"attr": "city_max", "value": "", "from": city_max, "to": rules["city_max"]})
    for attr in sorted({*ranges, *rules["ranges"]}):
        was, now = ranges.get(attr, {}), rules["ranges"].get(attr, {})
        for value in sorted({*was, *now}):
            before = was.get(value)
            if _within(before, k) != _within(now.get(value), k):
                said = None if before is None else [before[0], min(before[1], max(k, before[0]))]
                found.append({"attr": attr, "value": value, "from": said, "to": now.get(value)})
    return found


def _within(pair: Sequence[int] | None, k: int) -> tuple[int, int]:
    low, high = pair or (0, k)
    return low, min(high, max(k, low))


def read(said: Any) -> str | None:
    """Return what is wrong with the shape of ``changes``; None where it can be read."""
    if not isinstance(said, dict):
        return "must be an object"
    rows, reasons = said.get("rules"), said.get("reasons")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return "rules: must be a list of rules"
    if not all(isinstance(row.get("attr"), str) and isinstance(row.get("value"), str) for row in rows):
        return "rules: each needs attr and value"
    if not _are_texts(reasons):
        return "reasons: must be a list of texts"
    for field in HELD:
        held = said.get(field)
        if not isinstance(held, dict) or not _are_texts(list(held.values())):
            return f"{field}: must be an object of id: reason"
    return None


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def contradictions(said: Mapping[str, Any], rules: Mapping[str, Any]) -> list[str]:
    """Return where what is said to have been changed is not what the list was computed by, a line each."""
    found = []
    for row in said["rules"]:
        attr, value = row["attr"], row["value"]
        now = (
            rules.get(attr) if attr in ("k", "city_max") else rules.get("ranges", {}).get(attr, {}).get(value)
        )
        if row.get("to") != now:
            found.append(
                f"seal.json: changes: {_name(attr, value)}: is {quoted(now)} in rules.json, not {quoted(row.get('to'))}"
            )
    for field in HELD:
        other = sorted(set(said[field]) ^ set(rules.get(field, ())))
        if other:
            found.append(f"seal.json: changes: {field}: {quoted(other[0])} does not stand in both")
    return [one_line(line) for line in found]


def told(said: Mapping[str, Any]) -> list[str]:
    """Return the changes for somebody who reads them, a line each."""
    lines = []
    for row in said["rules"]:
        now, was = _figure(row.get("to")), _figure(row.get("from"))
        lines.append(f"changed: {_name(row['attr'], row['value'])}: {now} instead of {was}")
    lines += [f"reason: {reason}" for reason in said["reasons"]]
    for field, word in zip(HELD, ("in", "out"), strict=True):
        for reason, ids in _by_reason(said[field]).items():
            who = ", ".join(ids) if len(ids) <= FEW else f"{len(ids)} applicants"
            lines.append(f"held {word}: {who}: {reason or 'no reason is given'}")
    return [one_line(line) for line in lines] or ["the rules are those of the call"]


def _by_reason(held: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, reason in sorted(held.items()):
        found.setdefault(reason, []).append(one)
    return found


def _figure(value: Any) -> str:
    if isinstance(value, list):
        return "–".join(str(part) for part in value)
    return "nothing" if value is None else str(value)


def _name(attr: str, value: str) -> str:
    return {"k": "places", "city_max": "places a city"}.get(attr, f"{attr} {value}")
