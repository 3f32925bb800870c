"""The one place that reads the machine's clock; services take ``now`` from their caller."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return timezone.now()
