"""What anybody may take from a call."""

from django.http import HttpRequest, HttpResponse

from hansa.foundation import scope
from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.storage.services import response_for
from hansa.programmes.models import Attachment


@policy(PUBLIC)
def attachment(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Hand out a paper of an announced call, as a download and never as a page."""
    found = scope.visible_or_404(
        request.user, Attachment.objects.select_related("file"), uid=uid, call__edition__slug=slug
    )
    return response_for(found.file)
