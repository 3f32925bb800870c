"""The quick way to canonical RDF gives what pyld gives, byte for byte."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.credentials.parties import ISSUER, changed, unsigned

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules import proof
from hansa.credentials.rules.proof import canonical_rdf
from hansa.credentials.rules.quads import cohort_rdf

# Whatever can be signed, and some that cannot: quotes, backslashes, letters beyond the first plane, looks of RDF.
TEXT = st.one_of(
    st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()),
    st.sampled_from(
        ['a "quote"', "a\\b", "_:c14n0", "<urn:x>", "한", "𐌰 𝄞", "urn:uuid:00000000-x", "z" * 300]
    ),
)
NUMBERS = st.uuids().map(lambda number: f"urn:uuid:{number}")
DATES = st.datetimes().map(lambda day: f"{max(day.year, 1000)}-{day.month:02}-{day.day:02}T01:02:03Z")
IDENTIFIER = ["credentialSubject", "identifier"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_quick_rdf_is_that_of_pyld(data):
    document = unsigned()
    for path, values in (
        (["id"], NUMBERS),
        (["credentialSubject", "id"], NUMBERS),
        ([*IDENTIFIER, 0, "identityHash"], TEXT),
        ([*IDENTIFIER, 1, "identityHash"], TEXT),
        ([*IDENTIFIER, 1, "salt"], TEXT),
        (["validFrom"], DATES),
        (["awardedDate"], DATES),
        (["evidence", 0, "name"], TEXT),
        (["evidence", 1, "description"], TEXT),
        (
            ["evidence", 1, "id"],
            st.sampled_from(["http://a.example.org/../b/./c?d=%20#e", "did:web:a", "urn:x:y"]),
        ),
    ):
        document = changed(document, path, data.draw(values))
    assert cohort_rdf(document, contexts()) == canonical_rdf(document, contexts())


def test_quick_rdf_of_options_is_that_of_pyld():
    document = unsigned()
    for second in range(5):
        options = {
            "@context": document["@context"],
            "type": proof.PROOF_TYPE,
            "cryptosuite": proof.RDFC,
            "created": f"2025-11-14T09:30:0{second}Z",
            "verificationMethod": ISSUER.key,
            "proofPurpose": proof.PURPOSE,
        }
        assert cohort_rdf(options, contexts()) == canonical_rdf(options, contexts())


def test_identifiers_that_look_alike_are_left_to_pyld():
    document = changed(unsigned(), [*IDENTIFIER, 1], unsigned()["credentialSubject"]["identifier"][0])
    assert cohort_rdf(document, contexts()) == canonical_rdf(document, contexts())


def test_documents_without_some_members_have_templates_of_their_own():
    for left_out in ("evidence", "awardedDate", "credentialStatus"):
        document = {name: value for name, value in unsigned().items() if name != left_out}
        assert cohort_rdf(document, contexts()) == canonical_rdf(document, contexts())
