"""Do answers fit their questions? Codes, not sentences: the sentence depends on the reader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hansa.questionnaires.rules.blank import is_blank
from hansa.questionnaires.rules.conditions import applying
from hansa.questionnaires.rules.definition import option_keys

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
LONGEST = {"text": 300, "long_text": 6000}
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps answers from being sent: the question's key, a code, and its figures."""

    key: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def problems(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Problem]:
    """Return what is missing or does not fit, in the order of the questions.

    Answers to questions that are not asked are named too (``unknown``): nothing is kept that
    nobody asked for. A question that does not apply may hold what was typed before; nothing is asked of it.
    """
    found = []
    for entry in applying(definition, answers):
        value = answers.get(entry["key"])
        if is_blank(value):
            if entry.get("required"):
                found.append(Problem(entry["key"], "missing"))
            continue
        problem = _CHECKS[entry["kind"]](entry, value)
        if problem is not None:
            found.append(problem)
    known = {entry["key"] for entry in definition.get("questions", ())}
    found += [Problem(key, "unknown") for key in sorted(set(answers) - known)]
    return found


def _text(entry: Mapping[str, Any], value: object) -> Problem | None:
    if not isinstance(value, str):
        return Problem(entry["key"], "not_text")
    most = entry.get("max_length") or LONGEST[entry["kind"]]
    if len(value) > most:
        return Problem(entry["key"], "too_long", {"length": len(value), "most": most})
    return None


def _single(entry: Mapping[str, Any], value: object) -> Problem | None:
    return None if value in option_keys(entry) else Problem(entry["key"], "no_option")


def _multiple(entry: Mapping[str, Any], value: object) -> Problem | None:
    if not isinstance(value, list) or not set(map(str, value)) <= set(option_keys(entry)):
        return Problem(entry["key"], "no_option")
    return None if len(set(value)) == len(value) else Problem(entry["key"], "no_option")


def _ordering(entry: Mapping[str, Any], value: object) -> Problem | None:
    if isinstance(value, list) and sorted(map(str, value)) == sorted(option_keys(entry)):
        return None
    return Problem(entry["key"], "not_an_order", {"count": len(option_keys(entry))})


def _number(entry: Mapping[str, Any], value: object) -> Problem | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return Problem(entry["key"], "not_a_number")
    least, most = entry.get("min", 0), entry.get("max")
    if value < least or (most is not None and value > most):
        return Problem(entry["key"], "out_of_range", {"least": least, "most": most})
    return None


def _date(entry: Mapping[str, Any], value: object) -> Problem | None:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return Problem(entry["key"], "not_a_date")
    return None


def _country(entry: Mapping[str, Any], value: object) -> Problem | None:
    return None if isinstance(value, str) and _COUNTRY.match(value) else Problem(entry["key"], "no_country")


def _level(entry: Mapping[str, Any], value: object) -> Problem | None:
    return None if value in LEVELS else Problem(entry["key"], "no_option")


def _consent(entry: Mapping[str, Any], value: object) -> Problem | None:
    return None if value is True else Problem(entry["key"], "missing")


_CHECKS = {
    "text": _text,
    "long_text": _text,
    "single": _single,
    "multiple": _multiple,
    "ordering": _ordering,
    "number": _number,
    "date": _date,
    "country": _country,
    "language_level": _level,
    "consent": _consent,
}
