"""The chain of the audit log: each entry's hash covers the one before, so nothing goes missing unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FIRST = "0" * 64


@dataclass(frozen=True)
class Link:
    """What an entry's hash covers, in the form it was written."""

    sequence: int
    at: str
    actor: str
    act: str
    subject: str
    facts: dict[str, Any]
    previous: str


def digest(link: Link) -> str:
    """Return the SHA-256 (hex) of an entry and of all before it."""
    body = json.dumps(
        [link.sequence, link.at, link.actor, link.act, link.subject, link.facts, link.previous],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> int | None:
    """Return the sequence number of the first entry that does not follow, or ``None`` if all do."""
    previous, expected = FIRST, 1
    for link, stored in links:
        if link.sequence != expected or link.previous != previous or digest(link) != stored:
            return expected
        previous, expected = stored, expected + 1
    return None
