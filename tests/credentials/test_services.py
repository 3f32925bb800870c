import json
import stat
from datetime import timedelta

import pytest
from tests.factories.credentials import EVIDENCE, achievement, issued, signatory

from hansa.credentials import services, signals
from hansa.credentials.adapters import keyring
from hansa.credentials.enums import ClaimState, CredentialState
from hansa.credentials.models import Credential, SigningKey
from hansa.credentials.selectors import (
    credential_by_code,
    credentials_matching,
    credentials_of,
    own_trust,
)
from hansa.foundation.privacy import export_for

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def reasons(report):
    return {line.facts.get("reason", line.kind) for line in report.lines if line.state == "bad"}


def as_file(document):
    return json.dumps(document).encode()


def test_signatory_gets_a_did_and_a_key_only_the_server_reads(now):
    row = signatory(now=now)
    assert row.did == "did:web:localhost%3A8000:did:secretary-general"
    path = keyring.folder() / f"{row.keys.get().multikey}.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "private" not in path.read_text()


def test_signatory_defined_again_keeps_its_key(now):
    first = signatory(now=now)
    again = signatory(now=now, url="https://other.example.org/")
    assert again.pk == first.pk
    assert again.url == "https://other.example.org/"
    assert SigningKey.objects.count() == 1


@pytest.mark.parametrize("key", ["", "Mayor", "a/b", "a--b", "-a", "Bürgermeister"])
def test_signatory_with_a_key_that_is_no_slug(key, now):
    with pytest.raises(services.SignatoryKeyRefused):
        signatory(key, now=now)


def test_key_does_not_open_with_another_secret(settings, now):
    key = signatory(now=now).keys.get().multikey
    settings.HANSA_KEY_SECRET = "another secret altogether"
    with pytest.raises(keyring.KeyUnavailable, match="does not open"):
        keyring.signer(key)


def test_key_of_a_specimen_cannot_be_called_real(settings, now):
    key = signatory(now=now).keys.get().multikey
    path = keyring.folder() / f"{key}.json"
    path.write_text(path.read_text().replace('"specimen": true', '"specimen": false'))
    with pytest.raises(keyring.KeyUnavailable):
        keyring.signer(key)


def test_key_of_a_specimen_signs_nothing_in_production(settings, now):
    key = signatory(now=now).keys.get().multikey
    settings.HANSA_DEMONSTRATION = False
    with pytest.raises(keyring.KeyUnavailable, match="specimen"):
        keyring.signer(key)


def test_issue_signed_by_both(earned, holder):
    assert earned.state == CredentialState.ISSUED
    document = earned.document
    assert [proof["cryptosuite"] for proof in document["proof"]] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert [term["id"] for term in document["termsOfUse"]] == [
        p["verificationMethod"] for p in document["proof"]
    ]
    assert document["issuer"]["name"] == "World Smart Sustainable Cities Organization (specimen)"
    assert document["credentialSubject"]["identifier"][0]["identityHash"] == holder.name
    assert holder.email not in json.dumps(document)
    assert [piece["id"] for piece in document["evidence"]] == sorted(piece["id"] for piece in EVIDENCE)
    assert services.verify_document(document, trust=own_trust(), at=earned.issued_at).is_valid


def test_issue_signed_by_one(earned_alone):
    assert len(earned_alone.document["proof"]) == 1
    assert services.verify_credential(earned_alone, at=earned_alone.issued_at).is_valid


def test_issue_twice_under_one_key_is_once(holder, now):
    heard = []
    receiver = lambda sender, credential, **more: heard.append(credential)  # noqa: E731  kept alive by its name
    signals.credential_issued.connect(receiver)
    try:
        first = issued(holder, now=now, key="enrolment:7")
        again = issued(holder, now=now + timedelta(days=1), key="enrolment:7")
    finally:
        signals.credential_issued.disconnect(receiver)
    assert first == again
    assert Credential.objects.count() == 1
    assert heard == [first]


def test_issue_without_a_name(person_with, now):
    nameless = person_with()
    nameless.name = " "
    with pytest.raises(services.NoName):
        issued(nameless, now=now)
    assert not Credential.objects.exists()


def test_issue_name_that_turns_round(person_with, now):
    turned = person_with()
    turned.name = "Zoë\u202eroC"
    with pytest.raises(services.TextRefused):
        issued(turned, now=now)


def test_issue_by_a_specimen_in_production(holder, settings, now):
    row = achievement(now=now)
    settings.HANSA_DEMONSTRATION = False
    with pytest.raises(services.SpecimenSignatory):
        issued(holder, now=now, achievement_key=row.key)


def test_issue_while_a_receiver_fails_issues_nothing(holder, now):
    def failing(sender, **more):
        raise RuntimeError("not today")

    row = achievement(now=now)
    signals.credential_issued.connect(failing)
    try:
        with pytest.raises(RuntimeError):
            issued(holder, now=now, achievement_key=row.key)
    finally:
        signals.credential_issued.disconnect(failing)
    assert not Credential.objects.exists()


def test_two_certificates_of_one_person_share_no_identifier(earned, earned_alone):
    subjects = [row.document["credentialSubject"] for row in (earned, earned_alone)]
    assert subjects[0]["id"] != subjects[1]["id"]
    assert subjects[0]["identifier"][1]["identityHash"] != subjects[1]["identifier"][1]["identityHash"]


@pytest.mark.parametrize("keys", [[], ["a", "a"], ["a", "b", "c"], ["nobody"]])
def test_achievement_with_other_signatories(keys, now):
    for key in {*keys} - {"nobody"}:
        signatory(key, now=now)
    with pytest.raises(services.SignatoriesRefused):
        services.define_achievement(
            key="x", name="X", description="X.", criteria="X.", criteria_url="https://x.example.org/",
            signatories=keys, language="en", kind="course", by=None, now=now,
        )  # fmt: skip


def test_achievement_with_a_sheet_that_fetches(now):
    signatory(now=now)
    with pytest.raises(services.SheetBroken):
        achievement(now=now, signatories=["secretary-general"], template='#import "@preview/x:1.0.0": *')


def test_achievement_defined_again_changes_its_signatories(now):
    achievement(now=now)
    row = achievement(now=now, signatories=["mayor-of-seoul"])
    assert [one.signatory.key for one in row.required.all()] == ["mayor-of-seoul"]


def test_rotated_key_signs_and_the_old_one_still_verifies(earned, holder, now):
    later = now + timedelta(days=30)
    services.rotate_key(signatory_key="mayor-of-seoul", by=None, now=later)
    newer = issued(holder, now=later + timedelta(days=1), achievement_key=earned.achievement.key)
    assert newer.document["termsOfUse"][1] != earned.document["termsOfUse"][1]
    for row in (earned, newer):
        assert services.verify_credential(row, at=later + timedelta(days=2)).is_valid


def test_rotated_key_signs_no_more(earned, now):
    services.rotate_key(signatory_key="mayor-of-seoul", by=None, now=now - timedelta(days=1))
    assert reasons(services.verify_credential(earned, at=now)) == {"retired"}


def test_verify_file_of_json(earned, now):
    report = services.verify_file(as_file(earned.document), at=now)
    assert report.is_valid
    assert ("register", "ok") in {(line.kind, line.state) for line in report.lines}


def test_verify_file_changed_says_which_part(earned, now):
    earned.document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    report = services.verify_file(as_file(earned.document), at=now)
    assert reasons(report) == {"forged", "unchanged", "register"}
    said = {sentence.kind: sentence.detail for sentence in services.sentences(report)}
    assert said["register"] == "Different: the holder's name."


def test_verify_file_with_the_keys_of_others(earned, now):
    stranger = services.trust_from_bundle(as_file(services.did_document_of(signatory("somebody", now=now))))
    assert "stranger" in reasons(services.verify_file(as_file(earned.document), trust=stranger, at=now))


def test_verify_file_with_a_bundle_asks_no_database(earned, now, django_assert_num_queries):
    documents = [services.did_document_of(row.signatory) for row in earned.achievement.required.all()]
    for bundle in (documents, {"didDocuments": documents}):
        trust = services.trust_from_bundle(as_file(bundle))
        with django_assert_num_queries(0):
            assert services.verify_file(as_file(earned.document), trust=trust, at=now).is_valid


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"[3]", b'{"didDocuments": 3}', b'"x"', b"null"]
)
def test_trust_bundle_that_says_nothing(content):
    with pytest.raises(services.NotATrustBundle):
        services.trust_from_bundle(content)


def test_verify_in_production_believes_no_specimen(earned, settings, now):
    settings.HANSA_DEMONSTRATION = False
    assert "stranger" in reasons(services.verify_credential(earned, at=now))


def test_verify_withdrawn(earned, now):
    Credential.objects.update(state=CredentialState.REVOKED)
    assert reasons(services.verify_file(as_file(earned.document), at=now)) == {"withdrawn"}


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\x89PNG\r\n", b"%PDF-1.7 nothing", b"{}", b"[]", b"%PDF-" + b"0" * 6_000_000]
)
def test_verify_file_that_is_no_certificate(data, now, db):
    report = services.verify_file(data, at=now)
    assert report.outcome == "not_a_certificate"
    assert services.answer(report) == "This is not a certificate"


def test_claim_asked_twice_is_one(holder, now):
    row = achievement(now=now)
    ask = {"achievement_key": row.key, "holder": holder, "answers": {"why": "done"}, "now": now}
    claim = services.request_claim(**ask)
    assert services.request_claim(**ask) == claim
    granted = services.decide_claim(claim_id=claim.pk, granted=True, by=None, now=now)
    assert granted.state == ClaimState.GRANTED
    assert services.request_claim(**ask) == claim


def test_claim_refused_may_be_asked_again(holder, now):
    row = achievement(now=now)
    claim = services.request_claim(achievement_key=row.key, holder=holder, answers={}, now=now)
    refused = services.decide_claim(
        claim_id=claim.pk, granted=False, reason="Lecture 7 is missing.", by=None, now=now
    )
    assert refused.reason == "Lecture 7 is missing."
    with pytest.raises(services.ClaimDecided):
        services.decide_claim(claim_id=claim.pk, granted=True, by=None, now=now)
    assert services.request_claim(achievement_key=row.key, holder=holder, answers={}, now=now) != claim


def test_credential_found_by_its_number_and_by_words(earned):
    assert credential_by_code(earned.number.lower()) == earned
    assert credential_by_code("0000-0000-00") is None
    rows = Credential.objects.all()
    for words in ("zoë", "champions-2025", earned.number):
        assert list(credentials_matching(rows, words=words, state="")) == [earned]
    assert not credentials_matching(rows, words="", state="pending").exists()
    assert not credentials_matching(rows, words="nobody", state="").exists()


def test_credentials_of_a_person_only(earned, person_with):
    assert list(credentials_of(earned.holder)) == [earned]
    assert not credentials_of(person_with()).exists()


def test_everything_held_is_exported(earned):
    held = export_for(earned.holder)["credentials"]
    assert [row["number"] for row in held] == [earned.number]


def test_readiness_names_a_lost_key(earned):
    assert services.readiness()["keys"] == ""
    for path in keyring.folder().iterdir():
        path.unlink()
    assert services.readiness()["keys"].startswith("2 signing keys")
