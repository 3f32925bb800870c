"""Papers of a call that anybody may take: put there by the office, examined like any file, served as a download."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.foundation.storage import services as storage
from hansa.programmes import selectors
from hansa.programmes.models import Attachment, Call

MOST_BYTES = 8_000_000
MOST = 12
#: They belong to the house and stay when the officer who put them there goes.
_OWNER = uuid.uuid5(uuid.NAMESPACE_URL, "hansa:calls")


class TooMany(ValueError):
    """A call has as many papers as anybody reads."""


def attach(*, call_id: int, label: str, language: str, upload: Any, by: Any, now: datetime) -> Attachment:
    """Put a PDF beside a call. Raises ``FileRefused`` with a sentence, or ``TooMany``."""
    storage.require_room()
    seen = storage.examine(upload=upload, purpose="attachment", kinds=("pdf",), max_bytes=MOST_BYTES)
    with transaction.atomic():
        call = selectors.locked_call(call_id)
        if call.attachments.count() >= MOST:
            raise TooMany(str(MOST))
        file = storage.keep(examined=seen, purpose="attachment", owner_uid=_OWNER, personal=False, now=now)
        paper = Attachment.objects.create(
            call=call, label=label.strip(), language=language, file=file, added_by=by, added_at=now
        )
        record(by, "call.attach", call, attachment=str(paper.uid), sha256=file.sha256)
        return paper


@transaction.atomic
def detach(*, uid: Any, call_id: int, by: Any) -> None:
    """Take a paper away from a call; the log keeps that it was there."""
    call: Call = selectors.locked_call(call_id)
    paper = call.attachments.select_related("file").filter(uid=uid).first()
    if paper is None:
        return
    file = paper.file
    record(by, "call.detach", call, attachment=str(paper.uid), sha256=file.sha256)
    paper.delete()
    storage.delete(file)
