"""What answers score: a quiz against its right answers, a rubric by its weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class QuizScore:
    """How many questions were answered rightly, and which."""

    right: int
    of: int
    by_question: Mapping[str, bool]

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 79.9 is not yet 80."""
        return self.right * 100 // self.of if self.of else 100


def quiz_score(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> QuizScore:
    """Compare answers with the definition's right ones; questions without a right answer do not count."""
    marks = {
        entry["key"]: _is_right(entry, answers.get(entry["key"]))
        for entry in definition.get("questions", [])
        if entry.get("right")
    }
    return QuizScore(sum(marks.values()), len(marks), marks)


def _is_right(entry: Mapping[str, Any], value: object) -> bool:
    right = [str(one) for one in entry["right"]]
    if entry["kind"] == "ordering":
        return isinstance(value, list) and [str(one) for one in value] == right
    if entry["kind"] == "multiple":
        return isinstance(value, list) and {str(one) for one in value} == set(right)
    return value is not None and str(value) in right


def rubric_total(definition: Mapping[str, Any], scores: Mapping[str, Any]) -> int:
    """Add up a score sheet: each criterion's score times its weight, in whole numbers."""
    return sum(
        int(entry["weight"]) * int(scores.get(entry["key"]) or 0)
        for entry in definition.get("questions", [])
        if entry.get("weight") is not None
    )


def rubric_most(definition: Mapping[str, Any]) -> int:
    """Return the highest total that a score sheet can reach."""
    return sum(
        int(entry["weight"]) * int(entry.get("max") or 0)
        for entry in definition.get("questions", [])
        if entry.get("weight") is not None
    )
