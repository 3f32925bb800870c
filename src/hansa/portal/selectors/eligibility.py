"""May I apply? Each rule of a call with met, unmet or unanswered, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hansa.programmes.services import Finding, explain_eligibility


@dataclass(frozen=True)
class Checklist:
    """The rules of a call as they stand for somebody, and what follows."""

    findings: list[Finding]

    @property
    def unmet(self) -> int:
        """How many rules that must be met are not."""
        return sum(f.met is False and f.required for f in self.findings)

    @property
    def is_barred(self) -> bool:
        return self.unmet > 0

    @property
    def is_clear(self) -> bool:
        return all(f.met for f in self.findings if f.required)

    @property
    def is_answered(self) -> bool:
        return any(f.met is not None for f in self.findings)


def checklist(rules: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> Checklist:
    """Return how each rule stands for these facts."""
    return Checklist(explain_eligibility(rules=list(rules), facts=dict(facts)))
