"""Remind people of drafts and offers before it is too late."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services.reminding import remind
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Write the reminders that are due, once each. Safe to run again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        reminded = remind(now=clock.now())
        if reminded:
            self.stdout.write(f"{reminded} reminders written")
