"""Two accounts of one person become one: planned, looked at, then done in one transaction."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hansa.foundation.audit.services import record
from hansa.foundation.merging import Collision, Line, Merge, shares

from .. import permissions, signals
from ..enums import LikenessState
from ..models import Likeness, Person
from .noticing import NotYours, ReasonMissing

#: A request that had begun when an account was merged may still have written to the one that is gone.
AFTERWARDS = timedelta(days=1)


class MergeOver(Exception):
    """One of the two accounts has become part of another already."""


class MergeBlocked(Exception):
    """Something stands in the way; ``collisions`` says what."""

    def __init__(self, collisions: list[Collision]) -> None:
        super().__init__("; ".join(str(one.title) for one in collisions))
        self.collisions = collisions


class PlanMoved(Exception):
    """What would happen is not any more what was looked at."""


@dataclass(frozen=True)
class Plan:
    """What merging two accounts would do, before it is done."""

    keep: Person
    gone: Person
    lines: list[Line]
    collisions: list[Collision]

    @property
    def blocked(self) -> list[Collision]:
        """What has to be settled before."""
        return [one for one in self.collisions if one.blocks]

    @property
    def digest(self) -> str:
        """What was looked at, as a fingerprint: merging asks for it, so that nothing else is done."""
        said: list[Any] = [self.keep.pk, self.gone.pk]
        said += [(str(line.label), line.count) for line in self.lines]
        said += [
            (one.key, str(one.title), str(one.kept), str(one.gone), one.blocks) for one in self.collisions
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def plan_merge(*, keep: Person, gone: Person) -> Plan:
    """Return what would move and what collides; nothing is changed."""
    lines = [line for share in shares() for line in share.lines(keep, gone) if line.count]
    collisions = [one for share in shares() for one in share.collisions(keep, gone)]
    return Plan(keep, gone, lines, collisions)


@transaction.atomic
def merge_people(
    *,
    keep_id: int,
    gone_id: int,
    by: Person,
    now: datetime,
    reason: str,
    choices: Mapping[str, str] | None = None,
    digest: str = "",
) -> Person:
    """Make one account part of another, and return the one that stays.

    Both rows are locked first, the lower key before the higher, so that merges which cross wait for each other. Done
    again it changes nothing. Raises ``NotYours``, ``ReasonMissing``, ``MergeOver``, ``MergeBlocked``, and ``PlanMoved``
    where a ``digest`` is given and the plan is another now.
    """
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=(keep_id, gone_id)).order_by("pk")
    locked = {person.pk: person for person in rows}
    if len(locked) != 2:
        raise NotYours
    keep, gone = locked[keep_id], locked[gone_id]
    if gone.merged_into_id == keep.pk:
        return keep
    if keep.merged_into_id is not None or gone.merged_into_id is not None:
        raise MergeOver
    if not permissions.can_merge(by, keep, gone):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    plan = plan_merge(keep=keep, gone=gone)
    if plan.blocked:
        raise MergeBlocked(plan.blocked)
    if digest and digest != plan.digest:
        raise PlanMoved
    addresses = (keep.email, gone.email)
    language = gone.language
    moved = _moved(Merge(keep, gone, by, now, dict(choices or {})))
    record(
        by, "person.merge", keep,
        gone=str(gone.uid), moved=moved, chosen=dict(choices or {}),
    )  # fmt: skip
    _decide(keep, gone, reason.strip(), by, now)
    signals.people_merged.send(
        sender=Person, keep=keep, gone=gone, addresses=addresses, gone_language=language, by=by, now=now
    )
    return keep


def settle_merged(*, now: datetime) -> int:
    """Move what came to an account after it was merged, because a request was under way; return how many accounts had any."""
    late = Person.objects.filter(merged_into__isnull=False, merged_at__gt=now - AFTERWARDS)
    return sum(_settle(pk, now) for pk in late.values_list("pk", flat=True))


@transaction.atomic
def _settle(gone_id: int, now: datetime) -> bool:
    gone = Person.objects.select_for_update(no_key=True).get(pk=gone_id)
    if gone.merged_into_id is None:
        return False
    keep = Person.objects.select_for_update(no_key=True).get(pk=gone.merged_into_id)
    plan = plan_merge(keep=keep, gone=gone)
    if plan.blocked or not (plan.lines or plan.collisions):
        return False
    moved = _moved(Merge(keep, gone, None, now))
    record(None, "person.merge", keep, gone=str(gone.uid), moved=moved, late=True)
    return True


def _moved(merge: Merge) -> dict[str, int]:
    moved: dict[str, int] = {}
    for share in shares():
        moved |= share.move(merge) or {}
    return moved


def _decide(keep: Person, gone: Person, reason: str, by: Any, now: datetime) -> None:
    """Put on record that the pair is one person; what else was noticed of the account that is gone has no object."""
    low, high = sorted((keep.pk, gone.pk))
    row, _created = Likeness.objects.select_for_update().get_or_create(
        one_id=low, other_id=high, defaults={"noticed_at": now}
    )
    row.state, row.reason, row.decided_by, row.decided_at = LikenessState.MERGED, reason, by, now
    row.save()
    Likeness.objects.filter(Q(one=gone) | Q(other=gone), state=LikenessState.OPEN).delete()
