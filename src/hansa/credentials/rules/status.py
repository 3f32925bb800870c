"""Status lists (W3C Bitstring Status List): one bit a certificate, and nobody can tell whose.

A list holds at least 131,072 bits, so that asking for it says little about which certificate is looked at;
the places in it are drawn by lot, so that neighbours have nothing to do with each other.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hansa.credentials.rules import closed
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.instants import parse_instant, written

LEAST_BITS = 131_072
MOST_BITS = 1 << 24
PURPOSE = "revocation"
ENTRY_TYPE = "BitstringStatusListEntry"
CONTEXT = ("https://www.w3.org/ns/credentials/v2",)
TYPE = ("VerifiableCredential", "BitstringStatusListCredential")
_GZIP = 31

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class NotAList(ValueError):
    """The text or the document is not a status list that we can read."""


@dataclass(frozen=True)
class KnownList:
    """A status list whose signature has been checked: what its issuer said at an instant."""

    id: str
    issuer: str
    at: datetime
    bits: bytes = field(repr=False)

    def is_set(self, index: int) -> bool:
        """Say whether the bit at a place is set; a place beyond the end is none."""
        if index >= len(self.bits) * 8:
            raise NotAList(f"{self.id} has no place {index}")
        return bool(self.bits[index >> 3] & 0x80 >> (index & 7))


def packed(indexes: Iterable[int], size: int) -> bytes:
    """Return the bits of a list in which these places are set; place 0 is the leftmost bit."""
    bits = bytearray((size + 7) // 8)
    for index in indexes:
        bits[index >> 3] |= 0x80 >> (index & 7)
    return bytes(bits)


def encoded(bits: bytes) -> str:
    """Return a list's bits as its credential spells them: multibase base64url of gzip, always the same."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return "u" + urlsafe_b64encode(packer.compress(bits) + packer.flush()).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the bits that a list's text stands for; a text that unpacks without end is refused."""
    if not text.startswith("u"):
        raise NotAList("a list in base64url starts with u")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        raw = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        bits = unpacker.decompress(raw, MOST_BITS // 8 + 1)
    except (ValueError, zlib.error) as fault:
        raise NotAList("the list is not gzip in base64url") from fault
    if not unpacker.eof or unpacker.unused_data:
        raise NotAList("the list is cut off, or too long")
    if not LEAST_BITS <= len(bits) * 8 <= MOST_BITS:
        raise NotAList(f"a list has at least {LEAST_BITS:,} places")
    return bits


def drawn(draw: Callable[[int], int], size: int, is_taken: Callable[[int], bool]) -> int:
    """Return a place by lot that is not taken; ``draw(n)`` gives a number below n."""
    while is_taken(index := draw(size)):
        pass
    return index


def entry(list_id: str, index: int) -> dict[str, str]:
    """Return what a certificate says of its place in a list."""
    return {
        "id": f"{list_id}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": PURPOSE,
        "statusListIndex": str(index),
        "statusListCredential": list_id,
    }


def place(value: Any, path: str) -> Any:
    """Check what a certificate says of its place in a list: closed, and its id follows from the rest."""
    faults = list(_ENTRY(value, path))
    if not faults and value["id"] != f"{value['statusListCredential']}#{value['statusListIndex']}":
        faults.append(closed.Fault(f"{path}/id", "other_value"))
    yield from faults


_ENTRY = closed.members(
    {
        "id": closed.matching(closed.IRI, "not_an_address"),
        "type": closed.exactly(ENTRY_TYPE),
        "statusPurpose": closed.exactly(PURPOSE),
        "statusListIndex": closed.matching(_INDEX, "not_a_place"),
        "statusListCredential": closed.matching(closed.IRI, "not_an_address"),
    }
)


def unsigned_list(*, list_id: str, issuer: str, bits: bytes, at: datetime) -> dict[str, Any]:
    """Return the credential of a list without its proof."""
    return {
        "@context": list(CONTEXT),
        "id": list_id,
        "type": list(TYPE),
        "issuer": issuer,
        "validFrom": written(at),
        "credentialSubject": {
            "id": f"{list_id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded(bits),
        },
    }


def _any_text(value: Any, path: str) -> Any:
    if not isinstance(value, str):
        yield closed.Fault(path, "not_text")


_LIST = closed.members(
    {
        "@context": closed.exactly(list(CONTEXT)),
        "id": closed.matching(closed.IRI, "not_an_address"),
        "type": closed.exactly(list(TYPE)),
        "issuer": closed.matching(closed.DID, "not_a_did"),
        "validFrom": closed.instant,
        "credentialSubject": closed.members(
            {
                "id": closed.matching(closed.IRI, "not_an_address"),
                "type": closed.exactly("BitstringStatusList"),
                "statusPurpose": closed.exactly(PURPOSE),
                "encodedList": _any_text,
            }
        ),
        "proof": closed.members(
            {
                "type": closed.exactly(proofs.PROOF_TYPE),
                "cryptosuite": closed.exactly(proofs.RDFC),
                "created": closed.instant,
                "verificationMethod": closed.matching(closed.DID_URL, "not_a_key"),
                "proofPurpose": closed.exactly(proofs.PURPOSE),
                "proofValue": closed.matching(closed.VALUE, "not_a_signature"),
            }
        ),
    }
)


def known_list(document: Any, *, keys: Any, contexts: proofs.Contexts) -> KnownList:
    """Return a list whose signature holds; ``keys`` finds a key one believes by its DID URL.

    Raises ``NotAList`` where it is altered, a stranger's, or signed when its key was not in use.
    """
    if faults := list(_LIST(document, "")):
        raise NotAList(f"it is no status list: {faults[0].path} ({faults[0].reason})")
    proof = document["proof"]
    key = keys(proof["verificationMethod"])
    if key is None or key.did != document["issuer"]:
        raise NotAList(f"{document['id']} is not signed by a key one believes of its issuer's")
    if not key.is_in_use(parse_instant(proof["created"])):
        raise NotAList(f"{document['id']} is signed by a key that was not in use")
    if not proofs.holds(document, proof, key.public, contexts):
        raise NotAList(f"{document['id']} was changed after it was signed")
    bits = decoded(document["credentialSubject"]["encodedList"])
    return KnownList(document["id"], document["issuer"], parse_instant(document["validFrom"]), bits)


def looked_up(document: Mapping[str, Any], lists: Iterable[KnownList]) -> tuple[str, dict[str, str]]:
    """Return state and facts of whether a certificate in our form was withdrawn, as far as these lists say."""
    named = document.get("credentialStatus")
    if named is None:
        return "unknown", {"reason": "no_list"}
    found = next((known for known in lists if known.id == named["statusListCredential"]), None)
    if found is None:
        return "unknown", {"reason": "list_absent", "list": named["statusListCredential"]}
    facts = {"list": found.id, "at": written(found.at)}
    if found.issuer != document["issuer"]["id"]:
        return "bad", {**facts, "reason": "list_of_another"}
    try:
        is_set = found.is_set(int(named["statusListIndex"]))
    except NotAList:
        return "bad", {**facts, "reason": "no_such_place"}
    return ("bad", {**facts, "reason": "listed"}) if is_set else ("ok", {**facts, "reason": "list"})
