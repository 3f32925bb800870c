"""Who may open which URL: every view declares a policy, and none means nobody.

A policy says which roles open the door. What they then see is narrowed by ``scope``: the two are
kept apart so that a forgotten check in an export or a bulk act still shows nothing foreign.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

OFFICE_ROLES = frozenset({"programme_officer", "regional_officer", "administrator", "auditor"})
STAFF_ROLES = OFFICE_ROLES - {"auditor"}


@dataclass(frozen=True)
class Policy:
    """Which roles may open a URL. ``roles=None`` is everyone, signed in or not.

    ``recent`` asks for the password or the second factor again when the last time was a while ago.
    """

    name: str
    roles: frozenset[str] | None
    recent: bool = False

    def admits(self, held: frozenset[str]) -> bool:
        """Tell whether somebody holding these roles may open the URL."""
        return self.roles is None or bool(self.roles & held)


PUBLIC = Policy("public", None)
SIGNED_IN = Policy("signed in", frozenset({"person"}))
STAFF = Policy("staff", STAFF_ROLES)
OFFICE = Policy("office", OFFICE_ROLES)


def roles(*names: str, recent: bool = False) -> Policy:
    """Return the policy that admits any of the named roles."""
    return Policy(" · ".join(names), frozenset(names), recent)


def recent(policy: Policy) -> Policy:
    """Return the same policy, asking again who it is: for exports, releases and erasures."""
    return Policy(f"{policy.name}, asked again", policy.roles, True)


def policy(declared: Policy) -> Callable[[View], View]:
    """Declare who may open the view; ``PolicyMiddleware`` enforces it."""

    def declare(view: View) -> View:
        if declared.recent:
            view = reauthentication_required(view)
        view.policy = declared  # type: ignore[attr-defined]  # functions carry attributes; mypy has no word for it
        return view

    return declare


def declared_policy(callback: Any, name: str | None) -> Policy | None:
    """Return the policy of a route: its view's own, or the one given to a library's view by name."""
    own: Policy | None = getattr(callback, "policy", None)
    if own is not None:
        return own
    foreign: dict[str, Policy] = import_string(settings.HANSA_FOREIGN_POLICIES)
    return foreign.get(name or "")


@dataclass(frozen=True)
class Route:
    """One URL of the product, as the resolver has it."""

    name: str
    pattern: str
    callback: Any
    policy: Policy | None


def routes() -> Iterator[Route]:
    """Walk every URL that the resolver knows."""

    def walk(patterns: list[Any], prefix: str, space: str) -> Iterator[Route]:
        for entry in patterns:
            where = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, where, inner)
            elif isinstance(entry, URLPattern):
                name = f"{space}{entry.name}" if entry.name else ""
                yield Route(name, where, entry.callback, declared_policy(entry.callback, name))

    yield from walk(get_resolver().url_patterns, "/", "")


@checks.register("security")
def every_route_has_a_policy(app_configs: object, **options: object) -> list[checks.CheckMessage]:
    """Refuse to start while a URL says nothing about who may open it."""
    return [
        checks.Error(
            f"{route.pattern} has no policy.",
            hint="Put @policy(…) on the view, or name a library's view in config/policies.py.",
            id="hansa.E001",
        )
        for route in routes()
        if route.policy is None
    ]


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened with a second factor."""
    records = request.session.get("account_authentication_methods", [])
    return any(record.get("method") == "mfa" for record in records)


class PolicyMiddleware:
    """Open the door only to whom the view's policy admits; keep personal pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        declared = declared_policy(view, match.view_name if match else None)
        if declared is None:
            raise PermissionDenied
        if declared.roles is None:
            return None
        person = request.user
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if declared is SIGNED_IN:
            # Whoever is signed in is a person; what else they are need not be asked for.
            return None
        held: frozenset[str] = person.roles
        if not declared.admits(held):
            raise PermissionDenied
        if declared.roles & OFFICE_ROLES and held & OFFICE_ROLES and not has_second_factor(request):
            messages.info(request, _("Your work opens other people's files, so we ask for a second factor."))
            return redirect("mfa_activate_totp")
        return None
