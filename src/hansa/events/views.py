from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy

from . import permissions, rules, selectors, services
from .enums import Entry, RegistrationState
from .models import Event


@policy(PUBLIC)
@require_safe
def event(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show an event: when by whose clock, where, who may come, what happens, and how one stands."""
    return _page(request, _found(request, slug, key))


@policy(SIGNED_IN)
@require_POST
def register(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take a seat, or a place on the waiting list."""
    found = _found(request, slug, key)
    try:
        registration = services.register(event_id=found.pk, person=_me(request), now=clock.now())
    except rules.RegistrationRefused as refused:
        return _page(request, found, refusal=services.refusal(refused), status=422)
    if registration.state == RegistrationState.CONFIRMED:
        messages.success(request, _("You have a seat. We wrote you what you need to know."))
    else:
        messages.success(
            request, _("You are on the waiting list. When a seat is free, it is yours, and we write to you.")
        )
    return redirect("events:event", slug=slug, key=key)


@policy(SIGNED_IN)
@require_POST
def cancel(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give one's seat, or wait, up."""
    found = _found(request, slug, key)
    registration = selectors.registration_of(request.user, found)
    if registration is not None:
        try:
            services.cancel_registration(registration_id=registration.pk, by=_me(request), now=clock.now())
        except rules.AlreadyAttended:
            messages.error(request, _("You were there, so there is nothing to cancel."))
        except rules.EventOver:
            messages.error(request, _("It is over, so there is nothing to cancel."))
        else:
            messages.success(
                request, _("Your registration is cancelled. You can register again while there are seats.")
            )
    return redirect("events:event", slug=slug, key=key)


@policy(PUBLIC)
@require_safe
def calendar(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give the event as a file for one's own calendar."""
    found = _found(request, slug, key)
    url = settings.HANSA_BASE_URL + reverse("events:event", args=[slug, key])
    content = services.calendar_file(found, url=url, now=clock.now())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{key}.ics"'
    return response


def _found(request: HttpRequest, slug: str, key: str) -> Event:
    found = permissions.event_at(request.user, slug, key)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, event: Event, *, refusal: str = "", status: int = 200) -> HttpResponse:
    now = clock.now()
    mine = selectors.registration_of(request.user, event)
    if mine is not None and mine.state == RegistrationState.CANCELLED:
        mine = None
    taken = selectors.seats(event)
    is_over = event.is_over(now)
    waits = mine is not None and mine.state == RegistrationState.WAITING
    findings = services.findings(event, request.user)
    context: dict[str, Any] = {
        "event": event,
        "edition": event.edition,
        "mine": mine,
        "line": selectors.place_in_line(mine) if mine is not None and waits else 0,
        "taken": taken,
        "free": max(0, event.capacity - taken["confirmed"]) if event.capacity else None,
        "is_over": is_over,
        "is_today": event.days.is_today(now),
        "is_open": event.registration == Entry.OPEN and not is_over,
        "has_day": event.days.first_day is not None,
        "when": services.when(event),
        "where": services.where(event),
        "findings": findings,
        "unmet": [one for one in findings if one.required and one.met is False],
        "earned": services.earned_at(event),
        "why_closed": _why_closed(event, is_over),
        "refusal": refusal,
        "assumed": _assumed(event),
    }
    return render(request, "events/event.html", context, status=status)


def _why_closed(event: Event, is_over: bool) -> str:
    if is_over:
        return services.refusal(rules.EventOver())
    return "" if event.registration == Entry.OPEN else services.refusal(rules.NotOpen(event.registration))


def _assumed(event: Event) -> set[str]:
    marked = event.details.get("assumed")
    if marked is True:
        return {"when", "seats"}
    fields = set(marked or [])
    found = {"when"} if fields & {"starts_on", "ends_on", "starts_at", "ends_at"} else set()
    return found | ({"seats"} if "capacity" in fields else set())


def _me(request: HttpRequest) -> Any:
    """Return who is signed in: the policy has seen to it that somebody is."""
    return request.user
