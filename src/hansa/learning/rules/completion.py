"""When a course is completed, and what is missing until then."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

Kind = Literal["lectures", "coursework", "readings", "workshops"]


@dataclass(frozen=True, slots=True)
class Rule:
    """The pack's rule. What is 0 (or False) is not asked for; ``coursework=None`` asks for all that is required."""

    lectures_percent: int = 0
    coursework: int | None = None
    readings: bool = False
    workshops: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a learner stands: percent watched by lecture, pieces passed, readings read, workshops attended."""

    lectures: Mapping[str, int]
    coursework_passed: AbstractSet[str] = frozenset()
    coursework_required: AbstractSet[str] = frozenset()
    readings_read: AbstractSet[str] = frozenset()
    readings_required: AbstractSet[str] = frozenset()
    workshops: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule: how much is done of how much, and which keys are missing."""

    kind: Kind
    done: int
    of: int
    missing: tuple[str, ...] = ()
    percent: int = 0

    @property
    def is_met(self) -> bool:
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether the course is completed, each condition asked for, and those not met yet."""

    done: bool
    conditions: tuple[Condition, ...] = ()

    @property
    def missing(self) -> list[Condition]:
        """The conditions not met yet; none once the course is completed, whatever came later."""
        return [] if self.done else [one for one in self.conditions if not one.is_met]


def completion(rule: Rule, facts: Facts, *, was_completed: bool = False) -> Completion:
    """Judge a course by its rule. What was completed once stays so.

    A course without a single lecture to watch or piece to pass is never completed by itself.
    """
    conditions = tuple(_conditions(rule, facts))
    met = bool(conditions) and all(one.is_met for one in conditions)
    return Completion(was_completed or met, conditions)


def _conditions(rule: Rule, facts: Facts) -> Sequence[Condition]:
    found = []
    if rule.lectures_percent and facts.lectures:
        left = tuple(key for key, watched in facts.lectures.items() if watched < rule.lectures_percent)
        count = len(facts.lectures)
        found.append(Condition("lectures", count - len(left), count, left, rule.lectures_percent))
    if rule.readings and facts.readings_required:
        found.append(_of_set("readings", facts.readings_required, facts.readings_read))
    if rule.coursework is None and facts.coursework_required:
        found.append(_of_set("coursework", facts.coursework_required, facts.coursework_passed))
    elif rule.coursework:
        left = tuple(sorted(facts.coursework_required - facts.coursework_passed))
        found.append(Condition("coursework", len(facts.coursework_passed), rule.coursework, left))
    if rule.workshops:
        found.append(Condition("workshops", facts.workshops, rule.workshops))
    return found


def _of_set(kind: Kind, required: AbstractSet[str], done: AbstractSet[str]) -> Condition:
    left = tuple(sorted(required - done))
    return Condition(kind, len(required) - len(left), len(required), left)


def is_stricter(old: Rule, new: Rule) -> bool:
    """Whether the new rule asks for anything that the old one did not."""
    return (
        new.lectures_percent > old.lectures_percent
        or (new.readings and not old.readings)
        or new.workshops > old.workshops
        or _pieces(new) > _pieces(old)
    )


def _pieces(rule: Rule) -> float:
    return float("inf") if rule.coursework is None else rule.coursework
