"""Lots: the order that breaks ties, drawn from a seed everybody could read before scores were opened.

They are drawn for pseudonyms, not for the applications' numbers: numbers count upwards, so whoever saw a
lot drawn for a number could tell the number, and a sealed decision could not be handed to a stranger. The
pseudonym of an application is the HMAC of its number under a key that the office keeps. How a lot follows
from the seed, in one sentence for the record: ``DERIVATION``.
"""

import hashlib
import hmac
from collections.abc import Iterable

DERIVATION = "Sort the ids by SHA-256 of seed|id (UTF-8, as hexadecimal); the first has lot 1."
PSEUDONYM = "HMAC-SHA256 of the application's number under the office's key, first 16 hexadecimal digits."


def draw(seed: str, ids: Iterable[str]) -> dict[str, int]:
    """Return each id's lot, 1…n. The same seed and ids give the same lots anywhere."""
    ordered = sorted(set(ids), key=lambda one: (_digest(seed, one), one))
    return {one: lot for lot, one in enumerate(ordered, start=1)}


def pseudonyms(key: bytes, numbers: Iterable[str]) -> dict[str, str]:
    """Return each application's pseudonym: always the same, and not to be found without the key."""
    return {number: hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:16] for number in numbers}


def draw_unseen(seed: str, key: bytes, numbers: Iterable[str]) -> dict[str, int]:
    """Return each application's lot, drawn for its pseudonym."""
    names = pseudonyms(key, numbers)
    drawn = draw(seed, names.values())
    return {number: drawn[name] for number, name in names.items()}


def _digest(seed: str, one: str) -> str:
    return hashlib.sha256(f"{seed}|{one}".encode()).hexdigest()
