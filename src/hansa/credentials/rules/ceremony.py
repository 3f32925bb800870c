"""Signing away from the platform: a request goes out as one file, the answer comes back as another.

Whoever signs believes nothing that the request says beside the documents themselves: what is shown is read out of
them, and a document that is not in our form, or does not ask for this key, is not signed.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules import shape
from hansa.credentials.rules.document import holder_name
from hansa.credentials.rules.instants import parse_instant, written
from hansa.credentials.rules.reading import NotJson, read_json

REQUEST, ANSWER = "hansa-signing-request-1", "hansa-signing-answer-1"
LARGEST = 64 * 1024 * 1024


class RequestRefused(ValueError):
    """The file is no signing request or answer that one may act on; the message says why."""


@dataclass(frozen=True)
class Asked:
    """One certificate of a request, as its own text says it."""

    document: Mapping[str, Any]
    suite: str

    @property
    def id(self) -> str:
        return str(self.document["id"])

    @property
    def holder(self) -> str:
        return holder_name(dict(self.document))

    @property
    def achievement(self) -> str:
        return str(self.document["name"])

    @property
    def awarded(self) -> str:
        return str(self.document["awardedDate"])


@dataclass(frozen=True)
class Request:
    """A batch that waits for one key."""

    id: str
    key: str
    who: str
    made: str
    asked: Sequence[Asked]
    digest: str


def suite_at(place: int) -> str:
    """Return how the signatory at a place signs: the issuer the meaning, whoever follows the text."""
    return proofs.RDFC if place == 0 else proofs.JCS


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the fingerprint of a request, to be compared over the telephone."""
    return hashlib.sha256(proofs.canonical_json(content)).hexdigest()


def request_content(
    *, request_id: str, key: str, who: str, made: datetime, documents: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a request for a key's signature under some documents; a list for people stands first."""
    bare = [proofs.unsecured(document) for document in documents]
    return {
        "kind": REQUEST,
        "id": request_id,
        "made": written(made),
        "signatory": who,
        "key": key,
        "list": [f"{holder_name(one)}: {one['name']} ({one['awardedDate'][:10]})" for one in bare],
        "documents": bare,
    }


def read_request(data: bytes) -> Request:
    """Return a request, every document of which may be signed. Raises ``RequestRefused``."""
    content = _read(data, REQUEST)
    key, documents = content.get("key"), content.get("documents")
    if not isinstance(key, str) or not isinstance(documents, list) or not documents:
        raise RequestRefused("it asks for nothing")
    asked = []
    for document in documents:
        if not isinstance(document, dict) or "proof" in document or not shape.is_credential(document):
            raise RequestRefused("something in it is not a certificate without signatures")
        if faults := shape.credential_faults(document):
            raise RequestRefused(f"{document.get('id')}: not in the form of a certificate ({faults[0].path})")
        required = [term["id"] for term in document["termsOfUse"]]
        if key not in required:
            raise RequestRefused(f"{document['id']} does not ask for the signature of {key}")
        asked.append(Asked(document, suite_at(required.index(key))))
    if len({one.id for one in asked}) != len(asked):
        raise RequestRefused("a certificate is in it twice")
    said = [content.get(part) for part in ("id", "signatory", "made")]
    if not all(isinstance(part, str) for part in said):
        raise RequestRefused("it does not say what it is")
    return Request(str(said[0]), key, str(said[1]), str(said[2]), tuple(asked), digest_of(content))


def answer_to(
    request: Request, *, sign: Callable[[bytes], bytes], at: datetime, contexts: proofs.Contexts
) -> dict[str, Any]:
    """Return the signatures under every document of a request."""
    made = {}
    for one in request.asked:
        options = proofs.proof_options(one.document, suite=one.suite, key=request.key, created=at)
        made[one.id] = proofs.make_proof(one.document, options, sign=sign, contexts=contexts)
    return {"kind": ANSWER, "request": request.id, "digest": request.digest, "proofs": made}


def read_answer(data: bytes) -> tuple[str, str, Mapping[str, Mapping[str, Any]]]:
    """Return which request an answer is to, the fingerprint of what was signed, and the proofs by document."""
    content = _read(data, ANSWER)
    request, digest, made = (content.get(part) for part in ("request", "digest", "proofs"))
    if not isinstance(request, str) or not isinstance(digest, str) or not isinstance(made, dict):
        raise RequestRefused("it does not say what it answers")
    if not all(isinstance(proof, dict) for proof in made.values()):
        raise RequestRefused("its signatures are not signatures")
    return request, digest, made


def _read(data: bytes, kind: str) -> Mapping[str, Any]:
    try:
        content = read_json(data, largest=LARGEST)
    except NotJson as fault:
        raise RequestRefused("it is not JSON") from fault
    if not isinstance(content, dict) or content.get("kind") != kind:
        raise RequestRefused(f"it is not a {kind}")
    return content


def joined(document: Mapping[str, Any], proof: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with one more of the proofs it asks for, each at its place."""
    required = [term["id"] for term in document["termsOfUse"]]
    others = [
        one for one in document.get("proof", []) if one["verificationMethod"] != proof["verificationMethod"]
    ]
    ordered = sorted([*others, dict(proof)], key=lambda one: required.index(one["verificationMethod"]))
    return {**document, "proof": ordered}


def is_complete(document: Mapping[str, Any]) -> bool:
    """Say whether everybody has signed whom a document asks for."""
    signed = [proof["verificationMethod"] for proof in document.get("proof", [])]
    return signed == [term["id"] for term in document["termsOfUse"]]


def created(proof: Mapping[str, Any]) -> datetime:
    """Return when a proof says it was made; ``RequestRefused`` where it does not."""
    try:
        return parse_instant(str(proof.get("created")))
    except ValueError as fault:
        raise RequestRefused("a signature does not say when it was made") from fault
