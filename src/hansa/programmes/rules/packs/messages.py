"""Turns what pydantic found into the words of a fault: what is wrong, and what would be right."""

import types
import typing
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .faults import Finding, Path

_KEY_HINT = "A key is small letters and digits with hyphens between, as in champions-2025."


def nearest(word: str, known: Sequence[str]) -> str:
    """Return 'Did you mean “x”?' where something known is close, else what is known."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    listed = ", ".join(sorted(known))
    return f"Known are: {listed}." if listed else "None is known."


def findings_of(wrong: ValidationError, model: type[BaseModel], file: str, value: Any) -> list[Finding]:
    """Return a finding for each field that does not have the shape of the schema."""
    seen: dict[Path, Finding] = {}
    for error in wrong.errors():
        path = _path(error["loc"], value)
        if path not in seen:
            problem, remedy = _words(error, model, path)
            seen[path] = Finding(path, problem, remedy, file)
    return list(seen.values())


def _path(loc: tuple[int | str, ...], value: Any) -> Path:
    """Return the way through the file itself: pydantic also names the branches of unions, which the file does not."""
    path: list[str | int] = []
    here: Any = value
    for position, step in enumerate(loc):
        if _has(here, step):
            here = here[step]
        elif (
            position == len(loc) - 1 and isinstance(here, dict) and isinstance(step, str) and step != "[key]"
        ):
            here = None  # a field that is missing
        else:
            continue
        path.append(step)
    return tuple(path)


def _has(value: Any, step: int | str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _said(path: Path) -> str:
    shown = ""
    for step in path:
        shown += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if shown else str(step)
    return shown or "the file"


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _words(error: ErrorDetails, model: type[BaseModel], path: Path) -> tuple[str, str]:
    kind, where, context = error["type"], _said(path), error.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return f"“{name}” is no field of {_said(path[:-1])}.", nearest(name, _fields(model, path[:-1]))
    if kind == "missing":
        return f"{where} is missing.", f"Add “{name}:” to {_said(path[:-1])}."
    if kind == "literal_error":
        expected = [
            word.strip(" '\"") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
        ]
        return f"{where}: “{_shown(error['input'])}” is not known here.", nearest(
            str(error["input"]), expected
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = [
            word.strip(" '\"") for word in str(context.get("expected_tags", "")).split(",") if word.strip()
        ]
        tag = str(context.get("tag", ""))
        remedy = (
            nearest(tag, tags)
            if tags
            else "A rule has a kind: age, member_of, role_level, residence, language."
        )
        return f"{where}: “{tag}” is no kind of rule." if tag else f"{where} has no kind.", remedy
    if kind == "value_error":
        problem, _, remedy = str(context.get("error", error["msg"])).partition("; ")
        return f"{where}: {problem}.", (remedy[:1].upper() + remedy[1:] + ".") if remedy else ""
    if kind == "string_pattern_mismatch":
        return f"{where}: “{_shown(error['input'])}” has not the right form.", _pattern_hint(
            str(context.get("pattern"))
        )
    return f"{where}: “{_shown(error['input'])}” does not fit.", _HINTS.get(kind, _plain(kind, error["msg"]))


def _plain(kind: str, message: str) -> str:
    if kind.startswith("date"):
        return "Write a day as in 2017-10-13, or “to be announced” where that is allowed."
    return message.replace("Input should", "It should").rstrip(".") + "."


_HINTS = {
    "string_type": "Write text; put a number that is meant as text in quotes.",
    "string_too_short": "Write something, or take the field out.",
    "string_too_long": "Write less.",
    "int_parsing": "Write a whole number.",
    "int_type": "Write a whole number.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "list_type": "Write a list: each item on its own line after “- ”.",
    "dict_type": "Write languages below, as in “en: …”.",
    "model_type": "Write fields below it, each as “name: value”.",
    "model_attributes_type": "Write fields below it, each as “name: value”.",
}


def _pattern_hint(pattern: str) -> str:
    if pattern.startswith("^[a-z0-9]+"):
        return _KEY_HINT
    if pattern == "^[A-Z]{2}$":
        return "A country is two capitals by ISO 3166, as in KR."
    if pattern == "^[A-Z]{3}$":
        return "A currency is three capitals by ISO 4217, as in KRW."
    if pattern.startswith("^https?"):
        return "An address begins with https://."
    if "{0,2}:" in pattern:
        return "Width and height of a picture are written as in 35:45."
    if "Q[1-4]" in pattern:
        return "Write a year, or a quarter as in 2024-Q3."
    if pattern.startswith("^[a-z]{2,3}"):
        return "A language is written as in en, ko or zh-hans."
    return f"It should match {pattern}."


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    here: list[Any] = [model]
    for step in path:
        branches = [branch for branch in _models(here) if step in branch.model_fields]
        here = [branch.model_fields[str(step)].annotation for branch in branches] or here
    return sorted(
        {
            field.alias or name
            for branch in _models(here)
            for name, field in branch.model_fields.items()
            if name != "assumed"
        }
    )


def _models(annotations: list[Any]) -> Iterator[type[BaseModel]]:
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
            continue
        if typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
            yield from _models([part for part in typing.get_args(annotation) if not isinstance(part, str)])
