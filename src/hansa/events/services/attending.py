"""Who was there."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from hansa.foundation.audit.services import record

from .. import rules, signals
from ..enums import RegistrationState
from ..models import Attendance, Registration

if TYPE_CHECKING:
    from hansa.accounts.models import Person


@transaction.atomic
def record_attendance(*, registration_id: int, by: "Person | None", now: datetime) -> Attendance:
    """Mark somebody present; a second click changes nothing.

    Who waited for a seat and is there has one. Raises ``rules.NoSeat`` for a cancelled registration.
    """
    registration = _locked(registration_id)
    standing = _standing(registration)
    if standing is not None:
        return standing
    if registration.state == RegistrationState.CANCELLED:
        raise rules.NoSeat
    if registration.state == RegistrationState.WAITING:
        registration.state = RegistrationState.CONFIRMED
        registration.save(update_fields=["state"])
    attendance = Attendance.objects.create(registration=registration, recorded_at=now, recorded_by=by)
    record(by, "event.attendance", registration, event=registration.event_id)
    signals.attendance_recorded.send(
        sender=Attendance,
        attendance=attendance,
        registration=registration,
        person=registration.person,
        event=registration.event,
        by=by,
        now=now,
    )
    return attendance


@transaction.atomic
def record_attendances(*, registration_ids: Iterable[int], by: "Person | None", now: datetime) -> int:
    """Mark several people present, and return how many were not yet."""
    before = Attendance.objects.filter(
        registration__in=(ids := sorted(registration_ids)), undone_at__isnull=True
    )
    already = before.count()
    for registration_id in ids:
        record_attendance(registration_id=registration_id, by=by, now=now)
    return len(ids) - already


@transaction.atomic
def undo_attendance(*, registration_id: int, by: "Person | None", now: datetime) -> Registration:
    """Take a mark of presence back; that it stood stays on record. Without one nothing changes.

    A certificate that was issued meanwhile is not touched: withdrawing one is an act of its own.
    """
    registration = _locked(registration_id)
    standing = _standing(registration)
    if standing is None:
        return registration
    standing.undone_at, standing.undone_by = now, by
    standing.save(update_fields=["undone_at", "undone_by"])
    record(by, "event.attendance_undo", registration, event=registration.event_id)
    signals.attendance_undone.send(
        sender=Attendance,
        attendance=standing,
        registration=registration,
        person=registration.person,
        event=registration.event,
        by=by,
        now=now,
    )
    return registration


def _locked(registration_id: int) -> Registration:
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("event__edition", "person")
        .get(pk=registration_id)
    )


def _standing(registration: Registration) -> Attendance | None:
    return Attendance.objects.filter(registration=registration, undone_at__isnull=True).first()
