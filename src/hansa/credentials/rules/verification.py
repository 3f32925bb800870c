"""Verifying a credential: every proof, every signatory that it demands, its shape, its dates.

Stricter than Open Badges asks (any one proof may do there): a proof that is missing, unknown, forged,
a stranger's or one too many refuses the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules import shape
from hansa.credentials.rules.dids import TrustedKey
from hansa.credentials.rules.instants import parse_instant, written
from hansa.credentials.rules.status import KnownList, looked_up

State = Literal["ok", "bad", "unknown"]
Outcome = Literal["valid", "refused", "not_a_certificate"]

# A signer's clock may run a little ahead of the verifier's.
CLOCK_LEEWAY = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One check: what was looked at, how it came out, and the facts a sentence about it needs."""

    kind: str
    state: State
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a verification found, check by check."""

    outcome: Outcome
    lines: tuple[Line, ...]
    document: Mapping[str, Any] | None = None

    @property
    def is_valid(self) -> bool:
        """Whether every check that can be made came out well."""
        return self.outcome == "valid"


@dataclass(frozen=True)
class Trust:
    """The keys a verifier believes, and the status lists it has at hand."""

    keys: tuple[TrustedKey, ...]
    lists: tuple[KnownList, ...] = ()

    # Of sheets: the certificates (DER) of the roots one believes, and when others (by SHA-256) were retired.
    roots: tuple[bytes, ...] = ()
    ended: tuple[tuple[str, datetime], ...] = ()

    def key(self, key_id: str) -> TrustedKey | None:
        """Return the key of this DID URL, or None for a stranger's."""
        return next((key for key in self.keys if key.id == key_id), None)


def _form(document: Mapping[str, Any]) -> Line:
    faults = shape.credential_faults(document)
    if not faults:
        return Line("form", "ok", {"schema": shape.NAME})
    return Line(
        "form", "bad", {"part": faults[0].path, "reason": faults[0].reason, "count": str(len(faults))}
    )


def _signature(
    document: Mapping[str, Any],
    place: int,
    proof: Any,
    required: Sequence[str],
    trust: Trust,
    contexts: proofs.Contexts,
) -> Line:
    facts = {"place": str(place + 1)}
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if isinstance(method, str):
        facts["key"] = method[:300]
    faults = shape.proof_faults(proof, place)
    if faults:
        suite = proof.get("cryptosuite") if isinstance(proof, dict) else None
        known = suite in (proofs.RDFC, proofs.JCS)
        reason = "form" if known else "unknown_kind"
        return Line("signature", "bad", {**facts, "reason": reason, "part": faults[0].path})
    key = trust.key(proof["verificationMethod"])
    if key is None:
        return Line("signature", "bad", {**facts, "reason": "stranger"})
    facts.update(name=key.name, role=key.role, did=key.did)
    if key.since:
        facts["since"] = written(key.since)
    if key.id not in required:
        return Line("signature", "bad", {**facts, "reason": "not_asked"})
    created = parse_instant(proof["created"])
    facts["created"] = proof["created"]
    for instant in (created, parse_instant(document["validFrom"])):
        if not key.is_in_use(instant):
            reason = "retired" if key.until and instant >= key.until else "not_begun"
            return Line("signature", "bad", {**facts, "reason": reason, "instant": written(instant)})
    if not proofs.holds(document, proof, key.public, contexts):
        return Line("signature", "bad", {**facts, "reason": "forged"})
    return Line("signature", "ok", facts)


def signature_lines(document: Mapping[str, Any], trust: Trust, contexts: proofs.Contexts) -> tuple[Line, ...]:
    """Return what can be said of a credential for ever: its shape and its signatures.

    It depends on the document and the keys alone, never on the clock, so the answer may be kept.
    """
    form = _form(document)
    if form.state == "bad":
        # Canonical RDF of a strange document can cost any amount of time; nothing below is reached with one.
        return (form,)
    given = document.get("proof", [])
    if not isinstance(given, list) or len(given) > shape.MAX_PROOFS:
        return (Line("form", "bad", {"part": "/proof", "reason": "other_number", "count": "1"}),)
    required = [term["id"] for term in document["termsOfUse"]]
    lines = [
        _signature(document, place, proof, required, trust, contexts) for place, proof in enumerate(given)
    ]
    signed = [line.facts.get("key") for line in lines]
    for place, line in enumerate(lines):
        if line.state == "ok" and line.facts["key"] in signed[:place]:
            lines[place] = Line("signature", "bad", {**line.facts, "reason": "twice"})
    for wanted in required:
        if wanted not in signed:
            key = trust.key(wanted)
            facts = {"key": wanted, "name": key.name, "role": key.role} if key else {"key": wanted}
            lines.append(Line("signature", "bad", {**facts, "reason": "missing"}))
    lines.append(_issuer(document, lines))
    unchanged = all(line.state == "ok" for line in lines)
    lines.insert(0, Line("unchanged", "ok" if unchanged else _doubt(lines)))
    return (form, *lines)


def _doubt(lines: Sequence[Line]) -> State:
    """A forged signature says that something was changed; a missing one does not say whether."""
    return "bad" if any(line.facts.get("reason") == "forged" for line in lines) else "unknown"


def _issuer(document: Mapping[str, Any], signatures: Sequence[Line]) -> Line:
    """The first signature, and the first demanded, is that of the issuer named in the text."""
    issuer = document["issuer"]
    first = signatures[0] if signatures else None
    facts = {"name": issuer["name"], "did": issuer["id"]}
    asked = document["termsOfUse"][0]["id"].startswith(f"{issuer['id']}#")
    signed = first is not None and first.facts.get("did") == issuer["id"]
    return Line("issuer", "ok" if asked and signed else "bad", facts)


def dated_lines(
    document: Mapping[str, Any], at: datetime, lists: Sequence[KnownList] = ()
) -> tuple[Line, ...]:
    """Return what depends on the day: validity, and what nobody can know from the file."""
    starts = parse_instant(document["validFrom"])
    ends = parse_instant(document["validUntil"]) if "validUntil" in document else None
    facts = {"from": document["validFrom"], "at": written(at)}
    if ends:
        facts["until"] = document["validUntil"]
    signed = [
        parse_instant(proof["created"])
        for place, proof in enumerate(document.get("proof", []))
        if not shape.proof_faults(proof, place)
    ]
    if max([starts, *signed]) > at + CLOCK_LEEWAY:
        validity = Line("validity", "bad", {**facts, "reason": "early"})
    elif ends and at >= ends:
        validity = Line("validity", "bad", {**facts, "reason": "ended"})
    else:
        validity = Line("validity", "ok", facts)
    state, said = looked_up(document, lists)
    return (
        validity,
        Line("status", cast("State", state), said),
        Line("time", "unknown", {"instant": document["awardedDate"]}),
    )


def verify(document: Any, *, trust: Trust, at: datetime, contexts: proofs.Contexts) -> Report:
    """Check a credential against the keys one believes, as of an instant."""
    if not shape.is_credential(document):
        return Report("not_a_certificate", (Line("form", "bad", {"reason": "not_a_certificate"}),))
    return report_of(document, signature_lines(document, trust, contexts), at, trust.lists)


def report_of(
    document: Mapping[str, Any], kept: tuple[Line, ...], at: datetime, lists: Sequence[KnownList] = ()
) -> Report:
    """Return the report for an instant, given what was kept of the signatures."""
    lines = kept
    if kept[0].state == "ok":
        lines = (*kept, *dated_lines(document, at, lists))
    bad = any(line.state == "bad" for line in lines)
    return Report("refused" if bad else "valid", lines, document)
