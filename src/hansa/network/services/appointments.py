"""Who speaks for a member, and who works in which office."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.network import signals
from hansa.network.models import Coordinator, Member, Office, OfficeStaff


@transaction.atomic
def appoint_coordinator(*, person: Any, member: Member, by: Any, now: datetime) -> Coordinator:
    """Let a person speak for a member; appointing twice changes nothing."""
    Member.objects.select_for_update().get(pk=member.pk)
    found = Coordinator.objects.filter(person=person, member=member, ended_at__isnull=True).first()
    if found is not None:
        return found
    coordinator = Coordinator.objects.create(person=person, member=member, appointed_at=now)
    record(by, "network.appoint-coordinator", coordinator, person=person.pk, member=member.key)
    signals.coordinator_appointed.send(sender=Coordinator, coordinator=coordinator)
    person.__dict__.pop("roles", None)
    return coordinator


@transaction.atomic
def end_coordination(*, coordinator_id: int, by: Any, now: datetime) -> Coordinator:
    """End an appointment; what the coordinator endorsed stays endorsed."""
    coordinator = Coordinator.objects.select_for_update().get(pk=coordinator_id)
    if coordinator.ended_at is None:
        coordinator.ended_at = now
        coordinator.save(update_fields=["ended_at"])
        record(by, "network.end-coordination", coordinator, person=coordinator.person_id)
    return coordinator


@transaction.atomic
def assign_to_office(*, person: Any, office: Office, by: Any, now: datetime) -> OfficeStaff:
    """Let a person work for a regional office: they see its editions and no others. Twice changes nothing."""
    Office.objects.select_for_update().get(pk=office.pk)
    assignment, created = OfficeStaff.objects.get_or_create(
        person=person, office=office, defaults={"assigned_at": now}
    )
    if created:
        record(by, "network.assign-to-office", assignment, person=person.pk, office=office.key)
        signals.office_staff_assigned.send(sender=OfficeStaff, assignment=assignment)
    return assignment


@transaction.atomic
def remove_from_office(*, person: Any, office: Office, by: Any) -> None:
    """End an assignment to an office."""
    taken, _rows = OfficeStaff.objects.filter(person=person, office=office).delete()
    if taken:
        record(by, "network.remove-from-office", office, person=person.pk)
