"""Rotating keys: what was signed in a key's time stays verifiable, and nothing can be dated into another's."""

import json
from datetime import timedelta

import pytest
from tests.credentials.parties import DAY, ISSUER, MAYOR, checked, proof_by, reasons, signed, unsigned
from tests.factories.credentials import issued

from hansa.credentials import services
from hansa.credentials.models import SigningKey
from hansa.credentials.rules import dids, proof
from hansa.credentials.rules.verification import Trust
from hansa.credentials.selectors import signatory

HOUR = timedelta(hours=1)


def believed(**window):
    """Both keys, the issuer's in use for so long."""
    return Trust((ISSUER.trusted(**window), MAYOR.trusted()))


def test_key_in_its_time():
    assert checked(signed(), believed(since=DAY - HOUR, until=DAY + HOUR)).is_valid
    # Credentials know seconds; a key that began within the second of its first signature is in time.
    assert checked(signed(), believed(since=DAY + timedelta(microseconds=900_000))).is_valid


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        ({"since": DAY + timedelta(seconds=1)}, "not_begun"),
        ({"until": DAY}, "retired"),
        ({"until": DAY - HOUR}, "retired"),
    ],
)
def test_signature_outside_its_keys_time_is_refused(window, reason):
    assert reason in reasons(checked(signed(), believed(**window)))


@pytest.mark.parametrize(("valid_from", "reason"), [(DAY - HOUR * 3, "not_begun"), (DAY + HOUR, "retired")])
def test_certificate_dated_outside_its_keys_time_is_refused(valid_from, reason):
    """Its proof claims an instant in the key's time, the text another."""
    bare = {**unsigned(), "validFrom": dids.written(valid_from)}
    document = {**bare, "proof": [proof_by(ISSUER, bare, proof.RDFC), proof_by(MAYOR, bare, proof.JCS)]}
    trust = believed(since=DAY - HOUR, until=DAY + HOUR)
    assert reason in reasons(checked(document, trust, at=DAY + HOUR * 2))


def test_did_document_says_from_when_until_when():
    multikey = dids.multikey(ISSUER.public)
    document = dids.did_document(ISSUER.did, [dids.PublishedKey(multikey, DAY, DAY + HOUR)])
    (key,) = dids.keys_of(document)
    assert (key.since, key.until) == (DAY, DAY + HOUR)
    assert document["alsoKnownAs"] == [f"did:key:{multikey}"]


@pytest.mark.parametrize("value", [7, "yesterday", "2025-11-14"])
def test_did_document_with_an_instant_that_is_none(value):
    document = dids.did_document(ISSUER.did, [dids.PublishedKey(dids.multikey(ISSUER.public), DAY)])
    document["verificationMethod"][0]["created"] = value
    with pytest.raises(services.NotATrustBundle):
        services.trust_from_bundle(json.dumps(document).encode())


@pytest.mark.django_db
@pytest.mark.database_service
def test_rotation_keeps_the_old_key_and_what_it_signed(earned, holder, now):
    later = now + timedelta(days=1)
    old = SigningKey.objects.get(signatory__key="mayor-of-seoul")
    fresh = services.rotate_key(signatory_key="mayor-of-seoul", by=None, now=later)
    old.refresh_from_db()
    assert (old.retired_at, fresh.created_at, fresh.retired_at) == (later, later, None)
    published = services.did_document_of(signatory("mayor-of-seoul"))
    assert [method["publicKeyMultibase"] for method in published["verificationMethod"]] == [
        fresh.multikey,
        old.multikey,
    ]
    assert published["verificationMethod"][1]["expires"] == dids.written(later)
    documents = [services.did_document_of(row.signatory) for row in earned.achievement.required.all()]
    trust = services.trust_from_bundle(json.dumps({"didDocuments": documents}).encode())
    second = issued(holder, now=later, achievement_key=earned.achievement.key)
    for row in (earned, second):
        assert services.verify_credential(row, at=later).is_valid
        assert services.verify_document(row.document, trust=trust, at=later).is_valid
    assert (
        earned.document["proof"][1]["verificationMethod"] != second.document["proof"][1]["verificationMethod"]
    )


@pytest.mark.django_db
def test_stolen_retired_key_signs_nothing_new(earned, holder, now):
    """Whoever has the old key's file signs with today's date: refused. With yesterday's, no clock can tell."""
    from hansa.credentials.adapters import keyring
    from hansa.credentials.adapters.contexts import contexts

    old = SigningKey.objects.get(signatory__key="mayor-of-seoul")
    services.rotate_key(signatory_key="mayor-of-seoul", by=None, now=now + HOUR)
    options = {name: part for name, part in earned.document["proof"][1].items() if name != "proofValue"} | {
        "created": dids.written(now + 2 * HOUR)
    }
    forged = proof.make_proof(
        earned.document, options, sign=keyring.signer(old.multikey), contexts=contexts()
    )
    document = {**earned.document, "proof": [earned.document["proof"][0], forged]}
    report = services.verify_file(json.dumps(document).encode(), at=now + 3 * HOUR)
    assert "retired" in reasons(report)
