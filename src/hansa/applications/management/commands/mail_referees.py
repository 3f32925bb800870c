"""Write to referees who wait to be asked, or to be reminded."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import mail_referees
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Write to the referees that applicants named, each with a link of their own. Safe to run again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        written = mail_referees(now=clock.now())
        if written:
            self.stdout.write(f"{written} referees written to")
