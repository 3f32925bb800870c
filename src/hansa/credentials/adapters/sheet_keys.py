"""Keys that sign sheets: P-256, each with an X.509 certificate under the root of this installation.

Private halves lie beside the others, encrypted; certificates are public and lie in the database. Signing is
deterministic (RFC 6979), so that the same sheet has the same bytes whenever somebody fetches it.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hansa.credentials.adapters import sealed
from hansa.credentials.rules.cms import lower

KIND = "hansa-sheet-key-1"
# RFC 5280 writes "no end" so: a sheet is read long after whoever signed it has gone.
NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
LONGEST_NAME = 64

Signer = Callable[[bytes], bytes]
_ALGORITHM = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


def create_root(*, name: str, is_specimen: bool, at: datetime) -> bytes:
    """Make the root of an installation and return its certificate (DER)."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _short(name))])
    builder = _certificate(subject, subject, private.public_key(), at)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return _kept(private, builder.sign(private, hashes.SHA256()), is_specimen)


def create_sheet_key(
    *, root: bytes, did: str, role: str, body: str, is_specimen: bool, at: datetime
) -> bytes:
    """Make a signatory's key for sheets and return its certificate (DER), which names its DID."""
    above = x509.load_der_x509_certificate(root)
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(body)),
            x509.NameAttribute(NameOID.COMMON_NAME, _short(role)),
        ]
    )
    builder = _certificate(subject, above.subject, private.public_key(), at)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(
        x509.SubjectAlternativeName([x509.UniformResourceIdentifier(did)]), critical=False
    )
    identifier = above.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
    )
    return _kept(private, builder.sign(_private(root), hashes.SHA256()), is_specimen)


def sheet_signer(certificate: bytes) -> Signer:
    """Return the act of signing with the key of a certificate; a specimen's refuses in production."""
    private = _private(certificate)

    def sign(attributes: bytes) -> bytes:
        return lower(private.sign(attributes, _ALGORITHM))

    return sign


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 by which a certificate is known."""
    return hashlib.sha256(certificate).hexdigest()


def _private(certificate: bytes) -> ec.EllipticCurvePrivateKey:
    return _loaded(sealed.opened(_name(certificate), kind=KIND))


@lru_cache(maxsize=32)
def _loaded(raw: bytes) -> ec.EllipticCurvePrivateKey:
    private = serialization.load_der_private_key(raw, None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise sealed.KeyUnavailable("the key of a sheet is on the curve P-256")
    return private


@lru_cache(maxsize=64)
def _name(certificate: bytes) -> str:
    return _name_of(x509.load_der_x509_certificate(certificate).public_key())


def _name_of(public: object) -> str:
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise sealed.KeyUnavailable("the key of a sheet is on the curve P-256")
    form = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"sheet-{hashlib.sha256(form).hexdigest()}"


def _kept(private: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, is_specimen: bool) -> bytes:
    raw = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    sealed.keep(_name_of(private.public_key()), raw, kind=KIND, is_specimen=is_specimen)
    return certificate.public_bytes(serialization.Encoding.DER)


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, at: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number())
    builder = builder.not_valid_before(at.replace(microsecond=0)).not_valid_after(NO_END)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
