"""Films by signed address, with byte ranges, and captions as WebVTT."""

from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from hansa.foundation.policy import PUBLIC, policy

from . import selectors, services
from .rules.ranges import ByteRange, RangeNotSatisfiable, requested_range

CHUNK = 64 * 1024


@policy(PUBLIC)
@require_safe
def film(request: HttpRequest, token: str) -> HttpResponseBase:
    """Serve a film to whoever holds its signed address, whole or the part that was asked for."""
    try:
        found = services.opened_film(token)
    except services.BadAddress as fault:
        raise Http404 from fault
    response: HttpResponseBase
    try:
        part = requested_range(request.headers.get("Range", ""), found.size)
    except RangeNotSatisfiable:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{found.size}"
        response["Accept-Ranges"] = "bytes"
        return response
    if request.method == "HEAD":
        response = HttpResponse(status=206 if part else 200, content_type=found.content_type)
    elif part:
        response = StreamingHttpResponse(_read(found.path, part), status=206, content_type=found.content_type)
    else:
        response = FileResponse(found.path.open("rb"), content_type=found.content_type)
    if part:
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{found.size}"
    response["Content-Length"] = str(part.length if part else found.size)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    # The address is the reader's own and dies within hours: their browser may keep it, a proxy not.
    response["Cache-Control"] = f"private, max-age={services.LIVES_S}"
    return response


def _read(path: Path, part: ByteRange) -> Iterator[bytes]:
    left = part.length
    with path.open("rb") as file:
        file.seek(part.first)
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


@policy(PUBLIC)
@require_safe
def captions(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Serve a caption track; ``?download`` gives it as a file to keep."""
    track = selectors.caption_track(key, language)
    if track is None:
        raise Http404
    response = HttpResponse(track.content, content_type="text/vtt; charset=utf-8")
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="{key}.{language}.vtt"'
    response["Content-Language"] = language
    response["Cache-Control"] = (
        "private, max-age=300" if request.user.is_authenticated else "public, max-age=300"
    )
    return response
