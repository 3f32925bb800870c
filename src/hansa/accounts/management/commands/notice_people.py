from typing import Any

from django.core.management.base import BaseCommand

from hansa.accounts import services
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Notice accounts that look like one person's, and settle what came late to one that was merged."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        noticed, settled = services.notice(now=now), services.settle_merged(now=now)
        if noticed or settled:
            self.stdout.write(f"pairs noticed: {noticed}, late rows settled for {settled} accounts")
