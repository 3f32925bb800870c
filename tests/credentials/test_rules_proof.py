"""The vectors of the W3C Recommendation (see data/README.md)."""

import hashlib
import json
from pathlib import Path

import pytest

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules import base58, dids, proof

VECTORS = json.loads((Path(__file__).parent / "data" / "w3c-vc-di-eddsa.json").read_text(encoding="utf-8"))
CONTEXTS = {**contexts(), **VECTORS["examples_context"]}
DOCUMENT = VECTORS["document"]
SUITES = [proof.RDFC, proof.JCS]


def canonical(document, suite):
    return proof.canonical_rdf(document, CONTEXTS) if suite == proof.RDFC else proof.canonical_json(document)


@pytest.mark.parametrize("suite", SUITES)
def test_document_is_canonical_as_published(suite):
    found = canonical(DOCUMENT, suite)
    assert found.decode() == VECTORS[suite]["canonical_document"]
    assert hashlib.sha256(found).hexdigest() == VECTORS[suite]["document_hash"]


@pytest.mark.parametrize("suite", SUITES)
def test_options_are_canonical_as_published(suite):
    found = canonical(VECTORS[suite]["options"], suite)
    assert found.decode() == VECTORS[suite]["canonical_options"]
    assert hashlib.sha256(found).hexdigest() == VECTORS[suite]["options_hash"]


@pytest.mark.parametrize("suite", SUITES)
def test_signed_bytes_are_as_published(suite):
    options = dict(VECTORS[suite]["options"])
    if suite == proof.RDFC:
        # Its proof is published without the context, which belongs to the document.
        del options["@context"]
    assert proof.signed_bytes(DOCUMENT, options, CONTEXTS).hex() == VECTORS[suite]["combined"]


@pytest.mark.parametrize("suite", SUITES)
def test_published_signature_holds(suite):
    options = dict(VECTORS[suite]["options"])
    if suite == proof.RDFC:
        del options["@context"]
    signed = {**options, "proofValue": VECTORS[suite]["proof_value"]}
    public = dids.public_key(VECTORS["public_key"])
    assert base58.decode(signed["proofValue"][1:]).hex() == VECTORS[suite]["signature_hex"]
    assert proof.holds(DOCUMENT, signed, public, CONTEXTS)
    assert not proof.holds({**DOCUMENT, "name": "Another"}, signed, public, CONTEXTS)
    assert not proof.holds(DOCUMENT, {**signed, "created": "2023-02-24T23:36:39Z"}, public, CONTEXTS)


def test_published_proof_set_holds():
    keys = [dids.public_key(key) for key in VECTORS["proof_set"]["public_keys"]]
    document = {**DOCUMENT, "proof": VECTORS["proof_set"]["proofs"]}
    for given, own, other in zip(document["proof"], keys, reversed(keys), strict=True):
        assert proof.holds(document, given, own, CONTEXTS)
        assert not proof.holds(document, given, other, CONTEXTS)


def test_strange_context_is_never_fetched():
    from pyld.jsonld import JsonLdError

    with pytest.raises(JsonLdError) as caught:
        proof.canonical_rdf({"@context": "https://example.org/other", "name": "x"}, CONTEXTS)
    causes: list[BaseException] = [caught.value]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)
    assert isinstance(causes[-1], proof.UnknownContext)


@pytest.mark.parametrize("value", [None, 3, "", "z", "z0", "zzz", "m" + "A" * 80, "z" + "1" * 64])
def test_proof_value_that_is_no_signature(value):
    given = {**VECTORS["proof_set"]["proofs"][0], "proofValue": value}
    assert not proof.holds(DOCUMENT, given, dids.public_key(VECTORS["public_key"]), CONTEXTS)
