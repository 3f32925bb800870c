from typing import Any

from django.dispatch import receiver

from . import signals
from .models import Letter
from .tasks import deliver


@receiver(signals.letter_queued)
def queue_delivery(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
    """Queue the delivery in the transaction that wrote the letter: both are there, or neither."""
    later = letter.next_attempt_at if letter.attempts else None
    if later is not None and not deliver.get_backend().supports_defer:
        return  # ``deliver_letters`` comes round every few minutes and finds it due
    deliver.using(run_after=later).enqueue(str(letter.pk))
