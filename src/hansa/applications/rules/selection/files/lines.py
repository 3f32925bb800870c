"""On which line of a JSON text a field stands, for complaints that can be followed."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the decoder's own, without a stub

BLANK = re.compile(r"[ \t\n\r]*")


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of the value at a path of keys and positions; as near as it can be found."""
    at = _skip(text, 0)
    for step in path:
        found = _enter(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _enter(text: str, at: int, step: str | int) -> int | None:
    """Return where the value under one key or position begins, inside the value that begins at ``at``."""
    decoder = json.JSONDecoder()
    in_object = text[at : at + 1] == "{"
    if in_object is isinstance(step, int) or text[at : at + 1] not in ("{", "["):
        return None
    number, at = 0, _skip(text, at + 1)
    while text[at : at + 1] not in ("}", "]", ""):
        key: str | int = number
        if in_object:
            key, at = scanstring(text, at + 1, True)
            at = _skip(text, _skip(text, at) + 1)
        if key == step:
            return at
        _value, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        number += 1
    return None


def _skip(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at
