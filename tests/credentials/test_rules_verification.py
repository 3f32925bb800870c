"""Tampering: whatever is changed, taken away, swapped or added is refused, and the report says which part."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.credentials.parties import (
    DAY,
    ISSUER,
    MAYOR,
    STRANGER,
    TRUST,
    changed,
    checked,
    proof_by,
    reasons,
    signed,
    signed_alone,
    unsigned,
)

from hansa.credentials.rules import document as documents
from hansa.credentials.rules import proof
from hansa.credentials.rules.differences import differing_paths
from hansa.credentials.rules.verification import Trust

BOTH, ALONE = signed(), signed_alone()


def leaves(value, path=()):
    """Every place in a JSON value, containers included."""
    if path:
        yield list(path), value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))


def other_values(value):
    """Values that could stand in the place of one, each different from it in JSON."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower(), None]
    if isinstance(value, str):
        return [
            value + "x",
            value[:-1],
            value.swapcase() + "y",
            "",
            None,
            [value],
            {"@value": value},
            value + "\u0301",
        ]
    if isinstance(value, list):
        return [
            value[::-1] if len(value) > 1 else [],
            value + value[-1:],
            value[:-1],
            value[0] if value else None,
            {},
        ]
    return [
        {},
        None,
        [value],
        {**value, "extra": "x"},
        {**value, "@id": "urn:x"},
        dict(list(value.items())[1:]),
    ]


def test_signed_by_both():
    report = checked(BOTH)
    assert report.is_valid
    assert [line.kind for line in report.lines if line.state == "ok"] == [
        "form", "unchanged", "signature", "signature", "issuer", "validity",
    ]  # fmt: skip
    assert {line.kind for line in report.lines if line.state == "unknown"} == {"status", "time"}


def test_signed_by_the_only_one_needed():
    assert checked(ALONE).is_valid


@pytest.mark.parametrize("document", [BOTH, ALONE], ids=["both", "alone"])
def test_any_changed_value_is_refused(document):
    for path, value in leaves(document):
        for other in other_values(value):
            altered = changed(document, path, other)
            assert differing_paths(document, altered), (path, other)
            assert not checked(altered).is_valid, (path, other)


@pytest.mark.parametrize("document", [BOTH, ALONE], ids=["both", "alone"])
def test_any_missing_member_is_refused(document):
    for path, _value in leaves(document):
        if isinstance(path[-1], str):
            altered = changed(document, path, None)
            parent = altered
            for step in path[:-1]:
                parent = parent[step]
            del parent[path[-1]]
            assert not checked(altered).is_valid, path


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_letter_is_refused(data):
    document = data.draw(st.sampled_from([BOTH, ALONE]))
    texts = [(path, value) for path, value in leaves(document) if isinstance(value, str) and value]
    path, value = data.draw(st.sampled_from(texts))
    place = data.draw(st.integers(0, len(value) - 1))
    letter = data.draw(st.characters(exclude_characters=value[place]))
    assert not checked(changed(document, path, value[:place] + letter + value[place + 1 :])).is_valid


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "type", "name", "issuer", "proof", "@context", "termsOfUse", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
        ),
    )
)
def test_any_strange_document_is_refused_without_a_crash(strange):
    assert not checked({**BOTH, **strange, "name": "Other"}).is_valid
    assert not checked({"type": ["VerifiableCredential"], **strange}).is_valid


def test_signature_stripped():
    for kept in ([BOTH["proof"][0]], [BOTH["proof"][1]], []):
        report = checked({**BOTH, "proof": kept})
        assert "missing" in reasons(report)
    missing = next(
        line
        for line in checked({**BOTH, "proof": BOTH["proof"][:1]}).lines
        if line.facts.get("reason") == "missing"
    )
    assert missing.facts["name"] == MAYOR.name


def test_demand_stripped_with_the_signature():
    altered = {**BOTH, "termsOfUse": BOTH["termsOfUse"][:1], "proof": BOTH["proof"][:1]}
    assert reasons(checked(altered)) >= {"forged"}


def test_signatures_swapped():
    assert not checked({**BOTH, "proof": BOTH["proof"][::-1]}).is_valid


def test_signature_forged():
    bare = proof.unsecured(BOTH)
    forged = {**proof_by(STRANGER, bare, proof.JCS), "verificationMethod": MAYOR.key}
    assert reasons(checked({**BOTH, "proof": [BOTH["proof"][0], forged]})) == {"forged", "unchanged"}


def test_signature_of_a_stranger_instead():
    other = proof_by(STRANGER, proof.unsecured(BOTH), proof.JCS)
    assert reasons(checked({**BOTH, "proof": [BOTH["proof"][0], other]})) == {"stranger", "missing"}


def test_signature_of_a_stranger_besides():
    other = proof_by(STRANGER, proof.unsecured(BOTH), proof.JCS)
    assert reasons(checked({**BOTH, "proof": [*BOTH["proof"], other]})) == {"stranger"}


def test_signature_twice():
    assert "twice" in reasons(checked({**BOTH, "proof": [*BOTH["proof"], BOTH["proof"][1]]}))


def test_signature_of_one_in_the_place_of_both():
    bare = unsigned()
    twice = {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC), proof_by(ISSUER, bare, proof.JCS)]}
    assert reasons(checked(twice)) >= {"twice", "missing"}


def test_signature_not_asked_for():
    bare = unsigned([ISSUER])
    more = {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC), proof_by(MAYOR, bare, proof.JCS)]}
    assert reasons(checked(more)) == {"not_asked"}


@pytest.mark.parametrize(
    ("name", "value"), [("cryptosuite", "ecdsa-rdfc-2019"), ("type", "Ed25519Signature2020")]
)
def test_signature_of_an_unknown_kind(name, value):
    strange = {**BOTH["proof"][1], name: value}
    report = checked({**BOTH, "proof": [*BOTH["proof"], strange]})
    assert not report.is_valid
    assert any(line.kind == "signature" and line.state == "bad" for line in report.lines)


def test_signature_of_two_rdf_proofs():
    bare = unsigned()
    both = {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC), proof_by(MAYOR, bare, proof.RDFC)]}
    assert not checked(both).is_valid


def test_signature_replayed_to_another_person():
    bare = unsigned()
    bare["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    assert reasons(checked({**bare, "proof": BOTH["proof"]})) == {"forged", "unchanged"}


def test_issuer_that_only_cosigned():
    bare = unsigned([MAYOR, ISSUER])
    turned = {**bare, "proof": [proof_by(MAYOR, bare, proof.RDFC), proof_by(ISSUER, bare, proof.JCS)]}
    assert reasons(checked(turned)) == {"issuer"}


def test_signed_after_the_key_was_retired():
    trust = Trust((ISSUER.trusted(), MAYOR.trusted(until=DAY)))
    assert reasons(checked(BOTH, trust)) == {"retired"}
    later = Trust((ISSUER.trusted(), MAYOR.trusted(until=DAY + timedelta(days=1))))
    assert checked(BOTH, later).is_valid


def test_not_valid_before_it_was_signed():
    assert reasons(checked(BOTH, at=DAY - timedelta(days=1))) == {"early"}


def test_not_valid_after_its_end():
    bare = {**unsigned(), "validUntil": "2026-11-14T09:30:00Z"}
    document = signed(bare)
    assert checked(document).is_valid
    assert reasons(checked(document, at=DAY + timedelta(days=366))) == {"ended"}


def test_nobody_trusted():
    assert reasons(checked(BOTH, Trust(()))) == {"stranger", "issuer"}


@pytest.mark.parametrize(
    "value", [None, 3, "x", [], {}, {"type": "VerifiableCredential"}, {"type": ["Other"]}]
)
def test_not_a_credential(value):
    assert checked(value).outcome == "not_a_certificate"


def test_credential_of_another_issuer_is_refused_by_its_form():
    report = checked(
        {"@context": [documents.CREDENTIALS_CONTEXT], "type": ["VerifiableCredential"], "issuer": "did:x:y"}
    )
    assert report.outcome == "refused"
    assert report.lines[0].kind == "form"


def test_no_date_of_birth_anywhere():
    assert "birth" not in str(BOTH).lower()
    assert not checked(changed(BOTH, ["credentialSubject", "dateOfBirth"], "2001-01-01"), TRUST).is_valid


def test_evidence_is_left_out_when_there_is_none():
    assert "evidence" not in documents.unsigned_credential(
        credential_id="urn:uuid:x",
        issuer=documents.Issuer("did:web:x", "X", "https://x.example.org/"),
        holder=documents.Holder("urn:uuid:y", "Y", "y@example.org", "salt"),
        earned=documents.Earned("urn:z", "Award", "Z", "en", "Z.", "urn:c", "C."),
        evidence=[],
        required=["did:web:x#k"],
        awarded_at=DAY,
    )
