"""Names of keys and of their owners: multikey, ``did:key``, ``did:web`` and DID documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from hansa.credentials.rules import base58
from hansa.credentials.rules.instants import parse_instant, written

DOCUMENT_CONTEXT = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")

# Since when a key signs: what the two contexts above have no word for.
CREATED = {
    "created": {
        "@id": "http://purl.org/dc/terms/created",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }
}

# multicodec "ed25519-pub" as a varint, then the 32 bytes of the key.
_ED25519 = b"\xed\x01"


class NotAKey(ValueError):
    """The text is not an Ed25519 public key in multikey form."""


class NotADidDocument(ValueError):
    """The JSON is not a DID document that we can read."""


@dataclass(frozen=True)
class TrustedKey:
    """A public key that a verifier believes, with what it may say about its owner."""

    id: str
    did: str
    public: bytes
    name: str = ""
    role: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def is_in_use(self, at: datetime) -> bool:
        """Say whether the key signs at an instant, as credentials spell instants: to the second."""
        begun = self.since is None or at >= self.since.replace(microsecond=0)
        return begun and (self.until is None or at < self.until)


@dataclass(frozen=True)
class PublishedKey:
    """A signatory's key as its DID document names it."""

    multikey: str
    since: datetime | None = None
    until: datetime | None = None


def multikey(public: bytes) -> str:
    """Return the text form (``z6Mk…``) of an Ed25519 public key of 32 bytes."""
    if len(public) != 32:
        raise NotAKey("an Ed25519 public key has 32 bytes")
    return "z" + base58.encode(_ED25519 + public)


def public_key(text: str) -> bytes:
    """Return the 32 bytes of the Ed25519 key that a multikey text names."""
    if not text.startswith("z"):
        raise NotAKey("a multikey in base58 starts with z")
    try:
        data = base58.decode(text[1:])
    except base58.NotBase58 as fault:
        raise NotAKey(str(fault)) from fault
    if not data.startswith(_ED25519) or len(data) != 34:
        raise NotAKey("not an Ed25519 public key")
    return data[2:]


def did_key(key: str) -> str:
    """Return the ``did:key`` that names a multikey by itself."""
    return f"did:key:{key}"


def did_web(host: str, *path: str) -> str:
    """Return the ``did:web`` of a host (with its port, if any) and a path below it."""
    parts = [quote(host, safe=""), *(quote(part, safe="") for part in path)]
    return "did:web:" + ":".join(parts)


def did_web_url(did: str) -> str:
    """Return the address at which a ``did:web`` document is published."""
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


def key_id(did: str, key: str) -> str:
    """Return the DID URL under which a signatory's key is cited in proofs."""
    return f"{did}#{key}"


def did_document(did: str, keys: Iterable[PublishedKey]) -> dict[str, Any]:
    """Return the DID document of a signatory with its keys, newest first.

    Each key says from which instant it signs. A retired one stays, with the instant from which it signs no
    more: what it signed before stays verifiable.
    """
    methods: list[dict[str, Any]] = []
    names: list[str] = []
    for key in keys:
        method: dict[str, Any] = {
            "id": key_id(did, key.multikey),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.multikey,
        }
        if key.since is not None:
            method["created"] = written(key.since)
        if key.until is not None:
            method["expires"] = written(key.until)
        methods.append(method)
        names.append(did_key(key.multikey))
    return {
        "@context": [*DOCUMENT_CONTEXT, CREATED],
        "id": did,
        "alsoKnownAs": names,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def keys_of(document: Mapping[str, Any]) -> tuple[TrustedKey, ...]:
    """Return the keys that a DID document allows to sign statements."""
    did = document.get("id")
    methods = document.get("verificationMethod")
    allowed = document.get("assertionMethod")
    if not isinstance(did, str) or not isinstance(methods, list) or not isinstance(allowed, list):
        raise NotADidDocument("a DID document has id, verificationMethod and assertionMethod")
    keys = []
    for method in methods:
        if not isinstance(method, dict):
            raise NotADidDocument("each verificationMethod is an object")
        name, key = method.get("id"), method.get("publicKeyMultibase")
        if method.get("controller") != did or name not in allowed or method.get("type") != "Multikey":
            continue
        if not isinstance(name, str) or not isinstance(key, str) or not name.startswith(f"{did}#"):
            raise NotADidDocument("a verificationMethod has an id below its DID and a publicKeyMultibase")
        since, until = (_instant(method.get(part)) for part in ("created", "expires"))
        keys.append(TrustedKey(id=name, did=did, public=public_key(key), since=since, until=until))
    return tuple(keys)


def _instant(text: Any) -> datetime | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise NotADidDocument("the instants of a key are text")
    return parse_instant(text)
