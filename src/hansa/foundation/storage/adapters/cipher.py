"""Encrypts what is personal, with a key that the database does not hold.

Layout of an encrypted file: ``HD1``, the key's mark (4 bytes), a nonce (12), then AES-256-GCM over the content. Each file has
a key of its own, derived from the installation's; the file's and the owner's ids are authenticated with it, so a file that
is put in another's place does not open.
"""

import hashlib
import hmac
import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MAGIC = b"HD1"


class Unreadable(Exception):
    """The file on the disk is not the one that was put there, or its key is not among ours."""


def keys() -> list[bytes]:
    """Return the installation's document keys: the first encrypts, the others still open what they closed."""
    return [key.strip().encode() for key in str(settings.HANSA_DOCUMENT_KEY).split(",") if key.strip()]


def encrypt(content: bytes, *, file_id: uuid.UUID, owner_uid: uuid.UUID) -> bytes:
    """Return the content closed under the first key."""
    key = keys()[0]
    nonce = os.urandom(12)
    sealed = AESGCM(_file_key(key, file_id)).encrypt(nonce, content, file_id.bytes + owner_uid.bytes)
    return MAGIC + _mark(key) + nonce + sealed


def decrypt(sealed: bytes, *, file_id: uuid.UUID, owner_uid: uuid.UUID) -> bytes:
    """Return the content again, or raise ``Unreadable``."""
    mark, nonce, body = sealed[3:7], sealed[7:19], sealed[19:]
    key = next((key for key in keys() if _mark(key) == mark), None)
    if sealed[:3] != MAGIC or key is None:
        raise Unreadable("No key of this installation opens the file.")
    try:
        return AESGCM(_file_key(key, file_id)).decrypt(nonce, body, file_id.bytes + owner_uid.bytes)
    except InvalidTag as fault:
        raise Unreadable("The file was changed on the disk.") from fault


def mark_of(content: bytes) -> str:
    """Return a keyed fingerprint of something short, under the key that was the installation's first.

    The oldest key and not the newest: a fingerprint is compared with those of before, and cannot be made anew.
    """
    oldest = keys()[-1]
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hansa fingerprint").derive(oldest)
    return hmac.new(derived, content, hashlib.sha256).hexdigest()


def _mark(key: bytes) -> bytes:
    return hashlib.sha256(b"hansa document key mark" + key).digest()[:4]


def _file_key(key: bytes, file_id: uuid.UUID) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=file_id.bytes, info=b"hansa document").derive(key)
