"""May somebody apply? Each rule of a call as it stands for them, said in their language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from hansa.programmes.rules.packs import Answer, ApplicantFacts, EligibilityRule
from hansa.programmes.services.wording import sentence

_RULES: TypeAdapter[list[EligibilityRule]] = TypeAdapter(list[EligibilityRule])


@dataclass(frozen=True)
class Finding:
    """How one rule stands: ``met`` is ``None`` while nothing is known; one not ``required`` is only preferred."""

    kind: str
    met: bool | None
    required: bool
    text: str
    is_assumed: bool = False


def explain(*, rules: Sequence[Any], facts: Mapping[str, Any]) -> list[Finding]:
    """Return how each rule stands for these facts, in the rules' order.

    ``rules`` are the pack's own or their plain values, as a frozen call holds them. ``facts`` may hold
    ``birth_date, member, member_kind, region, role_level, fields, country, languages``; what is missing
    or ``None`` is not known yet. Other facts are left alone.
    """
    known = facts_of(facts)
    typed = _RULES.validate_python([*rules])
    return [_finding(rule, rule.check(known)) for rule in typed]


explain_eligibility = explain


def facts_of(facts: Mapping[str, Any]) -> ApplicantFacts:
    """Return what the rules may ask, from whatever is known."""
    fields = facts.get("fields")
    languages = facts.get("languages") or {}
    return ApplicantFacts(
        birth_date=facts.get("birth_date"),
        member=facts.get("member"),
        member_kind=facts.get("member_kind"),
        region=facts.get("region"),
        role_level=facts.get("role_level") or None,
        fields=frozenset(fields) if fields is not None else None,
        country=facts.get("country") or None,
        languages={str(key): str(level) for key, level in languages.items()},
    )


def _finding(rule: EligibilityRule, answer: Answer) -> Finding:
    met = {"met": True, "unmet": False, "unanswered": None}[answer.state]
    return Finding(
        kind=rule.kind,
        met=met,
        required=not rule.preferred,
        text=sentence(answer.explanation),
        is_assumed=bool(rule.assumed),
    )


def members_meant(rules: Sequence[Any], members: Iterable[Any]) -> list[Any]:
    """Return those of the members whose people a call is for; rules about a person alone shut no member out."""
    asked = [rule for rule in _RULES.validate_python([*rules]) if rule.kind == "member_of"]
    return [
        member
        for member in members
        if not any(
            rule.check(ApplicantFacts(member=member.key, member_kind=member.kind, region=member.region)).bars
            for rule in asked
        )
    ]
