"""Take up lists whose computing ended with its worker."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.applications.services import take_up_silent
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Compute lists again that nobody is heard to compute any more. Safe to run again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        again = take_up_silent(now=clock.now())
        if again:
            self.stdout.write(f"{again} lists are computed again")
