from typing import Any

from django.dispatch import receiver

from . import signals
from .models import CallMailing
from .tasks import write_mailing


@receiver(signals.mailing_ordered)
def queue_mailing(sender: type[CallMailing], mailing: CallMailing, **kwargs: Any) -> None:
    """Queue the writing in the transaction that ordered it: both are there, or neither."""
    write_mailing.enqueue(mailing.pk)
