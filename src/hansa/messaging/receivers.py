from typing import Any

from django.dispatch import receiver

from hansa.accounts.signals import people_merged

from . import signals
from .models import Letter
from .services.merging import tell_of_merge
from .tasks import deliver


@receiver(signals.letter_queued)
def queue_delivery(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
    """Queue the delivery in the transaction that wrote the letter: both are there, or neither."""
    later = letter.next_attempt_at if letter.attempts else None
    if later is not None and not deliver.get_backend().supports_defer:
        return  # ``deliver_letters`` comes round every few minutes and finds it due
    deliver.using(run_after=later).enqueue(str(letter.pk))


@receiver(people_merged)
def write_to_both_addresses(
    sender: type, keep: Any, gone: Any, addresses: Any, gone_language: str, by: Any, now: Any, **kwargs: Any
) -> None:
    """Whoever had two accounts learns at both addresses that there is one."""
    tell_of_merge(keep=keep, gone=gone, addresses=addresses, gone_language=gone_language, by=by, now=now)
