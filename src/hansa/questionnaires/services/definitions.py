"""Define and freeze questionnaires."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.questionnaires import rules
from hansa.questionnaires.models import Questionnaire


class DefinitionFaulty(ValueError):
    """The definition cannot be used; ``faults`` names each place."""

    def __init__(self, key: str, faults: Sequence[rules.Fault]) -> None:
        super().__init__(f"{key}: " + "; ".join(map(str, faults)))
        self.key = key
        self.faults = tuple(faults)


class DefinitionFrozen(ValueError):
    """Somebody already answers these questions, so they cannot change under them."""

    def __init__(self, key: str, frozen_at: datetime) -> None:
        super().__init__(f"{key} is frozen since {frozen_at:%Y-%m-%d}; give the new questions a new key")
        self.key = key
        self.frozen_at = frozen_at


@transaction.atomic
def define(*, key: str, definition: dict[str, Any], by: Any, now: datetime) -> Questionnaire:
    """Create or change the questionnaire of this key; the same definition again changes nothing.

    Raises ``DefinitionFaulty`` or, where answers are being collected already, ``DefinitionFrozen``.
    """
    found = rules.faults(definition)
    if found:
        raise DefinitionFaulty(key, found)
    row = Questionnaire.objects.select_for_update().filter(key=key).first()
    if row is None:
        row = Questionnaire.objects.create(key=key, definition=definition)
        record(by, "questionnaire.define", row, key=key, version=1)
        return row
    if row.definition == definition:
        return row
    if row.frozen_at is not None:
        raise DefinitionFrozen(key, row.frozen_at)
    row.definition = definition
    row.version += 1
    row.save(update_fields=["definition", "version"])
    record(by, "questionnaire.define", row, key=key, version=row.version)
    return row


@transaction.atomic
def freeze(*, key: str, by: Any, now: datetime) -> Questionnaire:
    """From now on the questions of this key stay as they are."""
    row = Questionnaire.objects.select_for_update().get(key=key)
    if row.frozen_at is None:
        row.frozen_at = now
        row.save(update_fields=["frozen_at"])
        record(by, "questionnaire.freeze", row, key=key, version=row.version)
    return row
