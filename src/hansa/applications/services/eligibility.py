"""May this person apply, and why: the call's typed rules asked with what we know."""

from collections.abc import Mapping
from typing import Any

from hansa.applications.models import Application
from hansa.applications.rules import facts
from hansa.applications.rules.terms import Terms
from hansa.programmes.services import Finding, explain_eligibility


def findings(terms: Terms, known: Mapping[str, Any]) -> list[Finding]:
    """Return each rule with met, unmet or unanswered, in the reader's language."""
    return explain_eligibility(rules=list(terms.eligibility), facts=known)


def known_of(person: Any, member: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Gather what the rules may ask: the account, the city, the answers given so far."""
    return facts.gather(
        birth_date=getattr(person, "birth_date", None),
        residence=getattr(person, "country", "") or "",
        member=None if member is None else {"key": member.key, "kind": member.kind, "region": member.region},
        answers=answers,
    )


def findings_of(application: Application, terms: Terms, answers: Mapping[str, Any]) -> list[Finding]:
    """Return the findings for an application as it stands."""
    return findings(terms, known_of(application.applicant, application.member, answers))


def is_barred(found: list[Finding]) -> bool:
    """Whether a rule that binds is not met; what is unanswered does not bar yet."""
    return any(finding.met is False and finding.required for finding in found)


def sign_of(finding: Finding) -> tuple[str, str]:
    """Return the icon and the colour of how a condition stands; what is only preferred refuses nobody."""
    if finding.met is None:
        return "ring", "c-ring"
    if finding.met:
        return "done", "c-done"
    return ("refused", "c-refused") if finding.required else ("info", "c-half")
