"""Letters when somebody's two accounts become one: theirs all, and one to each address that says so."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from hansa.foundation.merging import Line, Merge, point_at
from hansa.foundation.storage import services as storage

from ..models import Enclosure, Letter
from .letters import define_template, send_letter
from .merging_words import TEXTS

COLUMNS = ("messaging.Letter.to", "messaging.Enclosure.owner_uid")
TEMPLATE = "accounts:merged"


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say how many letters go over."""
    count = Letter.objects.filter(to=gone).count()
    return [Line(ngettext("%(count)d letter", "%(count)d letters", count) % {"count": count}, count)]


def move(merge: Merge) -> dict[str, int]:
    """Let the kept account have every letter, with what goes with it; each still goes to the address it was written to."""
    own, new = merge.gone.uid, merge.keep.uid
    for row in Enclosure.objects.filter(owner_uid=own):
        row.sealed = storage.seal_anew(row.sealed, record_id=row.uid, owner_uid=own, to=new) or b""
        row.owner_uid = new
        row.save(update_fields=["sealed", "owner_uid"])
    return point_at(merge, (Letter, "to"))


def tell_of_merge(
    *, keep: Any, gone: Any, addresses: Iterable[str], gone_language: str, by: Any, now: datetime
) -> list[Letter]:
    """Write to both addresses that there is one account now, each in its account's own language; once."""
    define_template(key=TEMPLATE, texts=TEXTS, by=None, now=now)
    own, other = addresses
    context = {"title": f"{own}, {other}", "url": settings.HANSA_BASE_URL + reverse("account_login")}
    return [
        send_letter(
            template_key=TEMPLATE,
            to=keep,
            context=context,
            key=f"{TEMPLATE}:{gone.uid}:{side}",
            now=now,
            language=language,
            answered_by=by,
            address=address,
        )
        for side, address, language in (("keep", own, keep.language), ("gone", other, gone_language))
    ]
