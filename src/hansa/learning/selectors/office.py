"""What the office asks: how many enrolled, are active, completed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Q

from hansa.foundation.prepared import Prepared
from hansa.learning.models import Course, Enrolment

ACTIVE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CourseNumbers:
    """A course's numbers. ``active``: did something in the last fourteen days and is not done yet."""

    enrolled: int
    active: int
    completed: int
    requested: int


def active_since(now: datetime) -> datetime:
    """Return from when on somebody counts as active: the beginning of the day a fortnight ago."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - ACTIVE


@lru_cache(maxsize=2)
def _numbers(since: datetime) -> Prepared:
    return Prepared(
        lambda course: (
            Enrolment.objects.filter(course=course)
            .order_by()
            .values("course")
            .annotate(
                enrolled=Count("pk"),
                active=Count("pk", filter=Q(active_at__gte=since, completed_at__isnull=True)),
                completed=Count("completed_at"),
                requested=Count("requested_at"),
            )
            .values_list("enrolled", "active", "completed", "requested")
        )
    )


def course_numbers(course: Course, now: datetime) -> CourseNumbers:
    """Return the numbers of a course, in one query."""
    rows = _numbers(active_since(now)).ask(course.pk)
    return CourseNumbers(*rows[0]) if rows else CourseNumbers(0, 0, 0, 0)
