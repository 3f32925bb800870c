"""One member, changed by hand: what a spreadsheet would be too much for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.network.models import Member, Network
from hansa.network.services.exchange import member_fields, member_said

#: What the office may change of a member; its key stays, because addresses and rules of calls name it.
EDITABLE = frozenset(
    {"name", "kind", "status", "country", "region", "joined_on", "joined_year", "lat", "lon"}
)


@transaction.atomic
def edit_member(*, member_id: int, fields: Mapping[str, Any], by: Any, now: datetime) -> tuple[str, ...]:
    """Write what is known better of a member, and return which fields changed; what is not named stays.

    ``name`` holds every language. The network's row is locked first, as a spreadsheet does, so that neither writes
    over the other. Whoever says a thing here vouches for it: what was assumed of it before is assumed no longer.
    """
    Network.objects.select_for_update().order_by("pk").first()
    row = Member.objects.select_for_update().get(pk=member_id)
    before = member_said(row)
    said = {name: value for name, value in fields.items() if name in EDITABLE}
    changed = tuple(sorted(name for name in said if _plain(said[name]) != before.get(name)))
    if not changed:
        return ()
    item = {name: value for name, value in {**before, **said}.items() if value not in (None, "")}
    assumed = before.get("assumed")
    if isinstance(assumed, list):
        item["assumed"] = [name for name in assumed if name not in changed]
    written = member_fields(item, 0)
    for name, value in written.items():
        setattr(row, name, value)
    row.save(update_fields=list(written))
    record(by, "network.edit-member", row, fields=list(changed))
    return changed


def _plain(value: Any) -> Any:
    """Return a value as a pack says it: a day as text, and nothing for what is empty."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value not in ("", {}) else None
