"""Reads the YAML of packs: the plain part of it, with the line of every field.

Only what people read at a glance is taken: mappings, lists, text, whole and decimal numbers, ``true``,
``false``, ``null``. Anchors, aliases and tags are refused: they hide text from the reader, and a few
aliases can stand for gigabytes. ``no`` and ``on`` are text, a country code stays a country code.
The tree is built from the parser's events with a stack of our own, so no depth can exhaust Python's.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .faults import Fault, Path

LARGEST = 2_000_000
DEEPEST = 40
MOST_NODES = 200_000

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class Reading:
    """What a file says: its value, the line of each field, and what is wrong with its form."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_line: int = 0
    skips: bool = False


def read_yaml(data: bytes | str, file: str) -> Reading:
    """Return what the file says, or the faults of its form."""
    reading = Reading()
    text = _text(data, file, reading)
    if text is None:
        return reading
    try:
        _build(text, file, reading)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        said = ", ".join(part for part in (wrong.context, wrong.problem) if part)
        _refuse(reading, file, mark.line + 1 if mark else 1, f"This is no YAML: {said}.", _REMEDIES["syntax"])
    except yaml.YAMLError as wrong:
        _refuse(reading, file, 1, f"This is no YAML: {wrong}.", _REMEDIES["syntax"])
    if reading.faults:
        reading.value = None
    elif not isinstance(reading.value, dict):
        _refuse(reading, file, 1, "The file holds no fields.", "Write fields, as in “network: wego”.")
    return reading


_REMEDIES = {
    "syntax": "Look for a missing space after a colon, a tab, an unclosed quote or bracket.",
    "alias": "Write the text out where it is needed; a pack uses no anchors and no aliases.",
    "tag": "Leave the tag away; a pack holds only text, numbers, true and false.",
}


def _refuse(reading: Reading, file: str, line: int, problem: str, remedy: str) -> None:
    reading.faults.append(Fault(file, line, problem, remedy))


def _text(data: bytes | str, file: str, reading: Reading) -> str | None:
    size = len(data)
    if size > LARGEST:
        _refuse(
            reading,
            file,
            0,
            f"The file has {size:,} bytes; we read {LARGEST:,} at most.",
            "Keep films and scans out of packs, and split long texts.",
        )
        return None
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        _refuse(
            reading,
            file,
            line,
            f"Byte {wrong.start + 1} is not UTF-8.",
            "Save the file in UTF-8, and try again.",
        )
        return None


def _build(text: str, file: str, reading: Reading) -> None:
    stack: list[_Open] = []
    nodes = 0
    documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(reading, file, line, "A second document begins here.", "Keep one document a file.")
                return
        if isinstance(event, yaml.AliasEvent):
            _refuse(reading, file, line, f"“*{event.anchor}” is an alias.", _REMEDIES["alias"])
            return
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            if getattr(event, "anchor", None):
                _refuse(reading, file, line, f"“&{event.anchor}” is an anchor.", _REMEDIES["alias"])
                return
            tag = getattr(event, "tag", None)
            if tag:
                _refuse(reading, file, line, f"“{tag}” is a tag.", _REMEDIES["tag"])
                return
            if nodes > MOST_NODES or len(stack) > DEEPEST:
                _refuse(
                    reading,
                    file,
                    line,
                    f"The file goes beyond {MOST_NODES:,} values or {DEEPEST} levels.",
                    "A pack is text that people read; split it.",
                )
                return
        _take(event, line, stack, file, reading)


def _take(event: yaml.Event, line: int, stack: list[_Open], file: str, reading: Reading) -> None:
    if isinstance(event, yaml.ScalarEvent):
        holder = stack[-1] if stack else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            _take_key(event.value, line, holder, file, reading)
        else:
            _put(_scalar(event), line, stack, reading)
    elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        holder = stack[-1] if stack else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            _refuse(reading, file, line, "A field's name is a list or a mapping here.", "Write a plain name.")
            holder.key, holder.skips = "?", True
            return
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = _put(value, line, stack, reading)
        stack.append(_Open(value, path))
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)) and stack:
        stack.pop()


def _take_key(name: str, line: int, holder: _Open, file: str, reading: Reading) -> None:
    if isinstance(holder.value, dict) and name in holder.value:
        first = reading.lines.get((*holder.path, name), 0)
        _refuse(
            reading,
            file,
            line,
            f"“{name}” stands here a second time; the first is on line {first}.",
            "Keep one of the two.",
        )
        # The second value must go somewhere while the file is read on; nobody will see it.
        name = f"{name} (again, line {line})"
    holder.key = name
    holder.key_line = line


def _put(value: Any, line: int, stack: list[_Open], reading: Reading) -> Path:
    if not stack:
        reading.value = value
        reading.lines[()] = line
        return ()
    holder = stack[-1]
    if isinstance(holder.value, dict):
        name = holder.key or ""
        holder.value[name] = value
        path: Path = (*holder.path, name)
        reading.lines[path] = holder.key_line
        holder.key = None
    else:
        path = (*holder.path, len(holder.value))
        holder.value.append(value)
        reading.lines[path] = line
    return path


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.style is not None:
        return event.value
    if event.value in _WORDS:
        return _WORDS[event.value]
    if _INTEGER.fullmatch(event.value):
        return int(event.value)
    if _DECIMAL.fullmatch(event.value):
        return float(event.value)
    return event.value
