from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.empty import empty_fields

from .. import permissions, selectors, services
from ..forms import AnnounceForm, SearchForm, WalkInForm
from ..models import Event, Registration


@policy(OFFICE)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the guest list of an event: find, mark present, undo; numbers; who walks in."""
    found = _found(request, pk)
    return _page(request, found)


@policy(STAFF)
@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one present, several, or take a mark back, as the button says."""
    found = _to_check_in(request, pk)
    now = clock.now()
    mine = scope.visible(request.user, Registration.objects.filter(event=found))
    if one := request.POST.get("present"):
        row = _one(mine, one)
        services.record_attendance(registration_id=row.pk, by=_me(request), now=now)
        messages.success(request, _("%(name)s is marked present.") % {"name": row.person.called})
    elif one := request.POST.get("absent"):
        row = _one(mine, one)
        services.undo_attendance(registration_id=row.pk, by=_me(request), now=now)
        messages.success(request, _("%(name)s is no longer marked present.") % {"name": row.person.called})
    else:
        ticked = [int(value) for value in request.POST.getlist("ticked") if value.isdigit()]
        rows = list(mine.filter(pk__in=ticked).exclude(state="cancelled").values_list("pk", flat=True))
        fresh = services.record_attendances(registration_ids=rows, by=_me(request), now=now)
        said = ngettext("%(count)d person is marked present.", "%(count)d people are marked present.", fresh)
        messages.success(request, said % {"count": fresh})
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("events_office:event", args=[pk]) + query)


@policy(STAFF)
@require_POST
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody at the door onto the list, and mark them present."""
    found = _to_check_in(request, pk)
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return _page(request, found, walk_in=form, status=422)
    row = services.register_walk_in(event_id=found.pk, by=_me(request), now=clock.now(), **form.cleaned_data)
    messages.success(request, _("%(name)s is on the list and marked present.") % {"name": row.person.called})
    return redirect("events_office:event", pk=pk)


@policy(STAFF)
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce days, hours and seats."""
    found = _to_check_in(request, pk)
    form = AnnounceForm(request.POST or None, initial=AnnounceForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.announce(event_id=found.pk, by=_me(request), now=clock.now(), **form.asked(found))
        except services.TooFewSeats as fault:
            form.add_error(
                "capacity",
                ngettext(
                    "%(taken)d seat is taken already.", "%(taken)d seats are taken already.", fault.taken
                )
                % {"taken": fault.taken},
            )
        else:
            messages.success(request, _("The page of the event says so now."))
            return redirect("events_office:event", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "events/office/announce.html", {"event": found, "form": form}, status=status)


def _found(request: HttpRequest, pk: int) -> Event:
    found = permissions.event_managed(request.user, pk)
    if found is None:
        raise Http404
    return found


def _to_check_in(request: HttpRequest, pk: int) -> Event:
    found = _found(request, pk)
    if not permissions.can_mark(request.user):
        raise PermissionDenied
    return found


def _one(rows: QuerySet[Registration], value: str) -> Registration:
    row = rows.select_related("person").filter(pk=value).first() if value.isdigit() else None
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest, event: Event, *, walk_in: WalkInForm | None = None, status: int = 200
) -> HttpResponse:
    search = SearchForm(request.GET)
    asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
    numbers = selectors.numbers(event)
    context = {
        "event": event,
        "history": history_of(request.user, event),
        "page": _guests(event, asked, request.GET.get("page", "1"), numbers),
        "search_fields": search["q"].as_field_group() if asked or search.errors else empty_fields(SearchForm),
        "asked": asked,
        "query": request.GET.urlencode(),
        "numbers": numbers,
        "when": services.when(event),
        "where": services.where(event),
        "is_today": event.days.is_today(clock.now()),
        "may": permissions.can_mark(request.user),
        "walk_in": walk_in,
        "walk_in_fields": _drawn(walk_in) if walk_in else empty_fields(WalkInForm),
    }
    return render(request, "events/office/event.html", context, status=status)


def _guests(event: Event, asked: str, number: str, numbers: dict[str, int]) -> Page[Registration]:
    is_first = not asked and number == "1"
    rows = selectors.first_guests(event) if is_first else selectors.guest_list(event, asked)
    pages = Paginator(rows, selectors.GUESTS)
    if asked:
        return pages.get_page(number)
    # Whoever is expected was counted already.
    pages.count = numbers["confirmed"] + numbers["waiting"]
    return Page(rows, 1, pages) if is_first else pages.get_page(number)


def _drawn(form: Form) -> SafeString:
    return SafeString("".join(field.as_field_group() for field in form))


def _me(request: HttpRequest) -> Any:
    """Return who is signed in: the policy has seen to it that somebody is."""
    return request.user
