"""The one place where a course becomes completed."""

from datetime import datetime

from hansa.foundation.audit.services import record
from hansa.foundation.prepared import PreparedWrite
from hansa.learning import selectors, signals
from hansa.learning.models import Enrolment

# What the acts of a learner change in their enrolment, beside its completion.
MOVES = ("active_at", "requested_at", "last_lecture", "credited_s", "workshops")
_moved = PreparedWrite(Enrolment, *MOVES)


def touch(enrolment: Enrolment, now: datetime, *, settles: bool = True) -> None:
    """Note that a learner did something, and settle whether the course is completed now.

    The caller holds the lock on the enrolment. What was completed once stays so: the rule is not asked again;
    nor is it where the caller knows that nothing was finished (``settles=False``), as at most heartbeats.
    """
    enrolment.active_at = max(enrolment.active_at, now)
    if settles and enrolment.completed_at is None and selectors.completion_of(enrolment).done:
        enrolment.completed_at = now
        enrolment.save(update_fields=["completed_at", *MOVES])
        record(enrolment.person, "course.complete", enrolment, course=enrolment.course.key)
        signals.course_completed.send(
            sender=Enrolment,
            enrolment=enrolment,
            person=enrolment.person,
            course=enrolment.course,
            edition=enrolment.course.edition,
            now=now,
        )
    else:
        _moved.write(enrolment)
