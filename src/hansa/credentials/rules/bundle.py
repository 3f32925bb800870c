"""What somebody who checks certificates keeps when the site is gone, as files: reading it, and what is believed of it.

Files say by their content what they are: DID documents, status lists, one list of contents. Any folder that
holds them will do: a whole bundle, or the ``docs`` beside one exported certificate.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.dids import NotADidDocument, NotAKey, TrustedKey, keys_of
from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.reading import NotJson, read_json
from hansa.credentials.rules.sheet_certificates import roots_in
from hansa.credentials.rules.status import NotAList, known_list
from hansa.credentials.rules.verification import Trust

KIND = "hansa-bundle-1"
CONTENTS = "bundle.json"
ROOT = "root.pem"
MOST_FILES = 2000


class NotATrustBundle(ValueError):
    """The file or folder that should say whom to trust does not."""


def sha256(data: bytes) -> str:
    """Return the hash by which a list of contents names a file."""
    return hashlib.sha256(data).hexdigest()


def countersigned(
    document: Mapping[str, Any],
    options: Mapping[str, Any],
    *,
    sign: Callable[[bytes], bytes],
    contexts: proofs.Contexts,
) -> dict[str, Any]:
    """Return a DID document with one more signature of somebody who vouches for its keys."""
    bare = proofs.unsecured(document)
    proof = proofs.make_proof(bare, options, sign=sign, contexts=contexts)
    return {**bare, "proof": [*document.get("proof", []), proof]}


def trust_in(documents: Sequence[Any], *, contexts: proofs.Contexts, roots: tuple[bytes, ...] = ()) -> Trust:
    """Return the keys of some DID documents. A countersignature in one that does not hold refuses them all."""
    try:
        keys = tuple(key for document in documents for key in keys_of(document))
    except (NotADidDocument, NotAKey, AttributeError, ValueError) as fault:
        raise NotATrustBundle(f"a DID document in it cannot be read: {fault}") from fault
    if not keys:
        raise NotATrustBundle("none of its DID documents names a signing key")
    trust = Trust(keys, roots=roots)
    for document in documents:
        _check_vouching(document, trust, contexts)
    return trust


def _check_vouching(document: Mapping[str, Any], trust: Trust, contexts: proofs.Contexts) -> None:
    given = document.get("proof", [])
    for proof in given if isinstance(given, list) else [given]:
        method = proof.get("verificationMethod") if isinstance(proof, dict) else None
        key = trust.key(method) if isinstance(method, str) else None
        if key is None or key.did == document["id"] or proof.get("cryptosuite") != proofs.JCS:
            raise NotATrustBundle(f"the keys of {document['id']} are vouched for by a stranger")
        try:
            in_time = key.is_in_use(parse_instant(str(proof.get("created"))))
        except ValueError:
            in_time = False
        if not in_time or not proofs.holds(document, proof, key.public, contexts):
            raise NotATrustBundle(f"the keys of {document['id']} are not those that were vouched for")


def trust_in_files(files: Mapping[str, bytes], *, contexts: proofs.Contexts) -> Trust:
    """Return the keys, status lists and roots in the files of a folder, each checked before it is believed."""
    contents = _contents(files)
    documents, lists = [], []
    for name in sorted(files):
        if not name.endswith(".json") or name.startswith(("contexts/", "schemas/")):
            continue
        try:
            value = read_json(files[name])
        except NotJson as fault:
            raise NotATrustBundle(f"{name} is not JSON") from fault
        if isinstance(value, dict) and "verificationMethod" in value:
            documents.append(value)
        elif isinstance(value, dict) and "BitstringStatusListCredential" in _types(value):
            lists.append(value)
    if not documents:
        raise NotATrustBundle("it holds no DID documents")
    root = next((data for name, data in files.items() if name.rpartition("/")[2] == ROOT), None)
    try:
        roots = roots_in({"sheetRoots": _pems(root)}) if root else ()
    except ValueError as fault:
        raise NotATrustBundle(f"{ROOT} cannot be read") from fault
    trust = trust_in(documents, contexts=contexts, roots=roots)
    try:
        known = tuple(known_list(one, keys=trust.key, contexts=contexts) for one in lists)
    except NotAList as fault:
        raise NotATrustBundle(str(fault)) from fault
    return Trust(tuple(_named(key, contents) for key in trust.keys), known, roots)


def _types(value: Mapping[str, Any]) -> Sequence[Any]:
    types = value.get("type")
    return types if isinstance(types, list) else []


def _pems(text: bytes) -> list[str]:
    end = "-----END CERTIFICATE-----"
    return [f"{part}{end}\n" for part in text.decode("ascii", "replace").split(end) if part.strip()]


def _contents(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The list of contents, where there is one; every file it names is there as it was put in."""
    if CONTENTS not in files:
        return {}
    try:
        contents = read_json(files[CONTENTS])
    except NotJson as fault:
        raise NotATrustBundle(f"{CONTENTS} is not JSON") from fault
    if not isinstance(contents, dict) or contents.get("kind") != KIND:
        raise NotATrustBundle(f"{CONTENTS} is not the list of contents of a bundle")
    named = contents.get("files")
    for name, digest in named.items() if isinstance(named, dict) else ():
        if name not in files:
            raise NotATrustBundle(f"{name} is missing from it")
        if sha256(files[name]) != digest:
            raise NotATrustBundle(f"{name} is not what was put into it")
    return contents


def _named(key: TrustedKey, contents: Mapping[str, Any]) -> TrustedKey:
    """A key with its owner's name, as whoever made the bundle says it."""
    signatories = contents.get("signatories")
    said = signatories.get(key.did) if isinstance(signatories, dict) else None
    if not isinstance(said, dict):
        return key
    name, role = said.get("name"), said.get("role")
    return replace(
        key, name=name if isinstance(name, str) else "", role=role if isinstance(role, str) else ""
    )
