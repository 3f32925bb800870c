"""Editing what the office may edit of an edition: its title and summary, language by language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.programmes import signals
from hansa.programmes.models import Edition


@transaction.atomic
def edit_texts(
    *, edition_id: int, title: Mapping[str, str], summary: Mapping[str, str], by: Any, now: datetime
) -> Edition:
    """Set title and summary in every language; an empty text takes the language away. English stays.

    The edit is part of what an export writes.
    """
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    changed = []
    for field, texts in (("title", title), ("summary", summary)):
        said = {language: text.strip() for language, text in texts.items() if text.strip()}
        if "en" not in said:
            said["en"] = getattr(edition, field)["en"]
        if said != getattr(edition, field):
            setattr(edition, field, said)
            changed.append(field)
    if changed:
        edition.save(update_fields=changed)
        record(by, "edition.edit-texts", edition, fields=changed)
        signals.edition_edited.send(sender=Edition, edition=edition)
    return edition
