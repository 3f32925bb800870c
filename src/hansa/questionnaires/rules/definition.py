"""Is a questionnaire's definition sound? Every fault at once, each with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hansa.questionnaires.rules.conditions import faults_in

KINDS = frozenset(
    {
        "text", "long_text", "single", "multiple", "number", "date", "country", "language_level",
        "consent", "ordering",
    }
)  # fmt: skip
WITH_OPTIONS = frozenset({"single", "multiple", "ordering"})
FIELDS = frozenset(
    {
        "key", "kind", "label", "hint", "required", "options", "max_length", "right", "weight", "max", "min",
        "section", "explanation", "language", "only_if",
    }
)  # fmt: skip
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: ``questions[2].options``."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def faults(definition: object) -> list[Fault]:
    """Return everything that is wrong with a definition; empty where it can be used."""
    if not isinstance(definition, Mapping):
        return [Fault("", "a questionnaire is a table with title and questions")]
    found = list(_text_faults("title", definition.get("title")))
    questions = definition.get("questions")
    if not isinstance(questions, list) or not questions:
        return [*found, Fault("questions", "must be a list with at least one question")]
    seen: set[str] = set()
    for number, entry in enumerate(questions):
        found += _question_faults(f"questions[{number}]", entry, seen)
    return [*found, *(Fault(path, what) for path, what in faults_in(definition))]


def question(definition: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """Return the question with this key, or None."""
    return next((entry for entry in definition.get("questions", ()) if entry.get("key") == key), None)


def option_keys(entry: Mapping[str, Any]) -> list[str]:
    """Return the keys of a question's options in their order."""
    return [str(option["key"]) for option in entry.get("options") or ()]


def _question_faults(path: str, entry: object, seen: set[str]) -> Iterator[Fault]:
    if not isinstance(entry, Mapping):
        yield Fault(path, "a question is a table with key, kind and label")
        return
    for unknown in sorted(set(entry) - FIELDS):
        yield Fault(f"{path}.{unknown}", f"unknown field; known are {', '.join(sorted(FIELDS))}")
    key, kind = entry.get("key"), entry.get("kind")
    if not isinstance(key, str) or not _KEY.match(key):
        yield Fault(f"{path}.key", "small letters, digits and _, beginning with a letter, at most 60")
    elif key in seen:
        yield Fault(f"{path}.key", f"{key} appears twice")
    else:
        seen.add(key)
    if not isinstance(kind, str) or kind not in KINDS:
        yield Fault(f"{path}.kind", f"{kind!r} is no kind; kinds are {', '.join(sorted(KINDS))}")
        return
    yield from _text_faults(f"{path}.label", entry.get("label"))
    if entry.get("hint") is not None:
        yield from _text_faults(f"{path}.hint", entry.get("hint"))
    if not isinstance(entry.get("required", False), bool):
        yield Fault(f"{path}.required", "true or false")
    yield from _option_faults(path, kind, entry)
    yield from _number_faults(path, kind, entry)


def _option_faults(path: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    options = entry.get("options")
    if kind not in WITH_OPTIONS:
        if options:
            yield Fault(f"{path}.options", f"a question of kind {kind} has no options")
        return
    if not isinstance(options, list) or len(options) < 2:
        yield Fault(f"{path}.options", "at least two options")
        return
    keys: set[str] = set()
    for number, option in enumerate(options):
        where = f"{path}.options[{number}]"
        if not isinstance(option, Mapping) or not isinstance(option.get("key"), str) or not option["key"]:
            yield Fault(where, "an option is a table with key and label")
            continue
        if option["key"] in keys:
            yield Fault(f"{where}.key", f"{option['key']} appears twice")
        keys.add(option["key"])
        yield from _text_faults(f"{where}.label", option.get("label"))
    right = entry.get("right")
    if not right:
        return
    if not isinstance(right, list) or not {str(one) for one in right} <= keys:
        yield Fault(f"{path}.right", "a list of option keys")
    elif kind == "single" and len(right) != 1:
        yield Fault(f"{path}.right", "exactly one option is right where one can be chosen")
    elif kind == "ordering" and sorted(right) != sorted(keys):
        yield Fault(f"{path}.right", "names every option once, in the right order")


def _number_faults(path: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("max_length", "weight", "max", "min"):
        value = entry.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield Fault(f"{path}.{name}", "a whole number, 0 or more")
            return
    if entry.get("weight") is not None and (kind != "number" or not entry.get("max")):
        yield Fault(f"{path}.weight", "only a number with a max is weighed")
    if entry.get("max") is not None and entry.get("min", 0) > entry["max"]:
        yield Fault(f"{path}.min", "is above max")


def _text_faults(path: str, text: object) -> Iterator[Fault]:
    if (
        not isinstance(text, Mapping)
        or not text
        or not all(isinstance(value, str) and value.strip() for value in text.values())
    ):
        yield Fault(path, "text by language, e.g. {en: …}")
