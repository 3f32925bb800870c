"""Staff pages: courses with their numbers, who is enrolled, one learner's way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, policy
from hansa.learning import selectors
from hansa.learning.models import Enrolment
from hansa.learning.permissions import courses_managed_by


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
