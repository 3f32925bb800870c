"""Whose certificate signed a sheet: it stands under a root one believes, and names its owner's DID."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID


class CertificateRefused(ValueError):
    """A certificate cannot be believed; the message is a word for why."""


@dataclass(frozen=True)
class Owner:
    """Who a certificate says that its key belongs to, and since when it counts."""

    did: str
    role: str
    body: str
    since: datetime
    public: ec.EllipticCurvePublicKey


@lru_cache(maxsize=256)
def owner_of(certificate: bytes, roots: tuple[bytes, ...]) -> Owner:
    """Return the owner of a certificate that stands directly under one of the roots."""
    read = _read(certificate)
    if not any(_is_under(read, _read(root)) for root in roots):
        raise CertificateRefused("stranger")
    public = read.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
        raise CertificateRefused("form")
    try:
        usage = read.extensions.get_extension_for_class(x509.KeyUsage).value
        limits = read.extensions.get_extension_for_class(x509.BasicConstraints).value
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError) as fault:
        raise CertificateRefused("form") from fault
    dids = names.get_values_for_type(x509.UniformResourceIdentifier)
    if limits.ca or not usage.content_commitment or len(dids) != 1:
        raise CertificateRefused("form")
    return Owner(
        did=dids[0],
        role=_named(read, NameOID.COMMON_NAME),
        body=_named(read, NameOID.ORGANIZATION_NAME),
        since=read.not_valid_before_utc,
        public=public,
    )


@lru_cache(maxsize=64)
def title_of(certificate: bytes) -> str:
    """Return whom viewers name as the signer: the office and the body."""
    read = _read(certificate)
    return f"{_named(read, NameOID.COMMON_NAME)}, {_named(read, NameOID.ORGANIZATION_NAME)}"


def beginning(roots: Iterable[bytes]) -> datetime | None:
    """Return from when on sheets are signed: what is issued later without signatures has lost them."""
    return min((_read(root).not_valid_before_utc for root in roots), default=None)


def _named(certificate: x509.Certificate, what: x509.ObjectIdentifier) -> str:
    return "".join(str(part.value) for part in certificate.subject.get_attributes_for_oid(what)[:1])


@lru_cache(maxsize=256)
def _read(certificate: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(certificate)
    except ValueError as fault:
        raise CertificateRefused("form") from fault


def _is_under(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        limits = root.extensions.get_extension_for_class(x509.BasicConstraints).value
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return limits.ca


def roots_in(content: object) -> tuple[bytes, ...]:
    """Return the roots (DER) that a file of trusted keys names in PEM; ValueError where one cannot be read."""
    named = content.get("sheetRoots", []) if isinstance(content, dict) else []
    if not isinstance(named, list) or not all(isinstance(text, str) for text in named):
        raise ValueError("sheetRoots is a list of certificates in PEM")
    return tuple(x509.load_pem_x509_certificate(text.encode()).public_bytes(Encoding.DER) for text in named)
