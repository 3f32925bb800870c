"""Addresses for machines: is it alive, is it ready, what may robots read, whom to tell of a hole."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy


@policy(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process serves."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@policy(PUBLIC)
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and is migrated, 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "away"}, status=503)
    if waiting:
        return JsonResponse({"ready": False, "migrations": len(waiting)}, status=503)
    return JsonResponse({"ready": True})


@policy(PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots to leave personal and staff pages alone; a demonstration is not to be found at all."""
    closed = ["/"] if settings.HANSA_DEMONSTRATION else ["/office/", "/my/", "/accounts/", "/media/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@policy(PUBLIC)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a weakness (RFC 9116)."""
    expires = (clock.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, ko, fr, de, it, ar, zh",
        f"Canonical: {settings.HANSA_BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
