"""Remind people of drafts, offers and missing scores before it is too late."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import remind, remind_slow_readers
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Write the reminders that are due, once each. Safe to run again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        reminded = remind(now=now) + remind_slow_readers(now=now)
        if reminded:
            self.stdout.write(f"{reminded} reminders written")
