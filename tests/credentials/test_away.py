"""Two custodians: a signatory that keeps its own key, and what waits for it."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.credentials.processes import alone
from tests.factories.credentials import achievement, issued

from hansa.config.cli import main
from hansa.credentials import services, signals
from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import CredentialState
from hansa.credentials.models import Credential
from hansa.credentials.rules import ceremony
from hansa.credentials.rules.dids import multikey, written
from hansa.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

HOUR = timedelta(hours=1)


@pytest.fixture
def mayor():
    """The Mayor's own key; only these tests have it."""
    return Ed25519PrivateKey.generate()


@pytest.fixture
def pending(holder, mayor, now):
    """A certificate that waits for the Mayor."""
    row = achievement(now=now - HOUR)
    services.entrust_key(
        signatory_key="mayor-of-seoul",
        multikey=multikey(mayor.public_key().public_bytes_raw()),
        by=None,
        now=now - HOUR,
    )
    return issued(holder, now=now, achievement_key=row.key)


@pytest.fixture
def heard():
    """Who was told of a certificate."""
    told = []
    receiver = lambda sender, credential, **more: told.append(credential.pk)  # noqa: E731  kept alive by its name
    signals.credential_issued.connect(receiver)
    yield told
    signals.credential_issued.disconnect(receiver)


def asked(now):
    return services.make_signing_request(signatory_key="mayor-of-seoul", by=None, now=now)[1]


def answered(data, mayor, at):
    request = ceremony.read_request(data)
    return ceremony.answer_to(request, sign=mayor.sign, at=at, contexts=contexts())


def bring(answer, now):
    return services.import_answer(json.dumps(answer).encode(), by=None, now=now)


def test_the_key_is_never_here(pending):
    for row in pending.achievement.required.all():
        key = row.signatory.keys.get(retired_at=None)
        assert keyring.has_key(key.multikey) is not key.is_away


def test_pending_says_so_and_opens_nothing(pending, client, heard):
    assert (pending.state, pending.issued_at) == (CredentialState.PENDING, None)
    assert [proof["cryptosuite"] for proof in pending.document["proof"]] == ["eddsa-rdfc-2022"]
    page = client.get(f"/verify/{pending.pk}/").content.decode()
    assert "Do not rely on this certificate" in page
    assert "Not everybody has signed yet" in page
    assert client.get(f"/certificates/{pending.pk}.pdf").status_code == 404
    assert heard == []
    assert Entry.objects.filter(act="credential.prepare").count() == 1


def test_answer_issues_it_once(pending, mayor, now, heard):
    answer = answered(asked(now), mayor, now + HOUR)
    later = now + 2 * HOUR
    assert bring(answer, later) == [pending]
    assert bring(answer, later) == []
    pending.refresh_from_db()
    assert (pending.state, pending.issued_at) == (CredentialState.ISSUED, later)
    assert [proof["cryptosuite"] for proof in pending.document["proof"]] == [
        "eddsa-rdfc-2022",
        "eddsa-jcs-2022",
    ]
    assert services.verify_credential(pending, at=later).is_valid
    assert heard == [pending.pk]
    acts = list(Entry.objects.order_by("sequence").values_list("act", flat=True))
    assert [act for act in acts if act.startswith("signing.")] == ["signing.request", "signing.import"]
    assert acts.count("credential.issue") == 1


def test_asked_twice_either_answer_is_good(pending, mayor, holder, now):
    first = asked(now)
    second_row = issued(holder, now=now, achievement_key=pending.achievement.key)
    second = asked(now)
    assert len(ceremony.read_request(second).asked) == 2
    assert bring(answered(second, mayor, now), now) == sorted([pending, second_row], key=lambda row: row.pk)
    assert bring(answered(first, mayor, now), now) == []
    with pytest.raises(services.NothingToSign):
        asked(now)


def other_digest(answer):
    answer["digest"] = "0" * 64


def other_request(answer):
    answer["request"] = "00000000-0000-4000-8000-000000000000"


def one_short(answer):
    answer["proofs"].popitem()


def one_more(answer):
    answer["proofs"]["urn:uuid:00000000-0000-4000-8000-000000000000"] = next(iter(answer["proofs"].values()))


def first_proof(**changes):
    return lambda answer: next(iter(answer["proofs"].values())).update(changes)


@pytest.mark.parametrize(
    "change",
    [
        other_digest,
        other_request,
        one_short,
        one_more,
        first_proof(proofValue="z" + "1" * 88),
        first_proof(cryptosuite="eddsa-rdfc-2022"),
        first_proof(created="2020-01-01T00:00:00Z"),
        first_proof(created="2031-01-01T00:00:00Z"),
        first_proof(verificationMethod="did:web:localhost%3A8000:did:secretary-general#z6Mk"),
        first_proof(more="x"),
    ],
)
def test_answer_that_does_not_fit_issues_nothing(pending, mayor, now, change, holder):
    issued(holder, now=now, achievement_key=pending.achievement.key)
    answer = answered(asked(now), mayor, now)
    change(answer)
    with pytest.raises(services.RequestRefused):
        bring(answer, now)
    assert set(Credential.objects.values_list("state", flat=True)) == {CredentialState.PENDING}


def test_answer_by_somebody_else_issues_nothing(pending, now):
    with pytest.raises(services.RequestRefused, match="does not fit"):
        bring(answered(asked(now), Ed25519PrivateKey.generate(), now), now)


def test_signature_after_the_key_was_retired_issues_nothing(pending, mayor, now):
    answer = answered(asked(now), mayor, now + 2 * HOUR)
    fresh = multikey(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    services.entrust_key(signatory_key="mayor-of-seoul", multikey=fresh, by=None, now=now + HOUR)
    with pytest.raises(services.RequestRefused, match="says that it was made"):
        bring(answer, now + 3 * HOUR)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(kind="x"),
        lambda content: content.update(documents=[]),
        lambda content: content.update(key="did:web:x#z6Mk"),
        lambda content: content["documents"].append(content["documents"][0]),
        lambda content: content["documents"][0].update(more="x"),
        lambda content: content["documents"][0].update(type=["VerifiableCredential"]),
        lambda content: content["documents"][0].update(proof=[]),
    ],
)
def test_request_that_asks_for_something_else_is_not_signed(pending, now, change):
    content = json.loads(asked(now))
    change(content)
    with pytest.raises(services.RequestRefused):
        ceremony.read_request(json.dumps(content).encode())


@pytest.mark.parametrize("key", ["", "z6Mk", "z" + "1" * 40])
def test_entrusting_what_is_no_key(pending, key, now):
    with pytest.raises(services.SignatoryKeyRefused):
        services.entrust_key(signatory_key="mayor-of-seoul", multikey=key, by=None, now=now)


def test_platform_does_not_take_the_key_over(pending, now):
    with pytest.raises(services.SignatoryKeyRefused, match="its own key"):
        services.rotate_key(signatory_key="mayor-of-seoul", by=None, now=now)
    assert services.readiness()["keys"] == ""


def test_issued_again_the_old_one_counts_until_the_new_one_does(earned, mayor, now):
    services.entrust_key(
        signatory_key="mayor-of-seoul",
        multikey=multikey(mayor.public_key().public_bytes_raw()),
        by=None,
        now=now + HOUR,
    )
    later = now + 2 * HOUR
    fresh = services.reissue_credential(credential_id=earned.pk, name="Zoë Đặng", by=None, now=later)
    earned.refresh_from_db()
    assert (fresh.state, earned.state) == (CredentialState.PENDING, CredentialState.ISSUED)
    bring(answered(asked(later), mayor, later), later)
    earned.refresh_from_db()
    assert earned.state == CredentialState.REVOKED
    assert services.verify_credential(Credential.objects.get(pk=fresh.pk), at=later).is_valid


def test_issuer_whose_key_is_elsewhere_has_no_list(earned_alone, mayor, holder, now):
    services.entrust_key(
        signatory_key="secretary-general",
        multikey=multikey(mayor.public_key().public_bytes_raw()),
        by=None,
        now=now,
    )
    row = issued(holder, now=now + HOUR, achievement_key=earned_alone.achievement.key)
    assert row.status_list is None
    assert "credentialStatus" not in row.document
    assert row.document["proof"] == []


def run(*arguments):
    return main(["credentials", *map(str, arguments)])


def test_whole_ceremony_by_command(tmp_path, holder, monkeypatch, capsys, now):
    """As two offices would: the key is made and used in processes that have nothing but the package and two files."""
    from hansa.foundation import clock

    row = achievement(now=clock.now() - HOUR)
    keyfile, request, answer = (tmp_path / name for name in ("mayor.pem", "request.json", "answer.json"))

    def elsewhere(*arguments):
        return alone(tmp_path, *arguments, HANSA_KEY_PASSPHRASE="twelve letters")

    made = elsewhere("key", keyfile)
    assert made.returncode == 0, made.stderr
    assert keyfile.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in keyfile.read_bytes()
    assert run("request", "mayor-of-seoul", request) == 1
    assert run("entrust", "mayor-of-seoul", made.stdout.strip()) == 0
    waiting = issued(holder, now=clock.now(), achievement_key=row.key)
    assert run("request", "mayor-of-seoul", request) == 0
    fingerprint = capsys.readouterr().out.partition("Fingerprint ")[2].strip()
    signed = elsewhere("sign", request, "--key", keyfile, "--out", answer, "--yes")
    assert signed.returncode == 0, signed.stderr
    assert fingerprint in signed.stdout
    assert "Zoë Đặng-O'Connor: Sustainable Smart City Champions 2025" in signed.stdout
    assert run("issue", answer) == 0
    assert "1 certificates are issued" in capsys.readouterr().out
    waiting.refresh_from_db()
    assert services.verify_credential(waiting, at=clock.now()).is_valid
    assert written(waiting.issued_at)


def test_signing_with_another_key_or_passphrase(tmp_path, pending, monkeypatch, capsys, now):
    request, keyfile = tmp_path / "request.json", tmp_path / "key.pem"
    request.write_bytes(asked(now))
    monkeypatch.setenv("HANSA_KEY_PASSPHRASE", "short")
    assert run("key", keyfile) == 2
    monkeypatch.setenv("HANSA_KEY_PASSPHRASE", "twelve letters")
    assert run("key", keyfile) == 0
    assert run("key", keyfile) == 2
    assert run("sign", request, "--key", keyfile, "--yes") == 2
    assert "is not the key" in capsys.readouterr().err
    monkeypatch.setenv("HANSA_KEY_PASSPHRASE", "another one of them")
    assert run("sign", request, "--key", keyfile, "--yes") == 2
    assert "does not open" in capsys.readouterr().err
    assert not (tmp_path / "request.json.answer").exists()
