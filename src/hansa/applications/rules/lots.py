"""Lots: the order that breaks ties, drawn from a seed everybody could read before scores were opened.

How a lot follows from the seed, in one sentence for the record: sort the applications' numbers by
SHA-256 of ``seed|number`` (UTF-8, compared as hexadecimal text); the first has lot 1.
"""

import hashlib
from collections.abc import Iterable

DERIVATION = "Sort the numbers by SHA-256 of seed|number (UTF-8, as hexadecimal); the first has lot 1."


def draw(seed: str, numbers: Iterable[str]) -> dict[str, int]:
    """Return each number's lot, 1…n. The same seed and numbers give the same lots anywhere."""
    ordered = sorted(set(numbers), key=lambda number: (_digest(seed, number), number))
    return {number: lot for lot, number in enumerate(ordered, start=1)}


def _digest(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}|{number}".encode()).hexdigest()
