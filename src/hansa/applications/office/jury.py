"""The seats of a panel in the office: inviting somebody from outside, a seat's own page, reminders with a preview."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.models import PanelSeat
from hansa.applications.office.panel import managed_call
from hansa.applications.office.panel_forms import JurorForm, SeatForm, TieForm
from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy


@policy(STAFF)
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody from outside to judge; the letter with their link goes at once."""
    call = _handled(request, slug)
    form = JurorForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            seat = services.invite_juror(call_id=call.pk, by=request.user, now=clock.now(), **form.said())
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
        else:
            messages.success(
                request,
                _("The letter with the link is on its way to %(name)s.") % {"name": seat.person.called},
            )
            return redirect("applications_office:reviews", slug=slug)
    context = {"edition": call.edition, "form": form}
    return render(
        request, "applications/office/invite_juror.html", context, status=422 if form.errors else 200
    )


@policy(OFFICE)
def seat(request: HttpRequest, slug: str, seat_id: int) -> HttpResponse:
    """One reader of a panel: what ties them, what they are at home in, their link."""
    call = managed_call(request, slug)
    row = _seat(request, call, seat_id)
    may = permissions.can_handle_call(request.user, call)
    initial = {
        "institution": row.institution,
        "member": row.member_id or "",
        "languages": row.languages,
        "regions": row.regions,
        "topics": row.topics,
        "most": row.most,
    }
    form = SeatForm(request.POST if may and request.method == "POST" else None, initial=initial, call=call)
    if request.method == "POST" and may and form.is_valid():
        services.seat_reader(
            call_id=call.pk, person=row.person, by=request.user, now=clock.now(), **form.said()
        )
        messages.success(request, _("It counts from now on; what it closes to them is closed."))
        return redirect("applications_office:seat", slug=slug, seat_id=seat_id)
    context = {
        "edition": call.edition,
        "seat": row,
        "form": form if may else None,
        "tie": TieForm(auto_id="tie_%s") if may else None,
        "ties": selectors.conflicts_of_call(call)
        .filter(person=row.person_id)
        .select_related("application", "by")
        .order_by("declared_at"),
        "link": selectors.juror_link_of(call, row.person),
        "may": may,
    }
    return render(request, "applications/office/seat.html", context, status=422 if form.errors else 200)


@require_POST
def _act(request: HttpRequest, slug: str, seat_id: int) -> HttpResponse:
    call = _handled(request, slug)
    row = _seat(request, call, seat_id)
    known: dict[str, Any] = {"by": request.user, "now": clock.now()}
    act = request.POST.get("act", "")
    try:
        if act == "link":
            services.send_link(seat_id=row.pk, **known)
            messages.success(request, _("A new link is on its way; the old one no longer works."))
        elif act == "revoke":
            services.revoke_link(seat_id=row.pk, **known)
            messages.success(request, _("The link no longer works."))
        elif act == "end":
            services.end_seat(seat_id=row.pk, **known)
            messages.success(request, _("They are off the panel. What they had not sent is free for others."))
            return redirect("applications_office:reviews", slug=slug)
        elif act == "tie":
            services.note_conflict(
                call_id=call.pk,
                person_id=row.person_id,
                number=request.POST.get("number", "").strip(),
                reason=request.POST.get("reason", ""),
                **known,
            )
            messages.success(request, _("Noted. The application is closed to them from now on."))
        else:
            raise Http404
    except services.NotYours:
        messages.error(request, _("This call has no application with that number."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:seat", slug=slug, seat_id=seat_id)


act = policy(STAFF)(_act)


@policy(STAFF)
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who would be reminded of how much; send when told so."""
    call = _handled(request, slug)
    now = clock.now()
    if request.method == "POST":
        told = services.remind_readers(call_id=call.pk, by=request.user, now=now)
        messages.success(
            request,
            ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", told)
            % {"count": told},
        )
        return redirect("applications_office:reviews", slug=slug)
    due, left = services.readers_to_remind(call, now)
    context = {"edition": call.edition, "due": due, "left": left}
    return render(request, "applications/office/remind_readers.html", context)


def _handled(request: HttpRequest, slug: str) -> Any:
    call = managed_call(request, slug)
    if not permissions.can_handle_call(request.user, call):
        raise Http404
    return call


def _seat(request: HttpRequest, call: Any, seat_id: int) -> PanelSeat:
    rows = PanelSeat.objects.select_related("person", "member", "call__edition").filter(call=call)
    return scope.visible_or_404(request.user, rows, pk=seat_id)
