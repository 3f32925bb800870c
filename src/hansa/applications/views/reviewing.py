"""A reader's list and score sheet, for those who have an account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from hansa.applications.permissions import READERS
from hansa.applications.views import reading
from hansa.foundation.policy import policy, roles

BY_ACCOUNT = reading.Door(
    "applications:reviews",
    "applications:review",
    "applications:conflict",
    "applications:file",
    "applications:talk",
    "applications:referee_file",
)
ALL_READERS = roles(*sorted(READERS, reverse=True))


@policy(ALL_READERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """List what was given to one to read, what is still to do first."""
    return reading.listed(request, request.user, BY_ACCOUNT)


@policy(ALL_READERS)
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """One application beside its score sheet."""
    return reading.sheet(request, request.user, BY_ACCOUNT, uid)


@require_POST
def _conflict(request: HttpRequest, uid: str) -> HttpResponse:
    return reading.declare(request, request.user, BY_ACCOUNT, uid)


conflict = policy(ALL_READERS)(_conflict)


@require_POST
def _talk(request: HttpRequest, uid: str) -> HttpResponse:
    return reading.say(request, request.user, BY_ACCOUNT, uid)


talk = policy(ALL_READERS)(_talk)
