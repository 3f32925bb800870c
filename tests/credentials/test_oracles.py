"""Independent libraries read what we sign: openbadgeslib the whole set, openvc-core one proof at a time."""

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from tests.credentials.parties import DAY, ISSUER, MAYOR, signed, signed_alone
from tests.credentials.test_rules_status import with_place

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules import document as documents

# They check the clock themselves, so the credential must not lie in their future: DAY is past.
DOCUMENTS = [
    pytest.param(signed(), id="both"),
    pytest.param(signed_alone(), id="alone"),
    pytest.param(with_place(), id="with a place in a list"),
]


def pem(party):
    return party.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def jwk(party):
    return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(party.public).rstrip(b"=").decode()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_openbadgeslib_accepts_the_set(document):
    from openbadgeslib.ob3.ldp import OB3LdpVerifier

    read = OB3LdpVerifier(pubkey_pem=pem(ISSUER)).verify(document, expected_recipient=None)
    assert read.issuer.id == ISSUER.did
    assert read.achievement.name == "Sustainable Smart City Champions 2025"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_openbadgeslib_resolves_the_issuer(document):
    import json

    from openbadgeslib.ob3.ldp import OB3LdpVerifier

    from hansa.credentials.rules import dids

    published = dids.did_document(ISSUER.did, [dids.PublishedKey(dids.multikey(ISSUER.public), DAY)])
    asked = []

    def download(url, *args, **options):
        asked.append(url)
        return json.dumps(published).encode()

    OB3LdpVerifier.for_issuer_did(ISSUER.did).verify(document, download=download)
    assert asked == [dids.did_web_url(ISSUER.did)]


def test_openbadgeslib_refuses_what_we_refuse():
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3VerificationError

    altered = {**signed(), "name": "Another"}
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier(pubkey_pem=pem(ISSUER)).verify(altered)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_openvc_accepts_the_issuers_proof(document):
    from openvc.proof.data_integrity import DataIntegrityProofSuite

    one = {**document, "proof": document["proof"][0]}
    badges = {url: dict(contexts()[url]) for url in documents.CONTEXT[1:]}
    read = DataIntegrityProofSuite().verify(one, public_key_jwk=jwk(ISSUER), extra_contexts=badges)
    assert read.issuer == ISSUER.did


def test_openvc_accepts_the_cosignatorys_proof():
    from openvc.proof.di_jcs import EddsaJcsProofSuite

    document = signed()
    read = EddsaJcsProofSuite().verify({**document, "proof": document["proof"][1]}, public_key_jwk=jwk(MAYOR))
    assert read.proof["verificationMethod"] == MAYOR.key


def test_contexts_mean_the_same_to_openbadgeslib():
    """Its copy of the badge context has two terms more; our documents use neither."""
    from openbadgeslib.ob3.contexts import bundled_contexts

    from hansa.credentials.rules.proof import canonical_rdf, unsecured

    theirs = {url: bundled_contexts()[url] for url in documents.CONTEXT}
    document = unsecured(signed())
    assert canonical_rdf(document, theirs) == canonical_rdf(document, contexts())
