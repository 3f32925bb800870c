"""The network's own look, as files that a browser keeps: its colours and its picture."""

import re

from django.http import Http404, HttpRequest, HttpResponse

from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.storage.services import read_bytes
from hansa.foundation.ui.colours import Colours, stylesheet
from hansa.network import selectors

#: The address of each says all that is in it, so it never changes.
FOREVER = "public, max-age=31536000, immutable"
_COLOUR = re.compile(r"[0-9a-f]{6}")


@policy(PUBLIC)
def colours(request: HttpRequest, brick: str, sea: str) -> HttpResponse:
    """Return the style sheet of two colours; those that somebody could not read have none."""
    if not (_COLOUR.fullmatch(brick) and _COLOUR.fullmatch(sea)):
        raise Http404
    try:
        sheet = stylesheet(Colours(f"#{brick}", f"#{sea}"))
    except ValueError:
        raise Http404 from None
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER})


@policy(PUBLIC)
def logo(request: HttpRequest, mark: str) -> HttpResponse:
    """Return the network's picture."""
    network = selectors.network()
    file = network.logo if network is not None else None
    if file is None or len(mark) < 20 or not file.sha256.startswith(mark):
        raise Http404
    return HttpResponse(
        read_bytes(file),
        content_type=file.content_type,
        headers={"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"},
    )
