"""Serves the style sheets, scripts and typefaces that a build laid down."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotFound
from whitenoise.middleware import WhiteNoiseMiddleware


class Assets(WhiteNoiseMiddleware):
    """Answers 404, and not 500, for a file that a newer build has taken away under a running server."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """Return the file, or that there is none any more."""
        try:
            found: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        except FileNotFoundError:
            return HttpResponseNotFound(content_type="text/plain")
        return found
