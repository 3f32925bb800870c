"""Instants as credentials spell them: UTC, to the second, with a ``Z``."""

import re
from datetime import UTC, datetime

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def written(instant: datetime) -> str:
    """Return an aware instant in the one spelling that credentials use."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Return the instant that a credential's text names; ValueError for any other spelling."""
    if not _FORM.fullmatch(text):
        raise ValueError("an instant is written as 2025-11-14T09:30:00Z")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
