"""Letters that come back: the server took them, and later somebody says that nobody read them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hansa.foundation.audit.services import record

from .. import signals
from ..adapters import returned
from ..enums import LetterState
from ..models import Letter

if TYPE_CHECKING:
    from hansa.accounts.models import Person


class NotOnItsWay(ValueError):
    """The letter was not sent, so it cannot have come back."""


@transaction.atomic
def note_bounce(*, letter_id: Any, reason: str, by: "Person | None", now: datetime) -> Letter:
    """Note that a letter came back, and why; noted twice it stays as it is. Raises ``NotOnItsWay``.

    Nothing is sent again by itself: the office looks at the address first.
    """
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.state in {LetterState.BOUNCED, LetterState.FAILED}:
        return letter
    if letter.state not in {LetterState.SENT, LetterState.SENDING}:
        raise NotOnItsWay(str(letter.pk))
    letter.state, letter.bounced_at, letter.sending_since = LetterState.BOUNCED, now, None
    letter.last_fault = " ".join(reason.split())[:300]
    letter.save(update_fields=["state", "bounced_at", "sending_since", "last_fault"])
    record(by, "letter.bounce", letter, by_hand=by is not None)
    signals.letter_bounced.send(sender=Letter, letter=letter)
    return letter


def take_back(*, raw: bytes, now: datetime) -> Letter | None:
    """Read a mail that came to the bounce address, and note the letter that it says came back.

    ``None`` where the mail reports no lasting failure, or none of our letters.
    """
    report = returned.report_of(raw)
    if report is None:
        return None
    known = Letter.objects.filter(pk=report.letter_id).values_list("pk", "state").first()
    if known is None or known[1] == LetterState.QUEUED:
        return None
    return note_bounce(letter_id=known[0], reason=report.reason, by=None, now=now)
