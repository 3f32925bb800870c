"""``@digitalbazaar/vc`` with its two cryptosuites reads each proof; and what it lets pass, we refuse."""

from pathlib import Path

import pytest
from tests.credentials.oracles import digitalbazaar
from tests.credentials.parties import (
    DAY,
    ISSUER,
    MAYOR,
    STRANGER,
    checked,
    proof_by,
    reasons,
    signed,
    signed_alone,
)
from tests.credentials.test_rules_status import ADDRESS, PLACE, listed, with_place

from hansa.credentials.rules import dids, proof

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    not (ROOT / "node_modules" / "@digitalbazaar" / "vc").is_dir(), reason="npm ci has not run"
)

PUBLISHED = [
    dids.did_document(party.did, [dids.PublishedKey(dids.multikey(party.public), DAY)])
    for party in (ISSUER, MAYOR)
]
BOTH = signed()
STRIPPED = {**BOTH, "proof": BOTH["proof"][:1]}
FORGED = {**BOTH, "proof": [BOTH["proof"][0], {**BOTH["proof"][1], "proofValue": "z" + "1" * 88}]}
ALTERED = {**BOTH, "name": "Another"}


def one(document, place):
    return {**document, "proof": document["proof"][place]}


LISTED = with_place()
CASES = {
    "with a place": (one(LISTED, 0), ISSUER),
    "withdrawn": (one(with_place(PLACE + 1), 0), ISSUER),
    "co-signatory, with a place": (one(LISTED, 1), MAYOR),
    "issuer": (one(BOTH, 0), ISSUER),
    "co-signatory": (one(BOTH, 1), MAYOR),
    "alone": (signed_alone(), ISSUER),
    "set": (BOTH, ISSUER),
    "stripped": (STRIPPED, ISSUER),
    "forged": (FORGED, ISSUER),
    "altered": (one(ALTERED, 0), ISSUER),
    "altered, co-signatory": (one(ALTERED, 1), MAYOR),
    "stranger": ({**BOTH, "proof": proof_by(STRANGER, BOTH, proof.RDFC)}, ISSUER),
}


@pytest.fixture(scope="module")
def answers():
    """One Node for all of them: starting it is what costs."""
    cases = [{"name": name, "credential": what, "by": who.did} for name, (what, who) in CASES.items()]
    lists = {ADDRESS: listed([PLACE + 1])}
    return digitalbazaar(cases, dids=PUBLISHED, lists=lists)


@pytest.mark.parametrize(
    "name", ["issuer", "co-signatory", "alone", "set", "with a place", "co-signatory, with a place"]
)
def test_it_accepts_each_proof(answers, name):
    assert answers[name]["verified"], answers[name]["error"]


def test_it_reads_our_status_list(answers):
    """Its own reader of bitstrings finds the bit, and its own suite believes the list's signature."""
    assert not answers["with a place"]["withdrawn"]
    assert answers["withdrawn"]["withdrawn"], answers["withdrawn"]["error"]


@pytest.mark.parametrize("name", ["altered", "altered, co-signatory", "stranger"])
def test_it_refuses_what_was_altered(answers, name):
    assert not answers[name]["verified"]


def test_a_stripped_co_signature_passes_there_and_not_here(answers):
    """Any one proof will do to it. The text that we sign demands both, and our verifier reads that."""
    assert answers["stripped"]["verified"]
    assert reasons(checked(STRIPPED)) >= {"missing"}


def test_a_forged_co_signature_is_refused_here_whatever_it_says(answers):
    assert reasons(checked(FORGED)) >= {"forged"}
