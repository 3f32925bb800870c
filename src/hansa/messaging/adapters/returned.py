"""Reads the reports that mail servers send back (RFC 3464): which letter, and why nobody got it."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from uuid import UUID

_OUR_ID = re.compile(r"letter-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
# Reports are short; what is longer than this carries the whole letter, and its head stands in the first part of it.
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Report:
    """A letter that came back for good, and what the server said."""

    letter_id: UUID
    reason: str


def report_of(raw: bytes) -> Report | None:
    """Return what a report says of one of our letters; ``None`` for delays, answers from holiday and anything else."""
    mail = message_from_bytes(raw[:MOST_BYTES], policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    failed = _failure(mail)
    letter = _letter_named(mail)
    return Report(letter, failed) if failed is not None and letter is not None else None


def _failure(mail: Message) -> str | None:
    """Return what the server said where it gave up, ``None`` where it did not."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and _said(block, "Action").casefold() == "failed":
                said = _said(block, "Diagnostic-Code").partition(";")[2] or _said(block, "Status")
                return " ".join(said.split())[:300]
    return None


def _said(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()


def _letter_named(mail: Message) -> UUID | None:
    """Find our own Message-ID in the letter, or the head of it, that the report carries."""
    for part in mail.walk():
        named = part.get("Message-ID", "") if part is not mail else ""
        if part.get_content_type() == "text/rfc822-headers":
            named = str(part.get_payload())
        if found := _OUR_ID.search(str(named)):
            return UUID(found.group(1))
    return None
