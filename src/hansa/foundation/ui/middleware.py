"""Keeps our pages out of strangers' pages; turns a database that is away, or a full disk, into a page that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hansa.foundation.ui.errors import known_trouble


class OwnPages:
    """Let no other site draw our pages into its own; what is meant for others, such as signed files, is no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ClearTrouble:
    """Answer 503 while the database is away and 507 while the disk is full; everything else is left alone.

    What fails before a view is reached (a session that cannot be read) goes to ``errors.server_error``, which
    gives the same pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return known_trouble(request, exception)
