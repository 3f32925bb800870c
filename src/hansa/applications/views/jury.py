"""A juror from outside: the personal link, the code from the mail, and what a seat on a panel can do. Nothing else.

Nobody is signed in here. The session keeps by which link somebody came and until when; each click asks anew whether the
link still holds, so taking it back shuts the door at once.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.forms import CodeForm
from hansa.applications.views import reading, refereeing
from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy

BY_LINK = reading.Door(
    "applications:jury",
    "applications:jury_review",
    "applications:jury_conflict",
    "applications:jury_file",
    "applications:jury_talk",
    "applications:jury_letter",
    "applications:jury_leave",
)
VISIT = "juror"
View = Callable[..., HttpResponse]


def _juror(request: HttpRequest) -> Any:
    """Return who sits here by a link that still holds, or None."""
    kept = request.session.get(VISIT)
    now = clock.now()
    if not kept or datetime.fromisoformat(kept["until"]) <= now:
        return None
    found = selectors.juror_link(kept["link"])
    return found.seat.person if found is not None and services.holds(found, now) else None


def seated(view: View) -> View:
    """Let in whoever came by a link and its code, and hand the view their person."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        juror = _juror(request)
        if juror is None:
            request.session.pop(VISIT, None)
            return render(request, "applications/jury/over.html", status=403)
        return never_cache(view)(request, juror, *args, **kwargs)

    return inner


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/jury/over.html", status=410)


@policy(PUBLIC)
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Say whose seat this is and send the code when asked: a program that looks at links in mails asks for none."""
    try:
        found = services.link_of(token, clock.now())
        if request.method == "POST":
            services.send_code(token=token, now=clock.now())
            return redirect("applications:jury_code", token=token)
    except services.LinkOver:
        return _over(request)
    except services.TooManyCodes as refusal:
        messages.error(request, refusal.reason)
        return redirect("applications:jury_code", token=token)
    edition = found.seat.call.edition
    context = {"seat": found.seat, "edition": edition, "address": _half_hidden(found.seat.person.email)}
    return render(request, "applications/jury/link.html", context)


@policy(PUBLIC)
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Take the code from the mail and open the visit."""
    try:
        found = services.link_of(token, clock.now())
    except services.LinkOver:
        return _over(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            visit = services.enter_code(token=token, code=form.cleaned_data["code"], now=clock.now())
        except services.LinkOver:
            return _over(request)
        except services.CodeWrong as refusal:
            form.add_error("code", refusal.reason)
        else:
            request.session.cycle_key()
            request.session[VISIT] = {"link": visit.link, "until": visit.until.isoformat()}
            return redirect("applications:jury")
    context = {"form": form, "token": token, "address": _half_hidden(found.seat.person.email)}
    return render(request, "applications/jury/code.html", context, status=422 if form.errors else 200)


@policy(PUBLIC)
@seated
def reviews(request: HttpRequest, juror: Any) -> HttpResponse:
    """List what was given to the juror to read."""
    return reading.listed(request, juror, BY_LINK)


@policy(PUBLIC)
@seated
def review(request: HttpRequest, juror: Any, uid: str) -> HttpResponse:
    """One application beside its score sheet."""
    return reading.sheet(request, juror, BY_LINK, uid)


@policy(PUBLIC)
@seated
def file(request: HttpRequest, juror: Any, uid: str) -> HttpResponse:
    """Open a file that the call opens to readers; each opening is logged."""
    return reading.file(juror, uid)


@policy(PUBLIC)
@seated
def letter_file(request: HttpRequest, juror: Any, uid: str) -> HttpResponse:
    """Open the file of a referee's letter, where the call hides nobody from readers; each opening is logged."""
    return refereeing.file_of(juror, uid)


@require_POST
@seated
def _conflict(request: HttpRequest, juror: Any, uid: str) -> HttpResponse:
    return reading.declare(request, juror, BY_LINK, uid)


conflict = policy(PUBLIC)(_conflict)


@require_POST
@seated
def _talk(request: HttpRequest, juror: Any, uid: str) -> HttpResponse:
    return reading.say(request, juror, BY_LINK, uid)


talk = policy(PUBLIC)(_talk)


@require_POST
def _leave(request: HttpRequest) -> HttpResponse:
    request.session.pop(VISIT, None)
    request.session.pop("readings", None)
    messages.success(request, _("You have left. Your link lets you in again."))
    return redirect("portal:home")


leave = policy(PUBLIC)(_leave)


def _half_hidden(address: str) -> str:
    """Return an address as its owner knows it and nobody else does."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"
