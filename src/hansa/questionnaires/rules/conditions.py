"""Which questions are asked of somebody: a question or a section may depend on an answer given above it.

A condition names an earlier question and says what its answer ``is`` (one of these), ``is_not`` (given, and none of
these), or whether it is ``answered``. Several conditions have to hold together. A question that is not asked itself
counts as unanswered, so what depends on it is not asked either.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hansa.questionnaires.rules.blank import is_blank

Condition = Mapping[str, Any]


def sections_of(definition: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the parts that a definition names, by key."""
    return {section["key"]: section for section in definition.get("sections") or ()}


def is_conditional(definition: Mapping[str, Any]) -> bool:
    """Whether anything in a definition depends on an answer."""
    return any(
        entry.get("only_if")
        for entry in (*(definition.get("sections") or ()), *definition.get("questions", ()))
    )


def applying(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the questions that are asked of somebody who answers so, in their order."""
    if not is_conditional(definition):
        return list(definition.get("questions", ()))
    sections = sections_of(definition)
    asked: dict[str, Any] = {}
    found = []
    for entry in definition.get("questions", ()):
        section = entry.get("section")
        around = sections.get(section, {}) if isinstance(section, str) else {}
        if hold(around.get("only_if") or (), asked) and hold(entry.get("only_if") or (), asked):
            asked[entry["key"]] = answers.get(entry["key"])
            found.append(entry)
    return found


def depends(definition: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Whether a question is asked only after certain answers: by itself, or with its section."""
    if entry.get("only_if"):
        return True
    section = entry.get("section")
    return isinstance(section, str) and bool(sections_of(definition).get(section, {}).get("only_if"))


def section_applies(definition: Mapping[str, Any], key: str, answers: Mapping[str, Any]) -> bool:
    """Whether a section's own conditions hold for somebody who answers so."""
    asked = {entry["key"]: answers.get(entry["key"]) for entry in applying(definition, answers)}
    return hold(sections_of(definition)[key].get("only_if") or (), asked)


def hold(conditions: Sequence[Condition], answers: Mapping[str, Any]) -> bool:
    """Whether all of these hold; ``answers`` are those to questions that are asked."""
    return all(_holds(condition, answers.get(condition["question"])) for condition in conditions)


def asked_of(
    definition: Mapping[str, Any], answers: Mapping[str, Any]
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Return a definition with the questions that apply and nothing conditional any more, and the answers to them.

    What comes out asks nothing of its other questions, so questions can be taken out of it and it stays what it is.
    Answers to questions that the definition does not know are kept: to say so is for ``problems``.
    """
    if not is_conditional(definition):
        return definition, dict(answers)
    found = applying(definition, answers)
    left_out = {entry["key"] for entry in definition["questions"]} - {entry["key"] for entry in found}
    plain = {
        **definition,
        "sections": [_plain(section) for section in definition.get("sections") or ()],
        "questions": [_plain(entry) for entry in found],
    }
    return plain, {key: value for key, value in answers.items() if key not in left_out}


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "only_if"}


def _holds(condition: Condition, value: object) -> bool:
    if "answered" in condition:
        return is_blank(value) is not condition["answered"]
    if is_blank(value):
        return False
    given = {str(one) for one in value} if isinstance(value, list) else {str(value)}
    if "is" in condition:
        return not given.isdisjoint(condition["is"])
    return given.isdisjoint(condition["is_not"])


def faults_in(definition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (path, what is wrong) for sections and conditions that cannot be used."""
    sections = definition.get("sections")
    if sections is not None and not isinstance(sections, list):
        yield "sections", "a list of tables with key and title"
        return
    known = {section.get("key") for section in sections or () if isinstance(section, Mapping)}
    places: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, entry in enumerate(definition["questions"]):
        if not isinstance(entry, Mapping):
            continue
        section = entry.get("section")
        if known and isinstance(section, str):
            first.setdefault(section, number)
            if section not in known:
                yield f"questions[{number}].section", f"there is no section {section}"
        yield from _faults(f"questions[{number}]", entry.get("only_if"), places)
        places[str(entry.get("key"))] = number
    for number, section in enumerate(sections or ()):
        path = f"sections[{number}]"
        if not isinstance(section, Mapping) or not section.get("key") or not section.get("title"):
            yield path, "a section is a table with key and title"
            continue
        begins = first.get(section["key"], len(places))
        before = {key: place for key, place in places.items() if place < begins}
        yield from _faults(path, section.get("only_if"), before)


def _faults(path: str, conditions: object, earlier: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    if conditions is None:
        return
    if not isinstance(conditions, list) or not all(isinstance(one, Mapping) for one in conditions):
        yield f"{path}.only_if", "a list of conditions"
        return
    for condition in conditions:
        if condition.get("question") not in earlier:
            yield f"{path}.only_if", f"{condition.get('question')} is no question above it"
        said = [name for name in ("is", "is_not", "answered") if name in condition]
        if len(said) != 1:
            yield f"{path}.only_if", "says exactly one of is, is_not, answered"
        elif said != ["answered"] and not (isinstance(condition[said[0]], list) and condition[said[0]]):
            yield f"{path}.only_if", f"{said[0]} is a list of answers"
