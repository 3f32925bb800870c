"""What the office asks: how many enrolled, are active, completed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from hansa.learning.models import Course, Enrolment

ACTIVE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CourseNumbers:
    """A course and its numbers. ``active``: did something in the last fourteen days and is not done yet."""

    course: Course
    lectures: int
    enrolled: int
    active: int
    completed: int
    requested: int


def course_numbers(courses: QuerySet[Course], now: datetime) -> list[CourseNumbers]:
    """Return the numbers of each course, newest edition first, in two queries."""
    rows = list(
        courses.select_related("edition")
        .annotate(lecture_count=Count("lectures"))
        .order_by("-edition__is_living_copy", "-edition__year", "edition__slug")
    )
    counted: dict[int, dict[str, Any]] = {
        row["course"]: dict(row)
        for row in Enrolment.objects.filter(course__in=[row.pk for row in rows])
        .order_by()
        .values("course")
        .annotate(
            enrolled=Count("pk"),
            active=Count("pk", filter=Q(active_at__gte=now - ACTIVE, completed_at__isnull=True)),
            completed=Count("completed_at"),
            requested=Count("requested_at"),
        )
    }
    names = ("enrolled", "active", "completed", "requested")
    return [
        CourseNumbers(
            row, row.lecture_count, **{name: counted.get(row.pk, {}).get(name, 0) for name in names}
        )
        for row in rows
    ]


def enrolments_listed(
    course: Course, rows: QuerySet[Enrolment], *, state: str = "", words: str = ""
) -> QuerySet[Enrolment]:
    """Return a course's enrolments for a list, narrowed by state and by name or address."""
    rows = (
        rows.filter(course=course)
        .select_related("person")
        .annotate(
            watched=Count("progress", filter=Q(progress__percent__gt=0) | Q(progress__read_at__isnull=False))
        )
    )
    if state == "completed":
        rows = rows.filter(completed_at__isnull=False)
    elif state == "under_way":
        rows = rows.filter(completed_at__isnull=True)
    if words := words.strip():
        rows = rows.filter(Q(person__name__icontains=words) | Q(person__email__icontains=words))
    return rows.order_by("-active_at", "-pk")
