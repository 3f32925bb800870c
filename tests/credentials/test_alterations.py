"""Whatever is done to a certificate's JSON, ``hansa credentials verify`` refuses it; what is not an alteration passes."""

import json
from datetime import timedelta

import pytest
from tests.credentials.alterations import as_text, by_proof, every_value
from tests.factories.credentials import issued

from hansa.config.cli import main
from hansa.credentials import services
from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.models import SigningKey
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.dids import written

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def somebody_else(earned, person_with, now):
    """Another person's certificate of the same achievement."""
    other = person_with(name="Camila Vega", email="camila@example.org")
    return issued(other, now=now, achievement_key=earned.achievement.key)


@pytest.fixture
def refuses(tmp_path, capsys):
    """Ask the command about a text, with a bundle and no database: how it ends."""
    file, folder = tmp_path / "altered.json", tmp_path / "trust"

    def ask(text, at, now=None):
        if now is not None or not folder.is_dir():
            for name, data in services.bundle_files(now=now or at).items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        file.write_text(
            text if isinstance(text, str) else json.dumps(text, ensure_ascii=False), encoding="utf-8"
        )
        code = main(["credentials", "verify", str(file), "--trust", str(folder), "--at", written(at)])
        said = capsys.readouterr().out
        assert ("This certificate is genuine" in said) is (code == 0)
        return code

    return ask


# One value in seven in the everyday tests, so that each kind of change and each part of the document has its turn.
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.trial)])
def test_every_alteration_is_refused(step, earned, somebody_else, refuses, now):
    document = earned.document
    assert refuses(document, now) == 0
    values = list(every_value(document))
    tricks = [*by_proof(document, somebody_else.document), *as_text(document)]
    assert len(values) + len(tricks) >= 200
    tried = [*values[::step], *tricks]
    assert [name for name, altered in tried if refuses(altered, now) == 0] == []


def test_what_is_no_alteration_passes(earned, refuses, now):
    document = earned.document
    reordered = dict(reversed(document.items()))
    assert refuses(reordered, now) == 0
    assert refuses(json.dumps(document, indent=7), now) == 0
    assert refuses(json.dumps(document, ensure_ascii=True), now) == 0
    assert refuses("\ufeff" + json.dumps(document), now) == 0


def resigned(document, **changes):
    """A certificate whose text was changed and signed anew with the real keys, as a thief of both would."""
    bare = {
        **proofs.unsecured(document),
        **{name: part for name, part in changes.items() if name != "created"},
    }
    made = []
    for given in document["proof"]:
        options = {name: part for name, part in given.items() if name != "proofValue"}
        options["created"] = changes.get("created", given["created"])
        sign = keyring.signer(given["verificationMethod"].partition("#")[2])
        made.append(proofs.make_proof(bare, options, sign=sign, contexts=contexts()))
    return {**bare, "proof": made}


@pytest.mark.parametrize("late", [{"created"}, {"validFrom"}, {"created", "validFrom"}])
def test_stolen_keys_sign_nothing_after_their_rotation(earned, refuses, now, late):
    for key in ("secretary-general", "mayor-of-seoul"):
        services.rotate_key(signatory_key=key, by=None, now=now + DAY)
    at = written(now + 2 * DAY)
    assert refuses(earned.document, now + 3 * DAY) == 0
    assert refuses(resigned(earned.document, **dict.fromkeys(late, at)), now + 3 * DAY) == 1


@pytest.mark.parametrize("early", [{"created"}, {"validFrom"}, {"created", "validFrom"}])
def test_real_keys_sign_nothing_before_their_beginning(earned, refuses, now, early):
    at = written(SigningKey.objects.earliest("created_at").created_at - DAY)
    assert refuses(resigned(earned.document), now) == 0
    assert refuses(resigned(earned.document, **dict.fromkeys(early, at)), now) == 1


def test_signed_for_a_day_that_has_not_come(earned, refuses, now):
    assert refuses(resigned(earned.document, validFrom=written(now + DAY)), now) == 1


def test_revoked_is_refused(earned, refuses, now):
    services.revoke_credential(credential_id=earned.pk, reason="error", by=None, now=now)
    assert refuses(earned.document, now + DAY) == 1


def test_unreadable_trust_is_never_taken_for_none(earned, tmp_path, capsys, now):
    file = tmp_path / "one.json"
    file.write_text(services.document_text(earned.document), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for trust in ("empty", "nowhere", "one.json"):
        assert main(["credentials", "verify", str(file), "--trust", str(tmp_path / trust)]) == 2
        assert capsys.readouterr().out == ""
