"""A bundle stands in for the site when it is gone; one that was tampered with is refused as a whole."""

import json
from datetime import timedelta

import pytest
from tests.credentials.processes import alone

from hansa.config.cli import main
from hansa.credentials import services
from hansa.credentials.models import Signatory
from hansa.credentials.rules import bundle as rules
from hansa.credentials.rules.dids import keys_of

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1)


@pytest.fixture
def files(earned, now):
    return services.bundle_files(now=now + LATER)


@pytest.fixture
def folder(files, tmp_path):
    return written(files, tmp_path / "bundle")


def written(files, folder):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def checked(files, document, now):
    trust = services.trust_from_files(files)
    return services.verify_document(document, trust=trust, at=now + 2 * LATER)


def line(report, kind):
    return next(line for line in report.lines if line.kind == kind)


def test_bundle_holds_what_verifying_needs(files, earned):
    parts = {name.partition("/")[0] for name in files}
    assert parts == {"README.txt", "bundle.json", "contexts", "dids", "root.pem", "status"}
    trust = services.trust_from_files(files)
    assert {key.did for key in trust.keys} == {row.signatory.did for row in earned.achievement.required.all()}
    assert {key.role for key in trust.keys} == {"Secretary General", "Mayor of Seoul"}
    assert len(trust.lists) == len(trust.roots) == 1
    assert earned.holder.email not in str(files)


def test_bundle_knows_who_was_withdrawn(earned, files, now):
    assert line(checked(files, earned.document, now), "status").facts["reason"] == "list"
    services.revoke_credential(credential_id=earned.pk, reason="error", by=None, now=now + LATER)
    report = checked(services.bundle_files(now=now + LATER), earned.document, now)
    assert report.outcome == "refused"
    assert line(report, "status").facts["reason"] == "listed"


def test_each_signatory_vouches_for_the_other(files):
    documents = [json.loads(data) for name, data in files.items() if name.startswith("dids/")]
    assert len(documents) == 2
    for document, other in zip(documents, reversed(documents), strict=True):
        assert [proof["verificationMethod"] for proof in document["proof"]] == [keys_of(other)[0].id]


def tampered(files, name, change):
    """The files with one DID document changed, and the list of contents brought into line with it."""
    documents = {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}
    change(documents[name], documents)
    data = json.dumps(documents[name]).encode()
    contents = documents["bundle.json"]
    contents["files"][name] = rules.sha256(data)
    return {**files, name: data, "bundle.json": json.dumps(contents).encode()}


SECRETARY, MAYOR = "dids/secretary-general.json", "dids/mayor-of-seoul.json"


@pytest.mark.parametrize(
    "change",
    [
        lambda one, every: one["verificationMethod"][0].pop("created"),
        lambda one, every: one["verificationMethod"][0].update(expires="2030-01-01T00:00:00Z"),
        lambda one, every: one["proof"][0].update(created="2020-01-01T00:00:00Z"),
        lambda one, every: one["proof"][0].update(verificationMethod="did:web:stranger.example#z6Mk"),
        lambda one, every: one.update(proof=every[MAYOR]["proof"]),
        lambda one, every: one.update(proof="none"),
    ],
)
def test_keys_that_nobody_vouched_for_refuse_the_bundle(files, change):
    with pytest.raises(services.NotATrustBundle):
        services.trust_from_files(tampered(files, SECRETARY, change))


def test_list_that_was_changed_refuses_the_bundle(files):
    name = next(name for name in files if name.startswith("status/"))
    with pytest.raises(services.NotATrustBundle, match="changed after"):
        services.trust_from_files(
            tampered(files, name, lambda one, every: one.update(validFrom="2026-11-21T00:00:00Z"))
        )


def test_file_that_was_changed_or_lost_refuses_the_bundle(files):
    with pytest.raises(services.NotATrustBundle, match="not what was put"):
        services.trust_from_files({**files, "contexts/credentials-v2.json": b"{}"})
    with pytest.raises(services.NotATrustBundle, match="missing"):
        services.trust_from_files({name: data for name, data in files.items() if name != MAYOR})
    with pytest.raises(services.NotATrustBundle, match="no DID documents"):
        services.trust_from_files({})


def run(*arguments):
    return main(["credentials", *map(str, arguments)])


def test_bundle_is_written_and_brought_up_to_date(earned, tmp_path, capsys):
    folder = tmp_path / "bundle"
    assert run("bundle", folder) == 0
    assert "2 signatories, 1 status lists" in capsys.readouterr().out
    assert run("bundle", folder) == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    assert run("bundle", tmp_path / "mine") == 2
    assert "is not empty" in capsys.readouterr().err


def test_export_is_enough_for_a_stranger(earned, tmp_path, capsys, now):
    folder, at = tmp_path / "one", f"--at={now + timedelta(days=400):%Y-%m-%dT%H:%M:%SZ}"
    assert run("export", earned.number, folder) == 0
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "credential.json",
        "certificate.pdf",
        "root.pem",
        "docs/status.json",
        "docs/secretary-general.did.json",
        "docs/mayor-of-seoul.did.json",
    }
    for name in ("credential.json", "certificate.pdf"):
        assert run("verify", folder / name, "--trust", folder, at) == 0
    said = capsys.readouterr().out
    assert "The issuer's list of" in said
    assert run("export", "0000-0000-00", tmp_path / "two") == 2


def test_revoke_by_command(earned, tmp_path, capsys):
    assert run("revoke", earned.pk, "--reason", "error", "--note", "Twice") == 0
    earned.refresh_from_db()
    assert (earned.state, earned.revocation_note) == ("revoked", "Twice")
    assert run("revoke", earned.pk, "--reason", "boredom") == 2


def test_rotate_by_command(earned, capsys):
    assert run("rotate", "mayor-of-seoul") == 0
    assert "from now on" in capsys.readouterr().out
    mayor = Signatory.objects.get(key="mayor-of-seoul")
    assert [key.retired_at is None for key in mayor.keys.all()] == [True, False]
    assert [key.retired_at is None for key in mayor.sheet_keys.all()] == [False, True]
    assert run("rotate", "nobody") == 2


def test_site_gone_everything_is_verified(earned, folder, tmp_path):
    sheet = tmp_path / "certificate.pdf"
    sheet.write_bytes(services.pdf_of(earned))
    at = "--at=2031-01-01T00:00:00Z"
    done = alone(tmp_path, "verify", sheet, "--trust", folder, at, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["outcome"]) == (0, "valid")
    states = {check["kind"]: check["state"] for check in report["checks"]}
    assert states == {
        "form": "ok",
        "unchanged": "ok",
        "signature": "ok",
        "issuer": "ok",
        "validity": "ok",
        "status": "ok",
        "time": "unknown",
        "page_signature": "ok",
    }
    assert not list(tmp_path.glob("hansa-alone-*"))
