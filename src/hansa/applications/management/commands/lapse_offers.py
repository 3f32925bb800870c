"""Let offers lapse that nobody answered in time."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import lapse_offers
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Let offers lapse whose deadline has passed. Safe to run again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        lapsed = lapse_offers(now=clock.now())
        if lapsed:
            self.stdout.write(f"{lapsed} offers lapsed")
