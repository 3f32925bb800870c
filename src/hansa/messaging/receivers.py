from typing import Any

from django.dispatch import receiver

from . import signals
from .models import Letter
from .tasks import deliver


@receiver(signals.letter_queued)
def queue_delivery(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
    """Queue the delivery in the transaction that wrote the letter: both are there, or neither."""
    later = letter.next_attempt_at if letter.attempts else None
    deliver.using(run_after=later).enqueue(str(letter.pk))
