"""What follows from what happened to a call."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hansa.applications.services.telling import tell_of_cancellation
from hansa.programmes.signals import call_cancelled


@receiver(call_cancelled)
def write_to_everybody(sender: type, call: Any, reason: str, by: Any, now: datetime, **kwargs: Any) -> None:
    """Whoever began or sent an application learns that the call is cancelled, and why."""
    tell_of_cancellation(call=call, reason=reason, by=by, now=now)
