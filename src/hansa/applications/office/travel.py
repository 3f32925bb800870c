"""The travel desk: who has said what of their journey, one journey opened, and letters to embassies."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.accounts.selectors import country_names
from hansa.applications import permissions, services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application
from hansa.applications.office import travel_list
from hansa.applications.office.panel import managed_call
from hansa.applications.office.travel_forms import HostListForm, LetterForm
from hansa.applications.selectors import travel as journeys
from hansa.applications.services import invitations, travel_words, travelling, wording
from hansa.foundation import clock
from hansa.foundation.i18n import listed
from hansa.foundation.office.history import history_of
from hansa.foundation.office.lists import (
    show,
)
from hansa.foundation.policy import OFFICE, policy, recent, roles

#: Who works with travel data; others of the office see that they are there.
TRAVEL = roles(*sorted(permissions.TRAVEL_ROLES))


@policy(OFFICE)
def travels(request: HttpRequest) -> HttpResponse:
    """List who travels, with what is missing; what is in it is shown only to officers."""
    slug = request.GET.get("call", "")
    may = bool(request.user.roles & permissions.TRAVEL_ROLES)  # type: ignore[union-attr]  # the policy admits people only
    definition = travel_list.LIST if may else travel_list.READERS_LIST
    return show(request, definition, "applications/office/travels.html", slug=slug if may else "")


@policy(OFFICE)
def travel(request: HttpRequest, uid: str) -> HttpResponse:
    """One journey. Officers of the programme read it, and that is logged; others see that it is there."""
    shown = _found(request, uid)
    may = permissions.can_read_travel(request.user, shown)
    plan = journeys.travel_of(shown)
    said = services.open_travel(application_id=shown.pk, by=request.user, now=clock.now()) if may else None
    language = get_language() or "en"
    countries = country_names(language)
    accepted = journeys.costs_accepted(shown)
    context = {
        "application": shown,
        "edition": shown.call.edition,
        "plan": plan,
        "may": may,
        "parts": _parts(plan, said, shown.call.edition, countries) if plan and said else [],
        "missing": listed(travel_words.part_name(one) for one in travelling.lacking(plan)),
        "letters": journeys.invitation_letters_of(shown) if may else [],
        "letter_form": LetterForm(initial=_letter_initial(shown))
        if may and plan and plan.has_passport
        else None,
        "accepted_on": wording.day(accepted.accepted_at) if accepted else "",
        "gone_on": wording.day(travelling.gone_on(shown)),
        "history": history_of(request.user, shown),
    }
    return render(request, "applications/office/travel.html", context)


def _parts(
    plan: Any, said: travelling.Said, edition: Any, countries: Any
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what was said, in its parts, as labels and words."""

    def moment(value: Any) -> str:
        return wording.moment(value, edition)

    passport, needs, contact = said.passport, said.needs, said.contact
    eats = travel_words.diets()
    return [
        (
            _("Passport and visa"),
            [
                (_("Visa"), plan.get_visa_display()),
                (_("Name as in the passport"), passport.get("name", "")),
                (_("Number of the passport"), passport.get("number", "")),
                (_("Nationality"), countries.get(passport.get("nationality", ""), "")),
                (_("Valid until"), _written(passport.get("expires_on", ""))),
            ],
        ),
        (
            _("Arrival and departure"),
            [
                (_("Arrives"), moment(plan.arrives_at)),
                (
                    pgettext("flight or train", "Arrives with"),
                    " · ".join(filter(None, (plan.arrival_flight, plan.arrival_airport))),
                ),
                (pgettext("a traveller", "Leaves"), moment(plan.departs_at)),
                (
                    pgettext("flight or train", "Leaves with"),
                    " · ".join(filter(None, (plan.departure_flight, plan.departure_airport))),
                ),
            ],
        ),
        (
            _("Food and room"),
            [
                (_("Eats"), eats.get(needs.get("diet", ""), "")),
                (_("Allergies"), needs.get("diet_note", "")),
                (_("Access"), needs.get("access", "")),
                (_("Room"), needs.get("room", "")),
            ],
        ),
        (
            _("In an emergency"),
            [
                (_("Name"), contact.get("name", "")),
                (_("Who they are"), contact.get("relation", "")),
                (_("Telephone"), contact.get("phone", "")),
            ],
        ),
    ]


def _written(day: str) -> str:
    return wording.day(date.fromisoformat(day)) if day else ""


def _letter_initial(shown: Application) -> dict[str, Any]:
    return {"addressed_to": invitations.embassy_suggested(shown)}


@require_POST
def _letter(request: HttpRequest, uid: str) -> HttpResponse:
    shown = _found(request, uid)
    if not permissions.can_read_travel(request.user, shown):
        raise Http404
    form = LetterForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("applications_office:travel", uid=uid)
    try:
        letter = services.issue_invitation(
            application_id=shown.pk,
            addressed_to=form.cleaned_data["addressed_to"],
            by=request.user,
            now=clock.now(),
        )
        messages.success(
            request,
            _("Letter %(number)s is written. The participant finds it on their travel page.")
            % {"number": letter.number},
        )
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:travel", uid=uid)


letter = policy(TRAVEL)(_letter)


@policy(recent(TRAVEL))
def host_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out what the host of an edition needs, and nothing more; passports only with a reason."""
    call = managed_call(request, slug)
    form = HostListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_host_list(call=call, by=request.user, now=clock.now(), **form.wanted())
        except services.REFUSALS as refusal:
            form.add_error("reason", services.sentence_of(refusal))
        else:
            response = HttpResponse(made.content, content_type=made.kind)
            response["Content-Disposition"] = f'attachment; filename="{made.name}"'
            return response
    return render(
        request,
        "applications/office/host_list.html",
        {"edition": call.edition, "form": form, "heads": services.heads_of(with_passports=False)},
        status=422 if form.errors else 200,
    )


def _found(request: HttpRequest, uid: str) -> Application:
    found = permissions.application_in_office(request.user, UUID(str(uid)))
    if found is None or found.state != ApplicationState.CONFIRMED:
        raise Http404
    return found
