import sys
from typing import Any

from django.core.management.base import BaseCommand

from hansa.foundation import clock
from hansa.messaging import services


class Command(BaseCommand):
    """Reads one mail from standard input, as a mail server hands it to a program behind the bounce address."""

    help = "Read a delivery report (DSN) from standard input and note the letter that came back."

    def handle(self, *args: Any, **options: Any) -> None:
        """Note it, and say which letter; a mail that reports none is taken without a fault."""
        letter = services.take_back(raw=sys.stdin.buffer.read(), now=clock.now())
        self.stdout.write(f"came back: letter {letter.pk}" if letter else "no letter of ours came back")
