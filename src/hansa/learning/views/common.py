"""What every page of a course begins with: the course, and the learner's enrolment in it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.templatetags.ui import address
from hansa.learning import selectors
from hansa.learning.models import Course, Enrolment

Crumb = tuple[str, str]


def course_for(request: HttpRequest, slug: str) -> tuple[Course, Enrolment | None]:
    """Return the course at an address and the visitor's own enrolment in it, if they have one."""
    enrolment = selectors.own_enrolment(slug, request.user)
    if enrolment:
        return enrolment.course, enrolment
    found = selectors.course_at(request.user, slug)
    if found is None:
        raise Http404
    return found, None


def own_or_404(request: HttpRequest, slug: str) -> Enrolment:
    """Return the visitor's own enrolment in the course at an address."""
    enrolment = selectors.own_enrolment(slug, request.user)
    if enrolment is None:
        raise Http404
    return enrolment


def crumbs(course: Course, language: str, *rest: Crumb) -> tuple[Crumb, ...]:
    """Return the way to a page of the course."""
    edition = in_language(course.edition.title, language)
    courses = (_("Courses"), reverse("learning:courses"))
    if rest:
        return courses, (edition, address("learning:course", course.edition.slug)), *rest
    return courses, (edition, "")


def context_of(course: Course, enrolment: Enrolment | None, **more: Any) -> dict[str, Any]:
    """Return what every template of a course expects."""
    return {
        "course": course,
        "edition": course.edition,
        "enrolment": enrolment,
        "shape": selectors.shape_of(course),
        **more,
    }
