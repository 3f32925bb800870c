"""The certificates with which signatories sign sheets: the root of the installation, and a key each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import IntegrityError, transaction

from hansa.credentials.adapters import sheet_keys
from hansa.credentials.adapters.sheet_keys import sheet_signer
from hansa.credentials.adapters.sheet_signing import Custodian, sign
from hansa.credentials.models import SheetKey, SheetRoot, Signatory
from hansa.credentials.services.signatories import base_host
from hansa.foundation import clock
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language


def _named(name: str, *, is_specimen: bool) -> str:
    """A certificate speaks English, whoever reads it."""
    return f"{name} (specimen)" if is_specimen else name


def ensure_sheet_root(*, is_specimen: bool, by: Any, now: datetime) -> SheetRoot:
    """Return the root of this installation's sheets, made the first time that somebody asks."""
    there = SheetRoot.objects.filter(is_specimen=is_specimen).first()
    if there is not None:
        return there
    name = _named(f"Certificates of {base_host()}", is_specimen=is_specimen)
    certificate = sheet_keys.create_root(name=name, is_specimen=is_specimen, at=now)
    try:
        with transaction.atomic():
            root = SheetRoot.objects.create(
                fingerprint=sheet_keys.fingerprint(certificate),
                certificate=certificate,
                is_specimen=is_specimen,
                created_at=now,
            )
            record(by, "sheet_root.make", root, fingerprint=root.fingerprint)
    except IntegrityError:
        # Somebody else was quicker; the key that was made for nothing signs nothing.
        return SheetRoot.objects.get(is_specimen=is_specimen)
    return root


@transaction.atomic
def ensure_sheet_key(*, signatory: Signatory, by: Any, now: datetime) -> SheetKey:
    """Return the certificate with which a signatory signs sheets today, made where there is none."""
    locked = Signatory.objects.select_for_update().get(pk=signatory.pk)
    there = locked.sheet_keys.filter(retired_at__isnull=True).first()
    if there is not None:
        return there
    root = ensure_sheet_root(is_specimen=locked.is_specimen, by=by, now=now)
    certificate = sheet_keys.create_sheet_key(
        root=bytes(root.certificate),
        did=locked.did,
        role=_named(in_language(locked.role, "en"), is_specimen=locked.is_specimen),
        body=_named(in_language(locked.name, "en"), is_specimen=locked.is_specimen),
        is_specimen=locked.is_specimen,
        at=now,
    )
    key = SheetKey.objects.create(
        signatory=locked,
        fingerprint=sheet_keys.fingerprint(certificate),
        certificate=certificate,
        created_at=now,
    )
    record(by, "sheet_key.make", locked, fingerprint=key.fingerprint)
    return key


@transaction.atomic
def rotate_sheet_key(*, signatory_key: str, by: Any, now: datetime) -> SheetKey:
    """Retire a signatory's certificate for sheets and make the next; what it signed before stays valid."""
    signatory = Signatory.objects.select_for_update().get(key=signatory_key)
    signatory.sheet_keys.filter(retired_at__isnull=True).update(retired_at=now)
    return ensure_sheet_key(signatory=signatory, by=by, now=now)


def sheet_key_at(*, signatory: Signatory, at: datetime, now: datetime) -> SheetKey:
    """Return the certificate that was in use at an instant, or the first one after it."""
    keys = list(signatory.sheet_keys.all())
    for key in keys:
        if key.retired_at is None or key.retired_at > at:
            return key
    return ensure_sheet_key(signatory=signatory, by=None, now=now)


def roots_in_pem() -> list[str]:
    """Return the certificates under which sheets are signed, for a bundle; no specimens in production."""
    rows = SheetRoot.objects.all()
    if not settings.HANSA_DEMONSTRATION:
        rows = rows.filter(is_specimen=False)
    return [
        x509.load_der_x509_certificate(bytes(row.certificate)).public_bytes(Encoding.PEM).decode()
        for row in rows
    ]


def signed_sheet(pdf: bytes, signatories: Sequence[Signatory], *, issued_at: datetime) -> bytes:
    """Return a sheet signed by each signatory in turn, the first of whom certifies it.

    It is signed as of its issue, or of the day on which the first certificate was made if that is later: an honest
    time, and the same one at every call.
    """
    for place, signatory in enumerate(signatories, start=1):
        key = sheet_key_at(signatory=signatory, at=issued_at, now=clock.now())
        certificate = bytes(key.certificate)
        pdf = sign(
            pdf,
            Custodian(certificate, sheet_signer(certificate)),
            place,
            max(issued_at, key.created_at),
            len(signatories) if place == 1 else None,
        )
    return pdf


def ensure_sheet_keys(signatories: Sequence[Signatory], *, by: Any, now: datetime) -> None:
    """See to it that each signatory has a certificate for sheets from before the first one it signs."""
    there = set(
        SheetKey.objects.filter(signatory__in=signatories, retired_at__isnull=True).values_list(
            "signatory_id", flat=True
        )
    )
    for signatory in signatories:
        if signatory.pk not in there:
            ensure_sheet_key(signatory=signatory, by=by, now=now)
