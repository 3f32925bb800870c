"""The local signer: Ed25519 keys, each in an encrypted file that only the server's user can read.

The files lie in ``HANSA_DATA_DIR/keys``; what opens them is ``HANSA_KEY_SECRET``, which is not in the
database. Other custodians (PKCS#11, a signing request to somebody away) take the place of ``signer``.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from hansa.credentials.rules.dids import multikey

Signer = Callable[[bytes], bytes]


class KeyUnavailable(RuntimeError):
    """A signing key cannot be used here; the message says why."""


def folder() -> Path:
    """Return where key files lie."""
    return Path(settings.HANSA_DATA_DIR) / "keys"


def _wrapping(secret: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(secret.encode()))


def create_key(*, is_specimen: bool) -> str:
    """Make a key pair, keep its private half encrypted, and return the public one as a multikey."""
    private = Ed25519PrivateKey.generate()
    public = multikey(private.public_key().public_bytes_raw())
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = _wrapping(settings.HANSA_KEY_SECRET, salt).encrypt(
        nonce, private.private_bytes_raw(), _bound(public, is_specimen)
    )
    content = {
        "kind": "hansa-signing-key-1",
        "public": public,
        "specimen": is_specimen,
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "sealed": b64encode(sealed).decode(),
    }
    where = folder()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(where / f"{public}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return public


def _bound(public: str, is_specimen: bool) -> bytes:
    # Sealed together with the key: a specimen key cannot be made a real one by editing its file.
    return f"{public} {'specimen' if is_specimen else 'real'}".encode()


@lru_cache(maxsize=32)
def _opened(path: Path, secret: str) -> tuple[Ed25519PrivateKey, bool]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        salt, nonce, sealed = (b64decode(content[part]) for part in ("salt", "nonce", "sealed"))
        bound = _bound(content["public"], content["specimen"])
        raw = _wrapping(secret, salt).decrypt(nonce, sealed, bound)
    except FileNotFoundError as fault:
        raise KeyUnavailable(f"the key {path.stem} is not on this machine") from fault
    except (OSError, ValueError, KeyError, InvalidTag) as fault:
        raise KeyUnavailable(f"the key {path.stem} does not open with HANSA_KEY_SECRET") from fault
    private = Ed25519PrivateKey.from_private_bytes(raw)
    if multikey(private.public_key().public_bytes_raw()) != path.stem:
        raise KeyUnavailable(f"the file {path.name} holds another key than its name says")
    return private, bool(content["specimen"])


def signer(public: str) -> Signer:
    """Return the act of signing with a key of this machine; a specimen's refuses in production."""
    private, is_specimen = _opened(folder() / f"{public}.json", settings.HANSA_KEY_SECRET)
    if is_specimen and not settings.HANSA_DEMONSTRATION:
        raise KeyUnavailable(f"{public} is a specimen of the demonstration and signs nothing real")
    return private.sign


def has_key(public: str) -> bool:
    """Say whether the private half of a key lies on this machine."""
    return (folder() / f"{public}.json").is_file()
