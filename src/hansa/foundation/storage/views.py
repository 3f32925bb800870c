from django.http import HttpRequest, HttpResponse

from . import services
from .models import StoredFile


def serve(file: StoredFile, request: HttpRequest) -> HttpResponse:
    """Return the file as a download. The caller has asked its policy and scope, and writes the audit."""
    return services.response_for(file, inline=False)
