"""Reading JSON that somebody hands in: no second spelling of anything, nothing endless."""

import json
from typing import Any

LARGEST = 1024 * 1024


class NotJson(ValueError):
    """The text is not JSON, or is JSON that two readers could read differently."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotJson("a member is given twice")
    return members


def _no_constant(name: str) -> Any:
    raise NotJson(f"{name} is not JSON")


def read_json(data: bytes | str, *, largest: int = LARGEST) -> Any:
    """Return what a JSON text holds; a member given twice, NaN or endless depth is refused."""
    if len(data) > largest:
        raise NotJson("too large")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise NotJson("not JSON") from fault
