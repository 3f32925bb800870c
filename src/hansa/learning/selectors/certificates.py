"""How a course's certificate is asked for, and whether it has come."""

from dataclasses import dataclass
from uuid import UUID

from hansa.credentials import selectors as credentials
from hansa.foundation.prepared import Prepared
from hansa.learning.models import Enrolment

from .shape import shape_of

_issued = Prepared(
    lambda holder, achievement: (
        credentials.credentials()
        .filter(holder=holder, achievement__key=achievement)
        .order_by("-created_at")
        .values_list("pk", "state")
    )
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A learner's certificate of a course: ``pending`` until everybody has signed, ``issued``, or ``revoked``."""

    pk: UUID
    state: str


def certificate_of(enrolment: Enrolment) -> Certificate | None:
    """Return the certificate that a learner asked for; None before they asked, or while it is not there."""
    claim = shape_of(enrolment.course).claim
    if claim is None or not enrolment.requested_at:
        return None
    rows = _issued.ask(enrolment.person_id, enrolment.course.edition.key_of(claim.achievement))
    return Certificate(*rows[0]) if rows else None
