"""Keeps uploads from taking the disk's last bytes, which the database needs."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hansa.foundation import clock
from hansa.foundation.ui.errors import Trouble, disk_full
from hansa.foundation.ui.frame import Brand

from .adapters import disk
from .services import UPLOAD_BEGAN

MOST_BYTES = 60_000_000


class UploadGuard:
    """Answers 507 where the disk is at its reserve and 413 where a request is too large, before its body is read.

    Forms without a file (signing in, among them) pass. ``StorageFull`` from a view becomes the same page: the middleware
    of ``ui`` knows it by its number.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            # When the sending of a file began: its body is still on the way.
            request.META[UPLOAD_BEGAN] = clock.now()
            length = request.META.get("CONTENT_LENGTH") or "0"
            if length.isdigit() and int(length) > int(getattr(settings, "HANSA_MAX_REQUEST", MOST_BYTES)):
                return self._too_large(request)
            if not disk.room_is_left():
                return disk_full(request)
        return self.get_response(request)

    def _too_large(self, request: HttpRequest) -> HttpResponse:
        trouble = Trouble(
            _("That is more than we can take at once"),
            _("Send your files one at a time, or try photographs of the pages instead."),
            _("Go back"),
            request.get_full_path(),
        )
        page = render_to_string("ui/bare.html", {"trouble": trouble, "status": 413, "brand": Brand()})
        return HttpResponse(page, status=413)
