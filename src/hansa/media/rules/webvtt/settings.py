"""A cue's settings: where it stands and how it is set. What says nothing is passed over."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from .cues import Alignment, Cue, Direction, LineAlignment, PositionAlignment

ASCII_SPACE = " \t\n\f\r"
_ALIGNMENTS: dict[str, Alignment] = {name: name for name in get_args(Alignment)}
_LINE_ALIGNMENTS: dict[str, LineAlignment] = {name: name for name in get_args(LineAlignment)}
_POSITION_ALIGNMENTS: dict[str, PositionAlignment] = {
    "line-left": "line-left",
    "center": "center",
    "line-right": "line-right",
}
_DIRECTIONS: dict[str, Direction] = {"rl": "rl", "lr": "lr"}


def with_settings(cue: Cue, settings: str, regions: Sequence[str]) -> Cue:
    """Return the cue with the settings that follow its times."""
    for setting in re.split(f"[{ASCII_SPACE}]+", settings):
        name, colon, value = setting.partition(":")
        if not (name and colon and value):
            continue
        read = _SETTINGS.get(name)
        if name == "region":
            cue = replace(cue, region=value if value in regions else "")
        elif read:
            cue = read(cue, value)
    if cue.region and (cue.line != "auto" or cue.size != 100 or cue.direction):
        cue = replace(cue, region="")
    return cue


def _vertical(cue: Cue, value: str) -> Cue:
    return replace(cue, direction=_DIRECTIONS[value]) if value in _DIRECTIONS else cue


def _line_setting(cue: Cue, value: str) -> Cue:
    where, comma, align = value.partition(",")
    percent = where.endswith("%")
    number = _percentage(where) if percent else _number(where)
    if number is None or (comma and align not in _LINE_ALIGNMENTS):
        return cue
    changed = replace(cue, line=number, snap_to_lines=not percent)
    return replace(changed, line_align=_LINE_ALIGNMENTS[align]) if comma else changed


def _position(cue: Cue, value: str) -> Cue:
    where, comma, align = value.partition(",")
    number = _percentage(where)
    if number is None or (comma and align not in _POSITION_ALIGNMENTS):
        return cue
    changed = replace(cue, position=number)
    return replace(changed, position_align=_POSITION_ALIGNMENTS[align]) if comma else changed


def _size(cue: Cue, value: str) -> Cue:
    number = _percentage(value)
    return cue if number is None else replace(cue, size=number)


def _align(cue: Cue, value: str) -> Cue:
    return replace(cue, align=_ALIGNMENTS[value]) if value in _ALIGNMENTS else cue


_SETTINGS = {
    "vertical": _vertical,
    "line": _line_setting,
    "position": _position,
    "size": _size,
    "align": _align,
}


def _percentage(text: str) -> float | None:
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?%", text):
        return None
    number = float(text[:-1])
    return number if number <= 100 else None


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else None
