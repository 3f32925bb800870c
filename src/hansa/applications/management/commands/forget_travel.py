"""Delete travel data whose day has come."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import forget_due
from hansa.foundation import clock


class Command(BaseCommand):
    help = (
        "Delete passport and travel data whose day has come, each with a line in the log. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget_due(now=clock.now())
        self.stdout.write(f"travel data deleted on their day: {forgotten}")
