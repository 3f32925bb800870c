"""Who comes and who was there, when somebody's two accounts become one: one seat a person."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.merging import Collision, Line, Merge, point_at

from ..enums import RegistrationState
from ..models import Attendance, Event, Registration
from .registering import promote

COLUMNS = (
    "events.Registration.person",
    "events.Attendance.recorded_by",
    "events.Attendance.undone_by",
)
_WEIGHT = {RegistrationState.CANCELLED: 0, RegistrationState.WAITING: 1, RegistrationState.CONFIRMED: 2}


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say how many registrations go over."""
    count = Registration.objects.filter(person=gone).count()
    return [
        Line(ngettext("%(count)d registration", "%(count)d registrations", count) % {"count": count}, count)
    ]


def collisions(keep: Any, gone: Any) -> list[Collision]:
    """Say where both are on the list."""
    mine = {row.event_id: row for row in _of(keep)}
    return [
        Collision(
            _("Registered twice: %(event)s") % {"event": in_language(row.event.title, get_language())},
            str(mine[row.event_id].get_state_display()),
            str(row.get_state_display()),
            _("One seat stays, the better of the two; the other is free for whoever waits."),
        )
        for row in _of(gone)
        if row.event_id in mine
    ]


def _of(person: Any) -> Any:
    return Registration.objects.filter(person=person).select_related("event").order_by("pk")


def move(merge: Merge) -> dict[str, int]:
    """Let one registration for each event stay, with everybody's being there; a seat that comes free is given on."""
    mine = {row.event_id: row for row in _of(merge.keep)}
    for row in list(_of(merge.gone)):
        if row.event_id in mine:
            _unite(mine[row.event_id], row, merge)
    moved = point_at(merge, (Registration, "person"))
    return moved | point_at(merge, (Attendance, "recorded_by"), (Attendance, "undone_by"))


def _unite(mine: Registration, other: Registration, merge: Merge) -> None:
    event = Event.objects.select_for_update().get(pk=mine.event_id)
    stays, goes = (mine, other) if _weight(mine) >= _weight(other) else (other, mine)
    standing = Attendance.objects.filter(registration=stays, undone_at=None).exists()
    if standing:
        again = Attendance.objects.filter(registration=goes, undone_at=None)
        again.update(undone_at=merge.now, undone_by=merge.by)
    Attendance.objects.filter(registration=goes).update(registration=stays)
    stays.in_line_since = min(mine.in_line_since, other.in_line_since)
    stays.registered_at = min(mine.registered_at, other.registered_at)
    stays.turn = max(mine.turn, other.turn)
    had_seat = goes.state == RegistrationState.CONFIRMED
    record(merge.by, "event.unite", stays, event=event.pk, other=goes.pk)
    goes.delete()
    stays.person = merge.keep
    stays.save()
    if had_seat and stays.state == RegistrationState.CONFIRMED and not event.is_retired:
        promote(event, merge.now)


def _weight(row: Registration) -> tuple[bool, int]:
    was_there = Attendance.objects.filter(registration=row, undone_at=None).exists()
    return was_there, _WEIGHT[RegistrationState(row.state)]
