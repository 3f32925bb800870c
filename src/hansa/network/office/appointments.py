"""Who speaks for a member, and who works for a regional office: seen by the office, changed by the secretariat."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.accounts.permissions import can_see_people
from hansa.accounts.selectors import country_choices, person_by_email
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, policy, roles
from hansa.foundation.scope import visible, visible_or_404
from hansa.network import permissions, selectors, services
from hansa.network.models import Coordinator, Member, MemberContact, Office, OfficeStaff
from hansa.network.office.forms import AppointForm, ContactForm

APPOINTS = roles("programme_officer", "administrator")


@policy(OFFICE)
def member(request: HttpRequest, key: str) -> HttpResponse:
    """One member as the office sees it: its standing, who speaks for it, what was done to it."""
    return _member_page(request, _found(request, key), AppointForm())


def _member_page(
    request: HttpRequest,
    found: Member,
    form: AppointForm,
    status: int = 200,
    letters: ContactForm | None = None,
) -> HttpResponse:
    language = get_language() or "en"
    every = visible(request.user, Coordinator.objects.filter(member=found)).select_related("person")
    rows = list(every.order_by("appointed_at", "pk"))
    contact = (
        visible(request.user, MemberContact.objects.filter(member=found)).select_related("person").first()
    )
    said = contact.person if contact is not None else None
    known = {"name": said.name, "email": said.email, "language": said.language} if said is not None else {}
    context = {
        "contact": contact,
        "letters": letters or ContactForm(initial=known, auto_id="letters_%s"),
        "member": found,
        "name": in_language(found.name, language),
        "country": dict(country_choices(language)).get(found.country, found.country),
        "now": [row for row in rows if row.ended_at is None],
        "before": [row for row in rows if row.ended_at is not None],
        "may": permissions.can_appoint(request.user),
        "sees_people": can_see_people(request.user),
        "form": form,
        "history": history_of(request.user, found, *rows),
    }
    return render(request, "network/office/member.html", context, status=status)


@policy(APPOINTS)
@require_POST
def appoint(request: HttpRequest, key: str) -> HttpResponse:
    """Let a person with an account speak for the member."""
    found, form = _found(request, key), AppointForm(request.POST)
    person = _person(form)
    if person is None:
        return _member_page(request, found, form, status=422)
    services.appoint_coordinator(person=person, member=found, by=request.user, now=clock.now())
    messages.success(
        request,
        _("%(person)s speaks for %(member)s now, and finds its applicants on the page “Nominations”.")
        % {"person": person.called, "member": in_language(found.name, get_language())},
    )
    return redirect("network_office:member", key=key)


@policy(APPOINTS)
@require_POST
def release(request: HttpRequest, key: str) -> HttpResponse:
    """End an appointment; what was endorsed stays endorsed."""
    found = _found(request, key)
    row = _one(
        visible(request.user, Coordinator.objects.filter(member=found)), request.POST.get("coordinator")
    )
    services.end_coordination(coordinator_id=row.pk, by=request.user, now=clock.now())
    messages.success(
        request,
        _("%(person)s no longer speaks for this member. What they endorsed stays endorsed.")
        % {"person": row.person.called},
    )
    return redirect("network_office:member", key=key)


@policy(APPOINTS)
@require_POST
def contact(request: HttpRequest, key: str) -> HttpResponse:
    """Name to whom letters for the member go while nobody speaks for it, or take the address out."""
    found, now = _found(request, key), clock.now()
    if "drop" in request.POST:
        standing = (
            visible(request.user, MemberContact.objects.filter(member=found)).select_related("member").first()
        )
        if standing is not None:
            services.drop_contact(contact=standing, by=request.user)
        messages.success(request, _("The address is taken out. No further letter goes to it."))
        return redirect("network_office:member", key=key)
    form = ContactForm(request.POST, auto_id="letters_%s")
    if not form.is_valid():
        return _member_page(request, found, AppointForm(), status=422, letters=form)
    services.name_contact(member=found, **form.cleaned_data, by=request.user, now=now)
    messages.success(
        request, _("Kept. Letters about calls go there while nobody speaks for this member here.")
    )
    return redirect("network_office:member", key=key)


@policy(OFFICE)
def offices(request: HttpRequest) -> HttpResponse:
    """The regional offices, and who works for each."""
    return _offices_page(request)


def _offices_page(request: HttpRequest, bound: AppointForm | None = None, at: str = "") -> HttpResponse:
    language, now = get_language() or "en", clock.now()
    staff: dict[int, list[OfficeStaff]] = {}
    for row in visible(request.user, OfficeStaff.objects.select_related("person").order_by("person__name")):
        staff.setdefault(row.office_id, []).append(row)
    rows = [
        {
            "office": row,
            "name": in_language(row.name, language),
            "city": in_language(row.city_names, language),
            "hours": selectors.hours_of(row, now),
            "staff": staff.get(row.pk, []),
            "form": bound if row.key == at and bound else AppointForm(auto_id=f"{row.key}_%s"),
        }
        for row in visible(request.user, selectors.offices())
    ]
    context = {"rows": rows, "may": permissions.can_appoint(request.user), "form": bound}
    return render(request, "network/office/offices.html", context, status=422 if bound else 200)


@policy(APPOINTS)
@require_POST
def assign(request: HttpRequest, key: str) -> HttpResponse:
    """Let a person work for an office: they see its editions and no others."""
    office, form = _office(request, key), AppointForm(request.POST, auto_id=f"{key}_%s")
    person = _person(form)
    if person is not None and "regional_officer" not in person.roles:
        form.add_error(
            "email",
            _(
                "%(person)s is not a regional officer yet. An administrator gives the role on their page; then come back."
            )
            % {"person": person.called},
        )
        person = None
    if person is None:
        return _offices_page(request, form, key)
    services.assign_to_office(person=person, office=office, by=request.user, now=clock.now())
    messages.success(
        request,
        _("%(person)s works for %(office)s now and sees its editions.")
        % {"person": person.called, "office": in_language(office.name, get_language())},
    )
    return redirect("network_office:offices")


@policy(APPOINTS)
@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """End somebody's work for an office; what they did stays on record."""
    office = _office(request, key)
    rows = visible(request.user, OfficeStaff.objects.filter(office=office))
    row = _one(rows, request.POST.get("staff"))
    services.remove_from_office(person=row.person, office=office, by=request.user)
    messages.success(
        request,
        _("%(person)s no longer works for this office and no longer sees its editions.")
        % {"person": row.person.called},
    )
    return redirect("network_office:offices")


def _found(request: HttpRequest, key: str) -> Member:
    return visible_or_404(request.user, selectors.all_members(), key=key)


def _office(request: HttpRequest, key: str) -> Office:
    return visible_or_404(request.user, selectors.offices(), key=key)


def _one(rows: Any, value: str | None) -> Any:
    row = rows.select_related("person").filter(pk=value).first() if value and value.isdecimal() else None
    if row is None:
        raise Http404
    return row


def _person(form: AppointForm) -> Any:
    """Return who has the account that the form names; where nobody has, the form says so."""
    if not form.is_valid():
        return None
    person = person_by_email(form.cleaned_data["email"])
    if person is None or not person.is_active:
        form.add_error("email", _("Nobody has an account with this address. Ask them to sign up first."))
        return None
    return person
