"""``manage turn_calls``: opens and closes calls whose hour has come."""

from typing import Any

from django.core.management.base import BaseCommand

from hansa.foundation import clock
from hansa.programmes.services import turn_calls


class Command(BaseCommand):
    """Pages are exact to the second without it; it freezes rules and tells the other apps."""

    help = "Open and close calls whose hour has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn them, and say how many."""
        moved = turn_calls(now=clock.now())
        if moved:
            self.stdout.write(f"{moved} calls turned")
