"""The events of a pack: how they come in, go out, and what of them cannot be changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.i18n import in_language
from hansa.network.selectors import office
from hansa.programmes.services import plain_section

from .. import selectors
from ..enums import Entry
from ..models import Event, Registration
from .registering import promote

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

Plain = dict[str, Any]
# What has a column; everything else of an item is kept in ``details`` as the pack said it.
COLUMNS = (
    "key", "kind", "title", "summary", "time_zone", "starts_on", "ends_on", "starts_at", "ends_at", "period",
    "capacity", "registration", "office",
)  # fmt: skip


def apply(*, edition: "Edition", section: Sequence[Any], pack: Any, by: Any, now: datetime) -> None:
    """Write the events of a pack. Those it no longer names go; where people had registered they are kept out of sight."""
    known = {event.key: event for event in Event.objects.select_for_update().filter(edition=edition)}
    for position, item in enumerate(section):
        plain: Plain = plain_section(item)
        if item.eligibility:
            # A rule's kind is its default and would be left out; without it nothing can read the rule again.
            plain["eligibility"] = [
                {"kind": rule.kind, **said}
                for rule, said in zip(item.eligibility, plain["eligibility"], strict=True)
            ]
        event = known.pop(item.key, None) or Event(edition=edition, key=item.key)
        event.position, event.is_retired = position, False
        event.kind, event.title, event.summary = item.kind, dict(item.title), dict(item.summary or {})
        event.time_zone = item.time_zone
        event.starts_on, event.ends_on = item.starts_on, item.ends_on
        event.starts_at, event.ends_at = item.starts_at, item.ends_at
        event.period, event.capacity, event.registration = item.period or "", item.capacity, item.registration
        event.office = office(item.office) if item.office else None
        event.details = {name: value for name, value in plain.items() if name not in COLUMNS}
        if item.office and event.office is None:
            event.details["office"] = item.office
        event.save()
        promote(event, now)
    for event in known.values():
        if Registration.objects.filter(event=event).exists():
            event.is_retired = True
            event.save(update_fields=["is_retired"])
        else:
            event.delete()


def export(edition: "Edition") -> list[Plain]:
    """Return the events of an edition as a pack would say them now, edits made in the office included."""
    return [_plain(event) for event in selectors.events_of(edition)]


def refusals(edition: "Edition", old: Any, new: Any) -> list[str]:
    """Say which changes would take a seat from somebody who has it."""
    wanted = {item["key"]: item for item in new or []}
    found = []
    for event in selectors.with_numbers(Event.objects.filter(edition=edition, is_retired=False)):
        title = in_language(event.title, None)
        standing = event.confirmed + event.waiting  # type: ignore[attr-defined]  # added by ``with_numbers``
        if event.key not in wanted:
            if standing:
                found.append(
                    ngettext(
                        "“%(title)s” cannot be left out: %(count)d person is registered. Cancel the registration first.",
                        "“%(title)s” cannot be left out: %(count)d people are registered. Cancel their registrations first.",
                        standing,
                    )
                    % {"title": title, "count": standing}
                )
            continue
        capacity = wanted[event.key].get("capacity")
        confirmed = event.confirmed  # type: ignore[attr-defined]  # added by ``with_numbers``
        if isinstance(capacity, int) and capacity < confirmed:
            found.append(
                _("“%(title)s” cannot have %(capacity)d seats: %(confirmed)d are taken.")
                % {"title": title, "capacity": capacity, "confirmed": confirmed}
            )
    return found


def _plain(event: Event) -> Plain:
    said: Plain = {"key": event.key, "title": event.title, "kind": event.kind}
    if event.summary:
        said["summary"] = event.summary
    said |= event.details
    said["time_zone"] = event.time_zone
    for name in ("starts_on", "ends_on"):
        value: date | None = getattr(event, name)
        if value:
            said[name] = value.isoformat()
    for name in ("starts_at", "ends_at"):
        moment: datetime | None = getattr(event, name)
        if moment:
            said[name] = _written(moment, event.time_zone)
    if event.period:
        said["period"] = event.period
    if event.capacity:
        said["capacity"] = event.capacity
    if event.registration != Entry.OPEN:
        said["registration"] = event.registration
    if event.office:
        said["office"] = event.office.key
    return said


def _written(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{local:%Y-%m-%d} {clock} {zone}"
