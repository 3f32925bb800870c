from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from hansa.foundation import clock

from . import rules
from .models import Entry, Head
from .selectors import reference

SYSTEM = "system"


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@transaction.atomic
def record(by: Model | None, act: str, subject: Model | None = None, **facts: Any) -> Entry:
    """Write an act into the log, in the same transaction as the act itself.

    The head of the chain is locked until that transaction ends, so entries are numbered without gaps.
    ``facts`` are plain JSON values and hold no personal data.
    """
    head, _created = Head.objects.select_for_update().get_or_create(id=1, defaults={"digest": rules.FIRST})
    at = clock.now()
    link = rules.Link(
        sequence=head.sequence + 1,
        at=_written(at),
        actor=reference(by) or SYSTEM,
        act=act,
        subject=reference(subject),
        facts=facts,
        previous=head.digest,
    )
    head.sequence, head.digest = link.sequence, rules.digest(link)
    head.save(update_fields=["sequence", "digest"])
    return Entry.objects.create(
        sequence=link.sequence,
        at=at,
        actor=link.actor,
        act=link.act,
        subject=link.subject,
        facts=link.facts,
        previous=link.previous,
        digest=head.digest,
    )


def first_broken_entry() -> int | None:
    """Return the number of the first entry that was changed, added or taken away, or ``None``."""
    entries = Entry.objects.order_by("sequence").iterator(chunk_size=2000)
    return rules.first_break(
        (
            rules.Link(e.sequence, _written(e.at), e.actor, e.act, e.subject, e.facts, e.previous),
            e.digest,
        )
        for e in entries
    )
