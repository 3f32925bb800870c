"""The local signer of credentials: Ed25519 keys of this machine.

Other custodians (PKCS#11, a signing request to somebody away) take the place of ``signer``.
"""

from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hansa.credentials.adapters import sealed
from hansa.credentials.adapters.sealed import KeyUnavailable, folder
from hansa.credentials.rules.dids import multikey

__all__ = ["KeyUnavailable", "Signer", "create_key", "folder", "has_key", "signer"]

Signer = Callable[[bytes], bytes]

KIND = "hansa-signing-key-1"


def create_key(*, is_specimen: bool) -> str:
    """Make a key pair, keep its private half encrypted, and return the public one as a multikey."""
    private = Ed25519PrivateKey.generate()
    public = multikey(private.public_key().public_bytes_raw())
    sealed.keep(public, private.private_bytes_raw(), kind=KIND, is_specimen=is_specimen)
    return public


def signer(public: str) -> Signer:
    """Return the act of signing with a key of this machine; a specimen's refuses in production."""
    private, name = _private(sealed.opened(public, kind=KIND))
    if name != public:
        raise KeyUnavailable(f"the file {public}.json holds another key than its name says")
    return private.sign


@lru_cache(maxsize=32)
def _private(raw: bytes) -> tuple[Ed25519PrivateKey, str]:
    private = Ed25519PrivateKey.from_private_bytes(raw)
    return private, multikey(private.public_key().public_bytes_raw())


def has_key(public: str) -> bool:
    """Say whether the private half of a key lies on this machine."""
    return sealed.is_kept(public)
