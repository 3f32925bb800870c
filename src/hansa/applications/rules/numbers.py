"""The number an applicant quotes: ``NW17-0074``."""

import re

_WORD = re.compile(r"[a-z]+")


def prefix(slug: str, year: int) -> str:
    """Derive a call's prefix from its edition: the initials of its words and the year.

    One word gives its first two letters, so that a prefix always has at least two.
    """
    words = _WORD.findall(slug.lower())
    initials = "".join(word[0] for word in words)[:4]
    if len(initials) < 2:
        initials = (words[0] if words else "ap")[:2]
    return f"{initials.upper()}{year % 100:02d}"


def number(prefix: str, serial: int) -> str:
    """Write a number as people see it; the serial has at least four digits."""
    return f"{prefix}-{serial:04d}"
