"""The panel of a call: who sits on it, at home in what, and who leaves it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications import permissions
from hansa.applications.enums import ReviewState
from hansa.applications.models import JurorLink, PanelSeat, Review
from hansa.applications.services import conflicts
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call


@transaction.atomic
def seat_reader(
    *,
    call_id: int,
    person: Any,
    by: Any,
    now: datetime,
    member: Any = None,
    institution: str = "",
    most: int | None = None,
    languages: Collection[str] = (),
    regions: Collection[str] = (),
    topics: Collection[str] = (),
) -> PanelSeat:
    """Put a reader on a call's panel, with the city or institution they must not judge and what they are at home in.

    Seated again, what is said now counts. What they were given and turns out to be tied to them closes at once.
    """
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    said = {
        "member": member,
        "institution": institution.strip(),
        "most": most,
        "languages": sorted(set(languages)),
        "regions": sorted(set(regions)),
        "topics": sorted(set(topics)),
        "ended_at": None,
    }
    seat, created = PanelSeat.objects.update_or_create(
        call=call, person=person, defaults=said, create_defaults=said | {"invited_at": now}
    )
    person.__dict__.pop("roles", None)
    if created:
        record(by, "panel.seat", seat, call=call.pk, person=person.pk)
    else:
        record(by, "panel.change", seat, call=call.pk, person=person.pk)
        conflicts.note_known(call=call, people=[person.pk], by=by, now=now)
    return seat


@transaction.atomic
def end_seat(*, seat_id: int, by: Any, now: datetime) -> PanelSeat:
    """Take a reader off the panel: sheets they have not sent are free for others, sent ones stay and count."""
    seat = PanelSeat.objects.select_for_update(of=("self",)).select_related("call__edition").get(pk=seat_id)
    if not permissions.can_handle_call(by, seat.call):
        raise NotYours
    if seat.ended_at is not None:
        return seat
    seat.ended_at = now
    seat.save(update_fields=["ended_at"])
    freed, _rows = Review.objects.filter(
        reviewer=seat.person_id,
        application__call=seat.call_id,
        state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT],
    ).delete()
    JurorLink.objects.filter(seat=seat, revoked_at__isnull=True).update(revoked_at=now)
    record(by, "panel.end", seat, call=seat.call_id, person=seat.person_id, freed=freed)
    return seat
