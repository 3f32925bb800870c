"""Keeps uploads from taking the disk's last bytes, which the database needs."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .adapters import disk
from .refusals import StorageFull

MOST_BYTES = 60_000_000


class UploadGuard:
    """Answers 507 where the disk is at its reserve and 413 where a request is too large, before its body is read.

    Forms without a file (signing in, among them) pass.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            length = request.META.get("CONTENT_LENGTH") or "0"
            if length.isdigit() and int(length) > int(getattr(settings, "HANSA_MAX_REQUEST", MOST_BYTES)):
                return render(request, "storage/too_large.html", status=413)
            if not disk.room_is_left():
                return self.full(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn ``StorageFull`` from a view into its page."""
        return self.full(request) if isinstance(exception, StorageFull) else None

    def full(self, request: HttpRequest) -> HttpResponse:
        """Return the page that says what still works and what to do."""
        response = render(request, "storage/full.html", status=507)
        response["Retry-After"] = "3600"
        return response
