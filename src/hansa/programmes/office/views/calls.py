"""Calls in the office: the list, one call with its dates, and every amendment with its reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hansa.foundation import clock
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, STAFF, policy, recent
from hansa.foundation.prepared import PreparedFor
from hansa.foundation.ui import dates
from hansa.network.selectors import region_names
from hansa.programmes import permissions, selectors, services
from hansa.programmes.enums import CallState
from hansa.programmes.forms import (
    DAY_LABELS,
    BringForwardForm,
    CancelForm,
    CloseEarlyForm,
    ExtendForm,
    PauseForm,
    PlacesForm,
    ReasonForm,
    TextsForm,
)
from hansa.programmes.models import Call, Edition
from hansa.programmes.office import outline
from hansa.programmes.office.sentences import refused
from hansa.programmes.office.views import drawn
from hansa.programmes.office.views.drawn import ShownForm
from hansa.programmes.rules.calls import BEFORE_CLOSING, BY_HAND, TIMELINE, acts_from

Refusal = services.DateRefused, services.MoveRefused, services.ReasonMissing
RUNNING = frozenset({CallState.OPEN, CallState.PAUSED})


_SHOWN = (
    *("state", "opens_at", "closes_at", "rolling", "timetable", "rules", "frozen_at", "closed_at"),
    *(
        f"edition__{name}"
        for name in ("slug", "title", "namespace", "time_zone", "starts_on", "ends_on", "office_id")
    ),
)
_managed = PreparedFor(
    lambda person, slug: (
        selectors.calls()
        .select_related(None)
        .select_related("edition")
        .only(*_SHOWN)
        .annotate(place=F("edition__details__place"))
        .filter(edition__slug=slug, edition__in=permissions.editions_managed_by(person))
    )
)


def managed_call(request: HttpRequest, slug: str, *, to_change: bool = False) -> Call:
    """Return a call of an edition that this member of staff works on; others are not there for them."""
    found: Call | None = next(iter(_managed.ask(request.user, slug)), None)
    if found is None:
        raise Http404
    if to_change and not permissions.can_manage(request.user, found.edition):
        raise PermissionDenied
    return found


@policy(OFFICE)
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one call: its dates, its rules, what was amended, and what may be done now."""
    found = managed_call(request, slug)
    return _call_page(request, found, {})


def _call_page(request: HttpRequest, found: Call, bound: dict[str, Any], status: int = 200) -> HttpResponse:
    now = clock.now()
    state = found.state_at(now)
    may_change = permissions.can_manage(request.user, found.edition)
    days = services.timetable_of(found, found.edition)
    place: dict[str, Any] = getattr(found, "place", None) or {}
    city = dates.own_city(found.edition.time_zone, place.get("country"), place.get("city") or {})
    forms: dict[str, Any] = {}
    if may_change:
        forms = _forms(found, state, days) | {name: drawn.as_sent(form) for name, form in bound.items()}
    return render(
        request,
        "programmes/office/call.html",
        {
            "call": found,
            "edition": found.edition,
            "city": city,
            "state": state,
            "status": outline.status_of(state),
            "days": [(DAY_LABELS.get(name, name), days[name]) for name in TIMELINE[1:]],
            "rules": drawn.rules_of(found.rules, region_names()),
            "amendments": outline.amendment_rows(
                selectors.amendments_shown(found), found.edition.time_zone, city
            ),
            "history": history_of(request.user, found, found.edition),
            "forms": forms,
            "may_cancel": may_change and "cancel" in acts_from(state),
            "is_running": state in RUNNING,
            "is_paused": state == CallState.PAUSED,
            "may_change": may_change,
            "steps": _steps(found, state) if may_change else {},
            "may_mail": state not in permissions.UNANNOUNCED and state != CallState.ARCHIVED,
            "now": now,
        },
        status=status,
    )


def _forms(found: Call, state: CallState, days: dict[str, Any]) -> dict[str, ShownForm]:
    forms: dict[str, ShownForm] = {}
    if state in RUNNING:
        forms["close"] = drawn.blank(CloseEarlyForm, "close")
        forms["pause"] = drawn.blank(PauseForm, "pause")
    if state in BEFORE_CLOSING | {CallState.CLOSED} and found.closes_at is not None:
        forms["extend"] = drawn.blank(ExtendForm, "extend")
    if state not in (CallState.ARCHIVED, CallState.CANCELLED, CallState.COMPLETED):
        later = tuple((name, day) for name, day in days.items() if name in DAY_LABELS and day is not None)
        if later:
            forms["forward"] = drawn.blank(BringForwardForm, "forward", [("days", later)])
    if found.rules.get("places") and state not in outline.SETTLED:
        given = (("places", found.rules["places"]),)
        forms["places"] = drawn.blank(PlacesForm, "places", [("initial", given)])
    return forms


def _amended(
    request: HttpRequest,
    slug: str,
    name: str,
    build: Callable[[Call], ReasonForm],
    act: Callable[[Call, Any], object],
    done: str,
    again: Callable[[HttpRequest, Call, Any, int], HttpResponse] | None = None,
) -> HttpResponse:
    """Check the form, do the one act, and show the call's page again: with the sentence of a refusal, or with what was done."""
    found = managed_call(request, slug, to_change=True)
    if request.method != "POST":
        return redirect("programmes_office:call", slug)
    form = build(found)
    if form.is_valid():
        try:
            act(found, form)
        except Refusal as wrong:
            form.add_error(None, refused(wrong))
        else:
            messages.success(request, done)
            return redirect("programmes_office:call", slug)
    found = managed_call(request, slug)
    if again is not None:
        return again(request, found, form, 422)
    return _call_page(request, found, {name: form}, status=422)


@policy(STAFF)
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the call now, with a reason."""
    return _amended(
        request,
        slug,
        "close",
        lambda found: CloseEarlyForm(request.POST, prefix="close"),
        lambda found, form: services.close_call_early(
            call_id=found.pk, by=request.user, now=clock.now(), reason=form.cleaned_data["reason"]
        ),
        _("The call is closed. The old deadline stays on record with your reason."),
    )


@policy(recent(STAFF))
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whom it concerns and which letters go; then cancel the call for good, with the reason they are written."""
    if request.method != "POST":
        return _cancel_page(request, managed_call(request, slug, to_change=True), CancelForm(prefix="cancel"))
    return _amended(
        request,
        slug,
        "cancel",
        lambda found: CancelForm(request.POST, prefix="cancel"),
        lambda found, form: services.cancel_call(
            call_id=found.pk, by=request.user, now=clock.now(), reason=form.cleaned_data["reason"]
        ),
        _(
            "The call is cancelled. Everybody who began or sent an application gets a letter with your reason."
        ),
        _cancel_page,
    )


def _cancel_page(request: HttpRequest, found: Call, form: Any, status: int = 200) -> HttpResponse:
    if "cancel" not in acts_from(found.state_at(clock.now())):
        return redirect("programmes_office:call", found.edition.slug)
    context = {
        "call": found,
        "edition": found.edition,
        "form": form,
        "concerned": selectors.concerned_by(found),
    }
    return render(request, "programmes/office/cancel.html", context, status=status)


@policy(STAFF)
def extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the call a later deadline, with a reason."""
    return _amended(
        request,
        slug,
        "extend",
        lambda found: ExtendForm(request.POST, prefix="extend"),
        lambda found, form: services.extend_call(
            call_id=found.pk,
            until=form.until(found.edition.time_zone),
            by=request.user,
            now=clock.now(),
            reason=form.cleaned_data["reason"],
        ),
        _("The call is extended. The old deadline stays on record with your reason."),
    )


@policy(STAFF)
def bring_forward(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring later days forward, with a reason."""
    return _amended(
        request,
        slug,
        "forward",
        lambda found: BringForwardForm(
            request.POST, prefix="forward", days=services.timetable_of(found, found.edition)
        ),
        lambda found, form: services.bring_forward(
            call_id=found.pk,
            days=form.moved(),
            by=request.user,
            now=clock.now(),
            reason=form.cleaned_data["reason"],
        ),
        _("The days are moved. The old ones stay on record with your reason."),
    )


@policy(STAFF)
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how many places the call gives, with a reason."""
    return _amended(
        request,
        slug,
        "places",
        lambda found: PlacesForm(request.POST, prefix="places"),
        lambda found, form: services.amend_rule(
            call_id=found.pk,
            rule="places",
            value=form.cleaned_data["places"],
            by=request.user,
            now=clock.now(),
            reason=form.cleaned_data["reason"],
        ),
        _("The number of places is changed. The old one stays on record with your reason."),
    )


@policy(STAFF)
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Pause an open call, or let a paused one go on, with a reason; the deadline stays."""
    is_paused = managed_call(request, slug, to_change=True).state_at(clock.now()) == CallState.PAUSED
    act = services.resume_call if is_paused else services.pause_call
    return _amended(
        request,
        slug,
        "pause",
        lambda found: PauseForm(request.POST, prefix="pause"),
        lambda found, form: act(
            call_id=found.pk, by=request.user, now=clock.now(), reason=form.cleaned_data["reason"]
        ),
        _("The call takes applications again.")
        if is_paused
        else _("The call is paused. The deadline stays."),
    )


@policy(STAFF)
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a call that waits for a hand, complete one whose cohort stands, or put a completed one away."""
    found = managed_call(request, slug, to_change=True)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in _steps(found, found.state_at(clock.now())):
        try:
            services.advance_call(call_id=found.pk, act=act, by=request.user, now=clock.now())
        except services.MoveRefused as wrong:
            messages.error(request, refused(wrong))
        else:
            messages.success(request, _("Done. The call’s record says who did it, and when."))
    return redirect("programmes_office:call", slug)


def _steps(found: Call, state: CallState) -> dict[str, tuple[str, str]]:
    """What may be done by hand now: the button, and what happens then."""
    steps = {
        "open": (_("Open the call now"), _("Applications are taken from this second on; the rules freeze.")),
        "complete": (
            _("The programme is over: complete the call"),
            _("Nothing is sent. What everybody reached stays as it is."),
        ),
        "archive": (
            _("Put the call into the archive"),
            _("Nothing of it can be changed after that; everything stays there to read."),
        ),
    }
    may = set(acts_from(state)) & BY_HAND
    if found.opens_at is not None:
        may.discard("open")
    if state == CallState.PUBLISHED:
        # It has not even opened: whoever wants it gone cancels it, and sees first whom that concerns.
        may.discard("archive")
    return {act: said for act, said in steps.items() if act in may}


@policy(STAFF)
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit title and summary of the edition in every language."""
    edition = (
        permissions.editions_managed_by(request.user).select_related("programme").filter(slug=slug).first()
    )
    if edition is None:
        raise Http404
    if not permissions.can_manage(request.user, edition):
        raise PermissionDenied
    form = TextsForm(request.POST or None, title=edition.title, summary=edition.summary)
    if request.method == "POST" and form.is_valid():
        services.edit_texts(
            edition_id=edition.pk,
            title=form.texts("title"),
            summary=form.texts("summary"),
            by=request.user,
            now=clock.now(),
        )
        messages.success(request, _("Kept. An export of the pack says it so from now on."))
        return redirect(_back(edition))
    return render(
        request,
        "programmes/office/texts.html",
        {"edition": edition, "form": form, "back": _back(edition)},
        status=422 if form.errors else 200,
    )


def _back(edition: Edition) -> str:
    has_call = selectors.call_of(edition) is not None
    return reverse("programmes_office:call" if has_call else "programmes_office:pack", args=[edition.slug])
