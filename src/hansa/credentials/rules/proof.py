"""Data Integrity proofs by Ed25519: ``eddsa-rdfc-2022`` and ``eddsa-jcs-2022`` of the W3C.

Both sign SHA-256(canonical options) ‖ SHA-256(canonical document without its proofs); they differ in
what canonical means. Contexts come in as values: nothing is ever fetched.
"""

import hashlib
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hansa.credentials.rules import base58
from hansa.credentials.rules.instants import written

RDFC = "eddsa-rdfc-2022"
JCS = "eddsa-jcs-2022"
PROOF_TYPE = "DataIntegrityProof"
PURPOSE = "assertionMethod"

Contexts = Mapping[str, Mapping[str, Any]]

# pyld keeps its contexts in a cache that is not made for threads.
_PYLD = threading.Lock()


class UnknownContext(ValueError):
    """The document asks for a context that is not among the pinned ones."""


def canonical_rdf(document: Mapping[str, Any], contexts: Contexts) -> bytes:
    """Return the N-Quads of a JSON-LD document in the one order of RDFC-1.0."""
    from pyld import jsonld  # 0.3 s to import: only whoever signs or verifies pays

    def pinned(url: str, options: Mapping[str, Any]) -> dict[str, Any]:
        if url not in contexts:
            raise UnknownContext(url)
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts[url],
        }

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": pinned}
    with _PYLD:
        quads: str = jsonld.normalize(document, options)
    return quads.encode()


def canonical_json(document: Mapping[str, Any]) -> bytes:
    """Return the JSON of a document in the one spelling of RFC 8785."""
    return rfc8785.dumps(dict(document))


def unsecured(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without its proofs."""
    return {name: value for name, value in document.items() if name != "proof"}


def signed_bytes(
    document: Mapping[str, Any],
    options: Mapping[str, Any],
    contexts: Contexts,
    rdf: Callable[[Mapping[str, Any], Contexts], bytes] = canonical_rdf,
) -> bytes:
    """Return the 64 bytes that a proof with these options signs (a proof without its value)."""
    bare = unsecured(document)
    if options["cryptosuite"] == RDFC:
        with_context = {**options, "@context": document["@context"]}
        parts = rdf(with_context, contexts), rdf(bare, contexts)
    else:
        parts = canonical_json(options), canonical_json(bare)
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def proof_options(document: Mapping[str, Any], *, suite: str, key: str, created: datetime) -> dict[str, Any]:
    """Return a proof that has no value yet. A JCS proof carries the context inside, as its suite asks."""
    options: dict[str, Any] = {
        "type": PROOF_TYPE,
        "cryptosuite": suite,
        "created": written(created),
        "verificationMethod": key,
        "proofPurpose": PURPOSE,
    }
    if suite == JCS:
        options["@context"] = document["@context"]
    return options


def make_proof(
    document: Mapping[str, Any],
    options: Mapping[str, Any],
    *,
    sign: Callable[[bytes], bytes],
    contexts: Contexts,
    rdf: Callable[[Mapping[str, Any], Contexts], bytes] = canonical_rdf,
) -> dict[str, Any]:
    """Return the proof of a document; ``sign`` is the custodian's act over 64 bytes.

    ``rdf`` may be a quicker way to the same canonical RDF (``quads.cohort_rdf``).
    """
    signature = sign(signed_bytes(document, options, contexts, rdf))
    return {**options, "proofValue": "z" + base58.encode(signature)}


def holds(document: Mapping[str, Any], proof: Mapping[str, Any], public: bytes, contexts: Contexts) -> bool:
    """Say whether a proof is this key's signature over this document."""
    value = proof.get("proofValue")
    if proof.get("cryptosuite") not in (RDFC, JCS) or not isinstance(value, str) or not value.startswith("z"):
        return False
    if proof["cryptosuite"] == JCS and proof.get("@context") != document.get("@context"):
        return False
    options = {name: part for name, part in proof.items() if name != "proofValue"}
    try:
        signature = base58.decode(value[1:])
        if len(signature) != 64:
            return False
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, signed_bytes(document, options, contexts)
        )
    except (InvalidSignature, base58.NotBase58):
        return False
    return True
