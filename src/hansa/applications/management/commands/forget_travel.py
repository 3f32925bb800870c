"""Delete travel data whose day has come, and spreadsheets of applicants that have waited long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import forget_due, forget_referees, forget_sheets
from hansa.foundation import clock


class Command(BaseCommand):
    help = (
        "Delete passport and travel data whose day has come, each with a line in the log. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        forgotten, sheets = forget_due(now=now), forget_sheets(now=now)
        letters = forget_referees(now=now)
        self.stdout.write(
            f"travel data deleted on their day: {forgotten}; spreadsheets emptied: {sheets}; "
            f"letters of referees deleted: {letters}"
        )
