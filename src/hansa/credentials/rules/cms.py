"""The signature in a sheet: CMS SignedData as PAdES asks for it, by one P-256 key, in one form only.

Signed attributes are content-type, message-digest, signing-certificate-v2 and algorithm protection; the time stands in
the PDF (``/M``), not here. A verifier builds the same bytes again from the certificate, the digest and the signature,
so nothing in it can be written a second way.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from hansa.credentials.rules.der import (
    INTEGER,
    OCTETS,
    SEQUENCE,
    SET,
    NotDer,
    elements,
    header,
    oid,
    sequence,
    set_of,
    tlv,
)

_DATA = oid("1.2.840.113549.1.7.1")
_SIGNED_DATA = oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47")
_ALGORITHM_PROTECTION = oid("1.2.840.113549.1.9.52")
_SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"))
_ECDSA = sequence(oid("1.2.840.10045.4.3.2"))
_ONE = tlv(INTEGER, b"\x01")

# The number of points on P-256: of the two values of s that verify, the smaller is the one that we write and accept.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LONGEST_SIGNATURE = 72
# Room is rounded up, so that a signature never says by its size whose it is.
_STEP = 256


class NotOurSignature(ValueError):
    """The bytes are not a signature in the one form that sheets have."""


@dataclass(frozen=True)
class _Form:
    """All that does not change from one signature of a certificate to the next, written once."""

    certificates: bytes
    signer: bytes
    before_digest: bytes
    after_digest: bytes

    def attributes(self, digest: bytes) -> bytes:
        return self.before_digest + digest + self.after_digest


@lru_cache(maxsize=64)
def _form(certificate: bytes) -> _Form:
    outside, _end = header(certificate, 0, SEQUENCE)
    parts = elements(certificate, outside, SEQUENCE)
    serial, issuer = (certificate[start:end] for start, end in (parts[1], parts[3]))
    named = sequence(sequence(tlv(0xA4, issuer)), serial)
    shown = sequence(tlv(OCTETS, hashlib.sha256(certificate).digest()), named)
    digest = bytes(32)
    attributes = set_of(
        sequence(_CONTENT_TYPE, set_of(_DATA)),
        sequence(_MESSAGE_DIGEST, set_of(tlv(OCTETS, digest))),
        sequence(_SIGNING_CERTIFICATE, set_of(sequence(sequence(shown)))),
        sequence(_ALGORITHM_PROTECTION, set_of(sequence(_SHA256, b"\xa1" + _ECDSA[1:]))),
    )
    before, after = attributes.split(digest)
    return _Form(tlv(0xA0, certificate), sequence(issuer, serial), before, after)


def signed_attributes(certificate: bytes, digest: bytes) -> bytes:
    """Return the bytes that a certificate's key signs for a document with this digest."""
    return _form(certificate).attributes(digest)


def envelope(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """Return the SignedData that goes into the PDF."""
    form = _form(certificate)
    signer = sequence(
        _ONE,
        form.signer,
        _SHA256,
        b"\xa0" + form.attributes(digest)[1:],
        _ECDSA,
        tlv(OCTETS, signature),
    )
    content = sequence(_ONE, tlv(SET, _SHA256), sequence(_DATA), form.certificates, tlv(SET, signer))
    return sequence(_SIGNED_DATA, tlv(0xA0, content))


@lru_cache(maxsize=64)
def room_for(certificate: bytes) -> int:
    """Return how many hexadecimal digits a sheet keeps for a signature of a certificate."""
    longest = len(envelope(certificate, bytes(32), bytes(LONGEST_SIGNATURE)))
    return 2 * -(-longest // _STEP) * _STEP


def lower(signature: bytes) -> bytes:
    """Return an ECDSA signature with the smaller of the two values of s that verify."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, _ORDER - s) if s > _ORDER // 2 else signature


def certificate_in(data: bytes, digest: bytes) -> tuple[bytes, bytes]:
    """Return the certificate and the signature in a SignedData over a document with this digest.

    Raises ``NotOurSignature`` where it is anything but what ``envelope`` writes.
    """
    try:
        (_type, (wrapped, _)) = elements(data, 0, SEQUENCE)
        content, _end = header(data, wrapped, 0xA0)
        parts = elements(data, content, SEQUENCE)
        certificate = data[slice(*header(data, parts[3][0], 0xA0))]
        signer, _end = header(data, parts[4][0], SET)
        signature = data[slice(*header(data, elements(data, signer, SEQUENCE)[5][0], OCTETS))]
        if envelope(certificate, digest, signature) != data or lower(signature) != signature:
            raise NotOurSignature("it is not written in the one form that sheets have")
    except (NotDer, IndexError, ValueError) as fault:
        raise NotOurSignature(str(fault)) from fault
    return certificate, signature


def is_signed(public: ec.EllipticCurvePublicKey, signature: bytes, attributes: bytes) -> bool:
    """Say whether a signature is this key's over these attributes."""
    try:
        public.verify(signature, attributes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
