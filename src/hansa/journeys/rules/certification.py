"""Whether somebody has earned a certificate, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

MissingKind = Literal["course", "event", "age", "birth_date"]


@dataclass(frozen=True)
class Criteria:
    """What the pack asks for; everything stated must hold. ``age`` is decided outside, by the pack's own rule."""

    course: str | None = None
    events: frozenset[str] = frozenset()
    attended: int = 1
    has_age: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one person in one edition. ``age_met`` is ``None`` without a date of birth."""

    completed: frozenset[str] = frozenset()
    attended: frozenset[str] = frozenset()
    age_met: bool | None = None


@dataclass(frozen=True)
class Missing:
    """One thing that stands between a person and the certificate."""

    kind: MissingKind
    count: int = 0


@dataclass(frozen=True)
class Verdict:
    """Earned when nothing is missing."""

    missing: tuple[Missing, ...] = field(default=())

    @property
    def earned(self) -> bool:
        return not self.missing

    @property
    def can_still_be_earned(self) -> bool:
        """An age on a day that has been set does not change; everything else can be made up for."""
        return all(lack.kind != "age" for lack in self.missing)


def judge(criteria: Criteria, facts: Facts) -> Verdict:
    """Return what is missing for a certificate, in the order in which a person would do it."""
    return Verdict(tuple(_lacks(criteria, facts)))


def _lacks(criteria: Criteria, facts: Facts) -> Iterable[Missing]:
    if criteria.course and criteria.course not in facts.completed:
        yield Missing("course")
    if criteria.events:
        short = criteria.attended - len(criteria.events & facts.attended)
        if short > 0:
            yield Missing("event", short)
    if criteria.has_age and facts.age_met is None:
        yield Missing("birth_date")
    elif criteria.has_age and not facts.age_met:
        yield Missing("age")
