from typing import Any

from django.core.management.base import BaseCommand

from hansa.foundation import clock
from hansa.programmes import services


class Command(BaseCommand):
    """Goes on with mailings that a dead worker left behind; run every few minutes."""

    help = "Write what is still to write of every mailing about a call."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say how many letters."""
        self.stdout.write(f"letters written: {services.write_unfinished(now=clock.now())}")
