"""What follows when a rehearsal is asked for: a task is queued, in the same transaction."""

from typing import Any

from django.dispatch import receiver

from hansa.programmes.models import Rehearsal
from hansa.programmes.signals import rehearsal_requested
from hansa.programmes.tasks import run_rehearsal


@receiver(rehearsal_requested)
def queue_rehearsal(sender: type[Rehearsal], rehearsal: Rehearsal, **kwargs: Any) -> None:
    """Queue the rehearsal; it is gone again if the act that asked for it is undone."""
    run_rehearsal.enqueue(str(rehearsal.uid))
