"""What a reader may open: what was given to them, as long as nothing ties them to it.

A tie counts from the moment it is in the rows, whether or not anybody has noticed: a seat that names the city, an
office as its coordinator, the city's word, a declared conflict. What a seat says of an institution is compared in
words, by ``services.conflicts``, and becomes a declared conflict.
"""

from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value

from hansa.applications.enums import ReviewState
from hansa.applications.models import ConflictDeclaration, JurorLink, PanelSeat, Review
from hansa.foundation.prepared import Prepared
from hansa.network.selectors import coordinated_members


class Somebody:
    """A person of whom only the key is known: enough to ask what they speak for."""

    is_authenticated = True

    def __init__(self, pk: int) -> None:
        self.pk = pk


def open_readings(reviewer: int) -> QuerySet[Review]:
    """Return the reviews that a reader may open, by the reader's key."""
    seats = PanelSeat.objects.filter(person=reviewer, call=OuterRef("application__call"))
    declared = ConflictDeclaration.objects.filter(application=OuterRef("application"), person=reviewer)
    return (
        Review.objects.filter(reviewer=reviewer)
        .exclude(state=ReviewState.CONFLICT)
        .exclude(application__applicant=reviewer)
        .exclude(application__nomination__decided_by=reviewer)
        .exclude(application__member__in=coordinated_members(Somebody(reviewer)).values("pk"))
        .exclude(Exists(declared))
        .exclude(Exists(seats.filter(member=OuterRef("application__member"))))
        .exclude(Exists(seats.filter(ended_at__isnull=False)))
    )


def seated_role(person: Any) -> "QuerySet[PanelSeat, str]":
    """Return the role of a juror, a row for each panel that the person sits on now."""
    seats = PanelSeat.objects.filter(person=person, ended_at__isnull=True)
    return seats.order_by().values_list(Value("juror", output_field=CharField()), flat=True)


_links = Prepared(
    lambda uid: JurorLink.objects.filter(uid=uid).select_related(
        "seat__person", "seat__call__edition__programme"
    )
)


def juror_link(uid: str) -> JurorLink | None:
    """Return the link of this name with its seat and whose it is, be it over or not."""
    try:
        known = UUID(uid)
    except ValueError:
        return None
    return next(iter(_links.ask(known)), None)


def juror_link_of(call: Any, person: Any) -> JurorLink | None:
    """Return the link by which a person sits on a call's panel, if they came by one."""
    return JurorLink.objects.filter(seat__call=call, seat__person=person, revoked_at__isnull=True).first()
