"""Acts of the office itself: saved views, and one act done to many rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from hansa.foundation.audit.services import record

from .lists.definition import BulkAct
from .models import BulkRun, SavedView


def give_views(merge: Any) -> dict[str, int]:
    """Let the views and bulk acts of one account belong to another; a view whose name is taken there is left out."""
    mine = SavedView.objects.filter(owner_uid=merge.keep.uid)
    theirs = SavedView.objects.filter(owner_uid=merge.gone.uid)
    taken = set(mine.values_list("list_key", "name"))
    doubled = [view.pk for view in theirs if (view.list_key, view.name) in taken]
    SavedView.objects.filter(pk__in=doubled).delete()
    BulkRun.objects.filter(owner_uid=merge.gone.uid).update(owner_uid=merge.keep.uid)
    return {"views": theirs.update(owner_uid=merge.keep.uid)}


@transaction.atomic
def save_view(*, list_key: str, name: str, query: str, is_shared: bool, by: Any, now: datetime) -> SavedView:
    """Keep a way of looking at a list under a name; the same name again takes the new query."""
    view, _created = SavedView.objects.update_or_create(
        owner_uid=by.uid,
        list_key=list_key,
        name=name,
        defaults={"query": query, "is_shared": is_shared},
        create_defaults={"query": query, "is_shared": is_shared, "created_at": now},
    )
    record(by, "view.save", view, list=list_key, shared=is_shared)
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by: Any) -> None:
    """Forget a view; what it showed stays."""
    record(by, "view.remove", view, list=view.list_key)
    view.delete()


def carry_out(
    *, key: UUID, list_key: str, act: BulkAct, rows: list[str], query: str, answers: dict[str, Any], by: Any,
    now: datetime,
) -> BulkRun:  # fmt: skip
    """Do a planned act to each row, and return what became of it; a second call with the same key changes nothing.

    All in one transaction: killed half-way, nothing has happened and the same press does it whole. Each row is
    locked and asked again by the service, so one that moved since the preview is left, with the reason.
    """
    try:
        with transaction.atomic():
            run = BulkRun.objects.create(
                uid=key, owner_uid=by.uid, list_key=list_key, act_key=act.key, query=query[:500], at=now
            )
            for row in rows[: act.most]:
                with transaction.atomic():
                    why = act.do(by, row, now, answers)
                if why:
                    run.left.append([row, why])
                else:
                    run.done.append(row)
            run.save(update_fields=["done", "left"])
            record(
                by, "bulk.carry-out", run, list=list_key, what=act.key, done=len(run.done), left=len(run.left)
            )
            return run
    except IntegrityError:
        found = BulkRun.objects.filter(pk=key, owner_uid=by.uid).first()
        if found is None:
            raise
        return found
