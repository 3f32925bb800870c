"""Who may see what of learning: courses are public, what a learner does is theirs and their office's."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.programmes.permissions import editions_managed_by

from .models import Course, Enrolment
from .selectors import with_course, with_mark


def _roles(person: Any) -> frozenset[str]:
    return getattr(person, "roles", frozenset())


@scope.for_model("learning.Course")
def courses_visible(courses: QuerySet[Course], person: Any) -> QuerySet[Course]:
    """Anyone may read what a course offers; its lectures open with the enrolment."""
    return courses


@scope.for_model("learning.Enrolment")
def enrolments_visible(enrolments: QuerySet[Enrolment], person: Any) -> QuerySet[Enrolment]:
    """A learner sees their own enrolments; the office those of the editions it works on."""
    if not getattr(person, "is_authenticated", False):
        return enrolments.none()
    own = enrolments.filter(person=person)
    if _roles(person) & OFFICE_ROLES:
        return own | enrolments.filter(course__edition__in=editions_managed_by(person))
    return own


def courses_managed_by(person: Any) -> QuerySet[Course]:
    """Return the courses that a member of staff works on."""
    return Course.objects.filter(edition__in=editions_managed_by(person))


_managed = PreparedFor(
    lambda person, slug: (
        courses_managed_by(person)
        .filter(edition__slug=slug)
        .select_related("edition")
        .only("key", "edition__slug", "edition__title")
    )
)


def course_managed(person: Any, slug: str) -> Course | None:
    """Return the course of an edition that this person works on, with what its office page says of it."""
    return next(iter(_managed.ask(person, slug)), None)


_OWN = tuple(field.attname for field in Enrolment._meta.concrete_fields)
_learners = PreparedFor(
    lambda person, uid: with_mark(
        scope.visible(
            person, Enrolment.objects.filter(course__in=courses_managed_by(person), uid=uid)
        ).select_related("person")
    ).only(*_OWN, "person__name")
)


def enrolment_managed(person: Any, uid: UUID) -> Enrolment | None:
    """Return an enrolment in one of the courses that this person works on."""
    for found in _learners.ask(person, uid):
        return with_course(found)
    return None


def can_preview(person: Any, course: Course) -> bool:
    """Tell whether somebody may look at the lectures without being enrolled: the edition's office."""
    if not _roles(person) & OFFICE_ROLES:
        return False
    return editions_managed_by(person).filter(pk=course.edition_id).exists()
