from typing import Any

from django.core.management.base import BaseCommand

from hansa.foundation import clock
from hansa.foundation.storage import services


class Command(BaseCommand):
    """Deletes files whose day has come and files that no row knows; run every night."""

    help = "Delete stored files whose day has come, and files on the disk that no row knows."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both, and say how many of each; a row without its file is a fault and ends with 1."""
        now = clock.now()
        deleted = services.delete_due(now)
        removed, missing = services.sweep_orphans(now)
        self.stdout.write(
            f"deleted on their day: {deleted}; without a row: {removed}; rows without a file: {len(missing)}"
        )
        if missing:
            raise SystemExit(1)
