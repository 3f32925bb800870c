"""Defining what can be earned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.credentials.adapters.typeset import check_sheet
from hansa.credentials.enums import AchievementKind
from hansa.credentials.models import Achievement, AchievementSignatory, Signatory
from hansa.credentials.services.signatories import Texts, as_texts
from hansa.foundation.audit.services import record

MOST_SIGNATORIES = 2


class SignatoriesRefused(ValueError):
    """An achievement needs one or two signatories, all of them defined before it."""


@transaction.atomic
def define_achievement(
    *,
    key: str,
    name: Texts,
    description: Texts,
    criteria: Texts,
    criteria_url: str,
    signatories: Sequence[str],
    language: str,
    kind: str,
    by: Any,
    now: datetime,
    template: str = "",
) -> Achievement:
    """Make an achievement, or bring an existing one up to date; what was issued is not touched.

    ``signatories`` are keys, the issuer's first: every one of them must sign. ``template`` is a Typst
    sheet of the programme's own; empty means the one of the house.
    """
    if not 1 <= len(signatories) <= MOST_SIGNATORIES or len(set(signatories)) != len(signatories):
        raise SignatoriesRefused(f"{key}: one signatory or two, each once")
    known = {row.key: row for row in Signatory.objects.filter(key__in=signatories)}
    if missing := [wanted for wanted in signatories if wanted not in known]:
        raise SignatoriesRefused(f"{key}: there is no signatory {missing[0]}")
    check_sheet(template)
    fields = {
        "topic": key.partition(":")[0],
        "kind": AchievementKind(kind).value,
        "name": as_texts(name, language),
        "description": as_texts(description, language),
        "criteria": as_texts(criteria, language),
        "criteria_url": criteria_url,
        "language": language,
        "template": template,
    }
    row = Achievement.objects.select_for_update().filter(key=key).first()
    if row is None:
        row = Achievement.objects.create(key=key, **fields)
        changed = True
    else:
        before = {field: getattr(row, field) for field in fields}
        order = list(row.required.values_list("signatory__key", flat=True))
        changed = before != fields or order != list(signatories)
    if changed:
        for field, value in fields.items():
            setattr(row, field, value)
        row.save()
        row.required.all().delete()
        AchievementSignatory.objects.bulk_create(
            AchievementSignatory(achievement=row, signatory=known[wanted], position=place)
            for place, wanted in enumerate(signatories)
        )
        record(by, "achievement.define", row, key=key, signatories=list(signatories))
    return row
