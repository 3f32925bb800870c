"""Staff pages: courses with their numbers, who is enrolled, one learner's way."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, policy
from hansa.learning import selectors
from hansa.learning.models import Enrolment
from hansa.learning.permissions import courses_managed_by

A_PAGE = 50


@policy(OFFICE)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses of one's editions with how many enrolled, are active, completed, asked."""
    rows = selectors.course_numbers(courses_managed_by(request.user), clock.now())
    return render(request, "learning/office/courses.html", {"rows": rows})


@policy(OFFICE)
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """List who is enrolled in a course, the one who did something last on top."""
    found = courses_managed_by(request.user).select_related("edition").filter(edition__slug=slug).first()
    if found is None:
        raise Http404
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    rows = scope.visible(request.user, Enrolment.objects.all())
    listed = selectors.enrolments_listed(found, rows, state=state, words=words)
    numbers = selectors.course_numbers(courses_managed_by(request.user).filter(pk=found.pk), clock.now())[0]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "learning/office/course.html",
        {"course": found, "numbers": numbers, "page": page, "state": state, "q": words},
    )


@policy(OFFICE)
@require_safe
def enrolment(request: HttpRequest, uid: str) -> HttpResponse:
    """Show one learner's way through a course."""
    rows = Enrolment.objects.select_related("course__edition", "person", "last_lecture")
    found = scope.visible_or_404(
        request.user, rows.filter(course__in=courses_managed_by(request.user)), uid=uid
    )
    outline = selectors.outline(found.course, found, clock.now())
    return render(request, "learning/office/enrolment.html", {"enrolment": found, "outline": outline})
