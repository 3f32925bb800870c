"""Private keys at rest: each in a file of its own that only the server's user can read, encrypted.

The files lie in ``HANSA_DATA_DIR/keys``; what opens them is ``HANSA_KEY_SECRET``, which is not in the database.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

# Stretching the secret costs 50 ms: keys that one process makes share the salt, each with a nonce of its own.
_SALT = secrets.token_bytes(16)


class KeyUnavailable(RuntimeError):
    """A signing key cannot be used here; the message says why."""


def folder() -> Path:
    """Return where key files lie."""
    return Path(settings.HANSA_DATA_DIR) / "keys"


def keep(name: str, raw: bytes, *, kind: str, is_specimen: bool) -> None:
    """Write a private key, encrypted, into a new file of the name of its public half."""
    salt, nonce = _SALT, secrets.token_bytes(12)
    content = {
        "kind": kind,
        "public": name,
        "specimen": is_specimen,
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "sealed": b64encode(
            _wrapping(settings.HANSA_KEY_SECRET, salt).encrypt(nonce, raw, _bound(name, is_specimen))
        ).decode(),
    }
    where = folder()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(where / f"{name}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def opened(name: str, *, kind: str) -> bytes:
    """Return the private key of a name; a specimen of the demonstration does not open in production."""
    raw, is_specimen = _opened(folder() / f"{name}.json", settings.HANSA_KEY_SECRET, kind)
    if is_specimen and not settings.HANSA_DEMONSTRATION:
        raise KeyUnavailable(f"{name} is a specimen of the demonstration and signs nothing real")
    return raw


def is_kept(name: str) -> bool:
    """Say whether the private half of a key lies on this machine."""
    return (folder() / f"{name}.json").is_file()


@lru_cache(maxsize=32)
def _wrapping(secret: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(secret.encode()))


def _bound(public: str, is_specimen: bool) -> bytes:
    # Sealed together with the key: a specimen key cannot be made a real one by editing its file.
    return f"{public} {'specimen' if is_specimen else 'real'}".encode()


@lru_cache(maxsize=32)
def _opened(path: Path, secret: str, kind: str) -> tuple[bytes, bool]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        salt, nonce, sealed = (b64decode(content[part]) for part in ("salt", "nonce", "sealed"))
        bound = _bound(content["public"], content["specimen"])
        raw = _wrapping(secret, salt).decrypt(nonce, sealed, bound)
    except FileNotFoundError as fault:
        raise KeyUnavailable(f"the key {path.stem} is not on this machine") from fault
    except (OSError, ValueError, KeyError, InvalidTag) as fault:
        raise KeyUnavailable(f"the key {path.stem} does not open with HANSA_KEY_SECRET") from fault
    if content["kind"] != kind:
        raise KeyUnavailable(f"the file {path.name} holds a key for another purpose")
    return raw, bool(content["specimen"])
