"""What every page of a course begins with: the course, and the learner's enrolment in it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.learning import selectors
from hansa.learning.models import Course, Enrolment
from hansa.learning.permissions import can_preview

Crumb = tuple[str, str]


def course_or_404(request: HttpRequest, slug: str) -> Course:
    """Return the course at an address."""
    found = selectors.course_at(scope.visible(request.user, Course.objects.all()), slug)
    if found is None:
        raise Http404
    return found


def enrolment_in(request: HttpRequest, course: Course) -> Enrolment | None:
    """Return the visitor's own enrolment in the course, or None."""
    return selectors.own_enrolment(course, request.user)


def enrolment_or_preview(request: HttpRequest, course: Course) -> tuple[Enrolment | None, bool]:
    """Return the visitor's enrolment, and whether they may look on without one, as the edition's office may."""
    enrolment = enrolment_in(request, course)
    return enrolment, enrolment is None and can_preview(request.user, course)


def crumbs(course: Course, language: str, *rest: Crumb) -> list[Crumb]:
    """Return the way to a page of the course."""
    edition = in_language(course.edition.title, language)
    trail: list[Crumb] = [(_("Courses"), reverse("learning:courses"))]
    if rest:
        return [*trail, (edition, reverse("learning:course", args=[course.edition.slug])), *rest]
    return [*trail, (edition, "")]


def context_of(course: Course, enrolment: Enrolment | None, **more: Any) -> dict[str, Any]:
    """Return what every template of a course expects."""
    return {"course": course, "edition": course.edition, "enrolment": enrolment, **more}
