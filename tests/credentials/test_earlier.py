"""What earlier versions issued keeps verifying, for ever: these files are never made anew."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.credentials.parties import changed, reasons

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules.verification import verify
from hansa.credentials.services import trust_from_bundle

DATA = Path(__file__).parent / "data"
AT = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["issued-before-lists.json"])
def kept(request):
    return json.loads((DATA / request.param).read_text(encoding="utf-8"))


def report(kept, document):
    trust = trust_from_bundle(json.dumps({"didDocuments": kept["didDocuments"]}).encode())
    return verify(document, trust=trust, at=AT, contexts=contexts())


def test_earlier_certificate_is_genuine(kept):
    found = report(kept, kept["credential"])
    assert found.is_valid
    assert [line.state for line in found.lines if line.kind == "signature"] == ["ok", "ok"]
    status = next(line for line in found.lines if line.kind == "status")
    assert (status.state, status.facts["reason"]) == ("unknown", "no_list")


def test_earlier_certificate_with_a_word_changed_is_refused(kept):
    altered = changed(kept["credential"], ["credentialSubject", "identifier", 0, "identityHash"], "Another")
    assert "forged" in reasons(report(kept, altered))
