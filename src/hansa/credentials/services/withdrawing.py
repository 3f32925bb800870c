"""Withdrawing a certificate, and issuing it again under the holder's new name."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hansa.credentials.enums import CredentialState, RevocationReason
from hansa.credentials.models import Credential, StatusList
from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.services.issuing import IssuingRefused, signed_and_stored
from hansa.credentials.signals import credential_issued, credential_revoked
from hansa.foundation.audit.services import record


class NotIssued(ValueError):
    """Only an issued certificate can be withdrawn or issued again."""


@transaction.atomic
def revoke_credential(
    *, credential_id: UUID, reason: str, by: Any, now: datetime, note: str = ""
) -> Credential:
    """Withdraw a certificate for good; withdrawing it again changes nothing.

    ``reason`` is one of ``RevocationReason``; ``note`` is for the office. What was signed stays as it is: the
    issuer's status list and our register say that it no longer counts.
    """
    credential = _locked(credential_id)
    if credential.state == CredentialState.REVOKED:
        return credential
    if credential.state != CredentialState.ISSUED:
        raise NotIssued(_("Only a certificate that was issued can be withdrawn."))
    return revoke(credential, RevocationReason(reason), note, by, now)


def _locked(credential_id: UUID) -> Credential:
    rows = Credential.objects.select_for_update(of=("self",)).select_related("achievement")
    return rows.get(pk=credential_id)


def revoke(credential: Credential, reason: RevocationReason, note: str, by: Any, now: datetime) -> Credential:
    """Withdraw a certificate whose row the caller has locked."""
    credential.state = CredentialState.REVOKED
    credential.revoked_at, credential.revocation_reason, credential.revocation_note = now, reason, note
    credential.save(update_fields=["state", "revoked_at", "revocation_reason", "revocation_note"])
    if credential.status_list_id is not None:
        StatusList.objects.filter(pk=credential.status_list_id).update(
            revision=F("revision") + 1, changed_at=now
        )
    record(by, "credential.revoke", credential, reason=reason.value)
    credential_revoked.send(sender=Credential, credential=credential)
    return credential


@transaction.atomic
def reissue_credential(*, credential_id: UUID, name: str, by: Any, now: datetime) -> Credential:
    """Issue a certificate again under another name of its holder, and withdraw the old one.

    It keeps what was earned, the evidence and the day of the award, letter for letter. The new one knows which
    it replaces; no page tells whoever holds the old one what the holder is called now.
    """
    old = _locked(credential_id)
    if old.state != CredentialState.ISSUED:
        raise NotIssued(_("Only a certificate that was issued can be issued again."))
    if name.strip() == old.holder_name:
        raise IssuingRefused(_("It carries this name already."))
    key = old.key
    # The new one stands for what was earned from now on: asking for it again finds it.
    old.key = f"replaced:{old.pk}"
    old.save(update_fields=["key"])
    earned = old.document["credentialSubject"]["achievement"]
    fresh = signed_and_stored(
        old.achievement,
        earned=earned,
        evidence=old.document.get("evidence", []),
        holder=old.holder,
        name=name,
        key=key,
        language=old.language,
        awarded_at=parse_instant(old.document["awardedDate"]),
        now=now,
        replaces=old,
    )
    record(by, "credential.reissue", fresh, key=key, replaces=str(old.pk))
    # Where a signature is awaited the old one counts until the new one does.
    if fresh.state == CredentialState.ISSUED:
        revoke(old, RevocationReason.REPLACED, "", by, now)
        credential_issued.send(sender=Credential, credential=fresh)
    return fresh
