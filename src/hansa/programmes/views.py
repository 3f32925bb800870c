"""What anybody may take from a call, or see of an edition."""

from django.http import HttpRequest, HttpResponse

from hansa.foundation import scope
from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.storage.services import response_for
from hansa.programmes.models import Attachment, Photograph


@policy(PUBLIC)
def attachment(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Hand out a paper of an announced call, as a download and never as a page."""
    found = scope.visible_or_404(
        request.user, Attachment.objects.select_related("file"), uid=uid, call__edition__slug=slug
    )
    return response_for(found.file)


@policy(PUBLIC)
def photograph(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Show a photograph of an announced edition so that it fills a screen."""
    return _picture(request, slug, uid, "large")


@policy(PUBLIC)
def small_photograph(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Show it as its page has it, among others."""
    return _picture(request, slug, uid, "small")


def _picture(request: HttpRequest, slug: str, uid: str, size: str) -> HttpResponse:
    found = scope.visible_or_404(
        request.user, Photograph.objects.select_related(size), uid=uid, edition__slug=slug
    )
    return response_for(getattr(found, size), inline=True)
