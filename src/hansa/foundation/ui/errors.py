"""Pages for when something is in the way: each says why and offers one way on."""

import errno
import sys
from dataclasses import dataclass

import structlog
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.ui.frame import Brand

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Trouble:
    """What is in the way, why, and the one way on."""

    title: str
    why: str
    label: str
    url: str


def _page(request: HttpRequest, status: int, trouble: Trouble) -> HttpResponse:
    return render(request, "ui/trouble.html", {"trouble": trouble, "status": status}, status=status)


def _bare(status: int, trouble: Trouble) -> HttpResponse:
    """Draw a page that asks the database nothing: no session, no person, no network."""
    context = {"trouble": trouble, "status": status, "brand": Brand()}
    response = HttpResponse(loader.render_to_string("ui/bare.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


@policy(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be read."""
    return _bare(
        400,
        Trouble(
            _("We could not read what your browser sent"),
            _(
                "Part of the address or of the form was missing. Go back, load the page again and send it once more."
            ),
            _("To the start page"),
            "/",
        ),
    )


@policy(PUBLIC)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this page is for others, and where one's own begins."""
    said = str(exception) if exception and str(exception) else ""
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        why = said or _("You are signed in as %(email)s, and this page is for other roles.") % {
            "email": person.email
        }
        return _page(
            request, 403, Trouble(_("This page is not yours to open"), why, _("To your page"), "/my/")
        )
    why = said or _("It is for people who are signed in.")
    return _page(
        request, 403, Trouble(_("This page is not open to everybody"), why, _("Sign in"), "/accounts/login/")
    )


@policy(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here for whoever asks."""
    return _page(
        request,
        404,
        Trouble(
            _("There is nothing at this address"),
            _("It may have moved, or it is not open to you. Closed calls stay in the archive of programmes."),
            _("See all programmes"),
            "/programmes/",
        ),
    )


@policy(PUBLIC)
def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody tried too often, and when to go on; it asks the database nothing, however often it is drawn."""
    response = _bare(
        429,
        Trouble(
            _("Too many tries in a short time"),
            _("So that nobody can guess a password or a code, we wait a while. Go on in five minutes."),
            _("Go on"),
            request.path,
        ),
    )
    response["Retry-After"] = "300"
    return response


@policy(PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page had grown too old to be sent."""
    return _page(
        request,
        403,
        Trouble(
            _("This page was open for too long"),
            _(
                "Your sign-in has changed since you opened it, so we did not take what it sent. Load it again; drafts are kept."
            ),
            _("Load the page again"),
            request.get_full_path(),
        ),
    )


@policy(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, or that the database is away or the disk full where that is the cause."""
    # Django calls this handler while it handles the exception; what failed before any view is seen only here.
    known = known_trouble(request, sys.exc_info()[1])
    if known is not None:
        return known
    return _bare(
        500,
        Trouble(
            _("Something failed on our side"),
            _(
                "It is recorded, and nothing was half saved. Try again; if it fails again, write to the secretariat."
            ),
            _("Try again"),
            request.get_full_path() if request.method == "GET" else "/",
        ),
    )


def database_away(request: HttpRequest) -> HttpResponse:
    """Say that the records cannot be reached just now."""
    response = _bare(
        503,
        Trouble(
            _("We cannot reach our records just now"),
            _(
                "What you sent with your last click was not saved. The page works again by itself, usually within a minute."
            ),
            _("Try again"),
            request.get_full_path() if request.method == "GET" else "/",
        ),
    )
    response["Retry-After"] = "10"
    return response


def disk_full(request: HttpRequest) -> HttpResponse:
    """Say that nothing more can be stored just now."""
    return _bare(
        507,
        Trouble(
            _("We cannot take anything in just now"),
            _(
                "Our disk is nearly full. Reading works; what you just sent was not saved, and what you saved before is kept."
                " Go back, keep the page open, and send it again in a few minutes."
            ),
            _("Go back"),
            _came_from(request),
        ),
    )


def _came_from(request: HttpRequest) -> str:
    """Return the page that a form was sent from, where the browser says it and it is one of ours."""
    address = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return "/"


def known_trouble(request: HttpRequest, fault: BaseException | None) -> HttpResponse | None:
    """Return the page for a full disk or a database that is away, None for any other fault."""
    if _is_disk_full(fault):
        log.error("disk full", path=request.path)
        return disk_full(request)
    if isinstance(fault, OperationalError | InterfaceError):
        log.error("database away", path=request.path, reason=str(fault))
        # A broken connection must not be handed to the next request of this thread.
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        return database_away(request)
    return None


def _is_disk_full(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(fault, OperationalError) and (
            "disk is full" in str(fault) or "No space left" in str(fault)
        ):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
