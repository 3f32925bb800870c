"""Requests for certificates: asked by the holder, decided by somebody or by a rule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.credentials.enums import ClaimState
from hansa.credentials.models import Achievement, Claim
from hansa.credentials.signals import claim_decided, claim_requested
from hansa.foundation.audit.services import record


class ClaimDecided(ValueError):
    """The claim has been decided the other way already."""


@transaction.atomic
def request_claim(*, achievement_key: str, holder: Any, answers: Mapping[str, Any], now: datetime) -> Claim:
    """Ask for a certificate. One that is waiting or granted is returned as it is; after a refusal one may ask again."""
    achievement = Achievement.objects.select_for_update().get(key=achievement_key)
    standing = (
        Claim.objects.filter(achievement=achievement, holder=holder).exclude(state=ClaimState.REFUSED).first()
    )
    if standing is not None:
        return standing
    claim = Claim.objects.create(
        achievement=achievement, holder=holder, answers=dict(answers), requested_at=now
    )
    record(holder, "claim.request", claim, achievement=achievement.key)
    claim_requested.send(sender=Claim, claim=claim)
    return claim


@transaction.atomic
def decide_claim(*, claim_id: int, granted: bool, by: Any, now: datetime, reason: str = "") -> Claim:
    """Grant or refuse a claim; ``reason`` is what the holder reads. Deciding again alike changes nothing.

    Granting does not issue: whoever grants knows the evidence and calls ``issue_credential``.
    """
    claim = Claim.objects.select_for_update().select_related("achievement").get(pk=claim_id)
    outcome = ClaimState.GRANTED if granted else ClaimState.REFUSED
    if claim.state == outcome:
        return claim
    if claim.state != ClaimState.REQUESTED:
        raise ClaimDecided(f"claim {claim.pk} is {claim.state}")
    claim.state, claim.reason, claim.decided_at, claim.decided_by = outcome, reason, now, by
    claim.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    record(by, "claim.decide", claim, outcome=outcome.value)
    claim_decided.send(sender=Claim, claim=claim)
    return claim
