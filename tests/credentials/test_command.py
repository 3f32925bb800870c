import json

import pytest

from hansa.config.cli import main
from hansa.credentials import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(earned, tmp_path):
    path = tmp_path / "keys.json"
    documents = [services.did_document_of(row.signatory) for row in earned.achievement.required.all()]
    path.write_text(json.dumps({"didDocuments": documents}))
    return path


@pytest.fixture
def file(earned, tmp_path):
    path = tmp_path / "certificate.json"
    path.write_text(services.document_text(earned.document), encoding="utf-8")
    return path


AT = "--at=2026-11-20T03:00:00Z"


def verify(*arguments):
    return main(["credentials", "verify", *map(str, arguments)])


def test_verify_genuine(file, capsys):
    assert verify(file, AT) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "This certificate is genuine"
    assert any(line.startswith(" ok  Signed by Mayor of Seoul") for line in said)


def test_verify_genuine_pdf(earned, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(services.pdf_of(earned))
    assert verify(path, AT) == 0


def test_verify_with_a_bundle_asks_no_database(file, bundle, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert verify(file, AT, "--trust", bundle) == 0


def test_verify_changed(file, capsys):
    file.write_text(file.read_text(encoding="utf-8").replace("Zoë", "Zoe"), encoding="utf-8")
    assert verify(file, AT) == 1
    assert capsys.readouterr().out.startswith("Do not rely on this certificate.")


def test_verify_before_it_was_signed(file):
    assert verify(file, "--at", "2020-01-01T00:00:00Z") == 1


def test_verify_what_is_no_certificate(tmp_path, capsys):
    path = tmp_path / "note.txt"
    path.write_text("hello")
    assert verify(path) == 2
    assert capsys.readouterr().out.startswith("This is not a certificate")


def test_verify_as_json(file, capsys):
    assert verify(file, AT, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["outcome"] == "valid"
    assert report["certificate"]["holder"] == "Zoë Đặng-O'Connor"
    assert {"kind", "state", "title", "detail", "facts"} == set(report["checks"][0])


@pytest.mark.parametrize(
    "arguments", [["nowhere.pdf"], ["--at", "yesterday", "x"], [], ["x", "--trust", "nowhere.json"]]
)
def test_verify_bad_usage_is_one_line(arguments, capsys):
    assert verify(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_verify_with_a_bundle_that_is_none(file, tmp_path, capsys):
    (tmp_path / "bad.json").write_text("[]")
    assert verify(file, "--trust", tmp_path / "bad.json") == 2
    assert "holds no DID documents" in capsys.readouterr().err
