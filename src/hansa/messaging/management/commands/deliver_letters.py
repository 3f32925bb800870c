from typing import Any

from django.core.management.base import BaseCommand

from hansa.foundation import clock
from hansa.messaging import services


class Command(BaseCommand):
    """Queues letters whose task was lost with a worker that died; run every few minutes."""

    help = "Queue every letter that is due again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Queue them and say how many."""
        self.stdout.write(f"letters queued: {services.queue_due(clock.now())}")
