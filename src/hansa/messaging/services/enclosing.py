"""What goes with a letter: kept beside its words until it is sent, and as often as it is sent."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hansa.foundation.mail.services import Enclosed
from hansa.foundation.storage import services as storage

from ..models import Enclosure, Letter

if TYPE_CHECKING:
    from hansa.accounts.models import Person

__all__ = ["Enclosed", "enclose", "enclosed_in", "forget_enclosed"]


def enclose(letter: Letter, things: Sequence[Enclosed]) -> None:
    """Keep what goes with a letter, sealed for whoever it is written to; inside the transaction that writes the letter."""
    rows = []
    for place, thing in enumerate(things):
        uid, owner = uuid.uuid4(), letter.to.uid
        rows.append(
            Enclosure(
                uid=uid,
                letter=letter,
                place=place,
                owner_uid=owner,
                name=thing.name,
                content_type=thing.content_type,
                sealed=storage.seal(thing.content, record_id=uid, owner_uid=owner),
            )
        )
    Enclosure.objects.bulk_create(rows)


def enclosed_in(letter: Letter) -> list[Enclosed]:
    """Return what goes with a letter. Raises ``storage.Unreadable`` where it cannot be opened."""
    return [
        Enclosed(
            row.name,
            row.content_type,
            storage.unseal(bytes(row.sealed), record_id=row.uid, owner_uid=row.owner_uid),
        )
        for row in Enclosure.objects.filter(letter=letter)
    ]


def forget_enclosed(to: "Person") -> None:
    """Delete what went with the letters to somebody who is erased."""
    Enclosure.objects.filter(letter__to=to).delete()
