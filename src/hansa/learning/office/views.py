"""Staff pages: courses with their numbers, who is enrolled, one learner's way."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hansa.foundation import clock
from hansa.foundation.policy import OFFICE, policy
from hansa.learning import selectors
from hansa.learning.permissions import enrolment_managed


@policy(OFFICE)
@require_safe
def enrolment(request: HttpRequest, uid: str) -> HttpResponse:
    """Show one learner's way through a course."""
    found = enrolment_managed(request.user, UUID(str(uid)))
    if found is None:
        raise Http404
    outline = selectors.outline(found.course, found, clock.now())
    shown = {"enrolment": found, "outline": outline, "shape": selectors.shape_of(found.course)}
    return render(request, "learning/office/enrolment.html", shown)
