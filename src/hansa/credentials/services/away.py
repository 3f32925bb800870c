"""A signatory whose key is elsewhere: what waits goes out in one file, and is issued when the answer is back."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import CredentialState, RevocationReason
from hansa.credentials.models import Credential, Signatory, SigningKey, SigningRequest
from hansa.credentials.rules import ceremony
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.dids import NotAKey, key_id, public_key
from hansa.credentials.rules.shape import proof_faults
from hansa.credentials.rules.verification import CLOCK_LEEWAY
from hansa.credentials.selectors import believed
from hansa.credentials.services.signatories import SignatoryKeyRefused
from hansa.credentials.services.withdrawing import revoke
from hansa.credentials.signals import credential_issued
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language


class NothingToSign(ValueError):
    """No certificate waits for this signatory."""


@transaction.atomic
def entrust_key(*, signatory_key: str, multikey: str, by: Any, now: datetime) -> SigningKey:
    """Let a signatory sign with a key of its own, whose private half this machine never sees; retire the last one."""
    signatory = Signatory.objects.select_for_update().get(key=signatory_key)
    try:
        public_key(multikey)
    except NotAKey as fault:
        raise SignatoryKeyRefused(f"{multikey}: {fault}") from fault
    if SigningKey.objects.filter(multikey=multikey).exists():
        raise SignatoryKeyRefused(f"{multikey} is or was somebody's key already")
    signatory.keys.filter(retired_at__isnull=True).update(retired_at=now)
    fresh = SigningKey.objects.create(signatory=signatory, multikey=multikey, is_away=True, created_at=now)
    record(by, "signatory.entrust", signatory, multikey=multikey)
    return fresh


@transaction.atomic
def make_signing_request(*, signatory_key: str, by: Any, now: datetime) -> tuple[SigningRequest, bytes]:
    """Return a request for everything that waits for a signatory's key, and the file that goes to it.

    Asking again asks for what still waits; an answer to any of the requests is good.
    """
    key = (
        SigningKey.objects.select_for_update(of=("self",))
        .select_related("signatory")
        .get(signatory__key=signatory_key, retired_at=None)
    )
    name = key_id(key.signatory.did, key.multikey)
    waiting = [
        row
        for row in Credential.objects.filter(state=CredentialState.PENDING).order_by("created_at", "pk")
        if any(term["id"] == name for term in row.document["termsOfUse"])
        and all(proof["verificationMethod"] != name for proof in row.document.get("proof", []))
    ]
    if not key.is_away or not waiting:
        raise NothingToSign(signatory_key)
    request = SigningRequest(key=key, made_at=now)
    content = ceremony.request_content(
        request_id=str(request.pk),
        key=name,
        who=f"{in_language(key.signatory.role, 'en')}, {in_language(key.signatory.name, 'en')}",
        made=now,
        documents=[row.document for row in waiting],
    )
    request.digest = ceremony.digest_of(content)
    request.save()
    request.credentials.set(waiting)
    record(by, "signing.request", request, digest=request.digest, count=len(waiting))
    return request, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@transaction.atomic
def import_answer(data: bytes, *, by: Any, now: datetime) -> list[Credential]:
    """Check an answer and issue what everybody has signed now; return those. All of it counts, or nothing.

    Imported again it changes nothing. Raises ``RequestRefused``.
    """
    request_id, digest, made = ceremony.read_answer(data)
    try:
        request = (
            SigningRequest.objects.select_for_update(of=("self",))
            .select_related("key__signatory")
            .get(pk=UUID(request_id))
        )
    except (ValueError, SigningRequest.DoesNotExist) as fault:
        raise ceremony.RequestRefused("it answers a request that was not made here") from fault
    if digest != request.digest:
        raise ceremony.RequestRefused("it answers a request that was changed on the way")
    rows = {
        f"urn:uuid:{row.pk}": row
        for row in Credential.objects.select_for_update(of=("self",))
        .select_related("achievement")
        .filter(signing_requests=request)
        .order_by("pk")
    }
    if set(rows) != set(made):
        raise ceremony.RequestRefused("it does not answer for exactly the certificates of its request")
    for name, proof in made.items():
        _check(rows[name], proof, request.key, now)
    issued = [row for name, row in rows.items() if _signed(row, made[name], now)]
    if request.answered_at is None:
        request.answered_at = now
        request.save(update_fields=["answered_at"])
        record(by, "signing.import", request, digest=digest, count=len(made), issued=len(issued))
    for row in issued:
        record(by, "credential.issue", row, achievement=row.achievement.key, key=row.key)
        if row.replaces is not None and row.replaces.state == CredentialState.ISSUED:
            revoke(row.replaces, RevocationReason.REPLACED, "", by, now)
        credential_issued.send(sender=Credential, credential=row)
    return issued


def _check(row: Credential, proof: Any, key: SigningKey, now: datetime) -> None:
    name = key_id(key.signatory.did, key.multikey)
    required = [term["id"] for term in row.document["termsOfUse"]]
    place = required.index(name) if name in required else -1
    if place < 0 or proof_faults(proof, place) or proof["verificationMethod"] != name:
        raise ceremony.RequestRefused(f"the signature under {row.number} is not one of {name}")
    at, trusted = ceremony.created(proof), believed(key)
    if not trusted.is_in_use(at) or at > now + CLOCK_LEEWAY:
        raise ceremony.RequestRefused(
            f"the signature under {row.number} says that it was made at {proof['created']}"
        )
    if not proofs.holds(row.document, proof, trusted.public, contexts()):
        raise ceremony.RequestRefused(f"the signature under {row.number} does not fit")


def _signed(row: Credential, proof: Any, now: datetime) -> bool:
    """Add a signature that was checked; say whether that issued the certificate."""
    if row.state != CredentialState.PENDING:
        return False
    row.document = ceremony.joined(row.document, proof)
    if ceremony.is_complete(row.document):
        row.state, row.issued_at = CredentialState.ISSUED, now
    row.save(update_fields=["document", "state", "issued_at"])
    return bool(row.state == CredentialState.ISSUED)
