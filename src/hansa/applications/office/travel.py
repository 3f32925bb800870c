"""The travel desk: who has said what of their journey, one journey opened, and letters to embassies."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.accounts.selectors import country_names
from hansa.applications import permissions, services
from hansa.applications.enums import ApplicationState, Visa
from hansa.applications.models import Application
from hansa.applications.office.panel import managed_call
from hansa.applications.office.travel_forms import HostListForm, LetterForm
from hansa.applications.selectors import travel as journeys
from hansa.applications.services import invitations, travel_words, travelling, wording
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.office.history import history_of
from hansa.foundation.office.lists import (
    Asked,
    Column,
    Empty,
    Filter,
    OfficeList,
    StandardView,
    register,
    show,
)
from hansa.foundation.policy import OFFICE, policy, recent, roles
from hansa.foundation.ui import dates
from hansa.foundation.ui.templatetags.ui import address, status
from hansa.programmes.permissions import editions_managed_by

#: Who works with travel data; others of the office see that they are there.
TRAVEL = roles(*sorted(permissions.TRAVEL_ROLES))


def _calls(asked: Asked) -> list[tuple[str, str]]:
    managed = editions_managed_by(asked.person).filter(call__isnull=False, is_archive=False)
    return [
        (slug, in_language(title, asked.language)) for slug, title in managed.values_list("slug", "title")
    ]


def _rows(asked: Asked) -> Any:
    editions = editions_managed_by(asked.person)
    return scope.visible(asked.person, journeys.participants(editions))


def _may(asked: Asked) -> bool:
    return bool(asked.person.roles & permissions.TRAVEL_ROLES)


def _visas(asked: Asked) -> list[tuple[str, Any]]:
    if not _may(asked):
        return []
    return [("open", gettext_lazy("Still open")), *((visa.value, visa.label) for visa in Visa)]


def _by_visa(rows: Any, value: str) -> Any:
    wanted = travelling.VISA_OPEN if value == "open" else (value,)
    return rows.filter(travel__visa__in=wanted)


def _days(asked: Asked) -> list[tuple[str, str]]:
    if not _may(asked):
        return []
    days = _rows(asked).exclude(travel__arrives_on=None).order_by("travel__arrives_on")
    return [
        (day.isoformat(), dates.day(day, short=True))
        for day in days.values_list("travel__arrives_on", flat=True).distinct()
    ]


def _by_what(rows: Any, value: str) -> Any:
    if value == "complete":
        return rows.filter(travel__is_complete=True)
    return rows.exclude(travel__is_complete=True)


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "language": asked.language,
        "may": _may(asked),
        "complete": status("done", pgettext("travel data", "Complete")),
        "begun": status("half", pgettext("travel data", "Begun")),
        "nothing": status("ring", pgettext("travel data", "Nothing yet")),
        "there": _("there"),
        "visas": {visa.value: str(visa.label) for visa in Visa},
    }


def _state(row: dict[str, Any], known: dict[str, Any]) -> str:
    if row["travel__is_complete"]:
        return str(known["complete"])
    return str(known["begun"] if row["travel__revision"] else known["nothing"])


def _hidden(row: dict[str, Any], known: dict[str, Any], value: Any, said: str) -> str:
    """Say what stands there to whom it concerns, and to everybody else that something does."""
    if not value:
        return "–"
    return said if known["may"] else str(known["there"])


def _visa(row: dict[str, Any], known: dict[str, Any]) -> str:
    visa = row["travel__visa"] or ""
    return _hidden(row, known, visa, known["visas"].get(visa, ""))


def _way(row: dict[str, Any], known: dict[str, Any], when: str, flight: str) -> str:
    moment = row[when]
    if not moment or not known["may"]:
        return _hidden(row, known, moment, "")
    said = escape(dates.instant(moment, row["call__edition__time_zone"]))
    number = row[flight]
    return SafeString(
        f'{said} <span class="tiny quiet" dir="ltr">{escape(number)}</span>' if number else said
    )


def _heading(found: int, is_narrowed: bool) -> str:
    if is_narrowed:
        return ngettext("%(total)d participant fits", "%(total)d participants fit", found) % {"total": found}
    return ngettext("%(total)d participant travels", "%(total)d participants travel", found) % {
        "total": found
    }


LIST = register(
    OfficeList(
        key="travel",
        url_name="applications_office:travels",
        label=gettext_lazy("Travel"),
        heading=_heading,
        rows=_rows,
        fields=(
            *("uid", "number", "applicant__name", "member__name", "call__edition__time_zone"),
            *("travel__is_complete", "travel__revision", "travel__visa"),
            *(
                "travel__arrives_at",
                "travel__arrival_flight",
                "travel__departs_at",
                "travel__departure_flight",
            ),
        ),
        columns=(
            Column(
                "name",
                gettext_lazy("Participant"),
                lambda row, known: row["applicant__name"],
                ("applicant__name", "applicant__uid"),
            ),
            Column(
                "city",
                gettext_lazy("City"),
                lambda row, known: in_language(row["member__name"], known["language"]),
                ("member__sort_name", "number"),
            ),
            Column("visa", gettext_lazy("Visa"), _visa, ("travel__visa", "number"), is_named=True),
            Column(
                "arrives",
                gettext_lazy("Arrives"),
                lambda row, known: _way(row, known, "travel__arrives_at", "travel__arrival_flight"),
                ("travel__arrives_at", "number"),
                is_named=True,
            ),
            Column(
                "departs",
                pgettext_lazy("a traveller", "Leaves"),
                lambda row, known: _way(row, known, "travel__departs_at", "travel__departure_flight"),
                ("travel__departs_at", "number"),
                is_named=True,
            ),
            Column("state", gettext_lazy("Travel data"), _state, ("travel__is_complete", "number")),
        ),
        link=lambda row: address("applications_office:travel", row["uid"]),
        name=lambda row: f"{row['number']} {row['applicant__name']}",
        order="name",
        search=lambda rows, word: rows.filter(Q(applicant__name__icontains=word) | Q(number__icontains=word)),
        search_label=gettext_lazy("Name or number"),
        filters=(
            Filter(
                "call",
                gettext_lazy("Call"),
                gettext_lazy("All calls"),
                _calls,
                lambda rows, value: rows.filter(call__edition__slug=value),
                is_personal=True,
            ),
            Filter(
                "what",
                gettext_lazy("Travel data"),
                gettext_lazy("Complete or not"),
                lambda asked: [
                    ("missing", gettext_lazy("Something missing")),
                    ("complete", gettext_lazy("Complete")),
                ],
                _by_what,
            ),
            Filter(
                "visa", gettext_lazy("Visa"), gettext_lazy("Any visa"), _visas, _by_visa, is_personal=True
            ),
            Filter(
                "day",
                gettext_lazy("Arrives on"),
                gettext_lazy("Any day"),
                _days,
                lambda rows, value: rows.filter(travel__arrives_on=value),
                is_personal=True,
            ),
        ),
        views=(
            StandardView("missing", gettext_lazy("Something missing"), "what=missing"),
            StandardView("visa", gettext_lazy("Visa open"), "visa=open", permissions.TRAVEL_ROLES),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("Nobody travels yet"),
            gettext_lazy("Whoever takes an offered place stands here, with what they say of their journey."),
            "applications_office:applications",
            gettext_lazy("See the applications"),
        ),
    )
)


#: Those who may not read a journey do not learn of it by the order of the rows, either.
_TOLD = frozenset({"visa", "arrives", "departs"})
READERS_LIST = register(
    replace(
        LIST,
        key="travel-there",
        columns=tuple(
            replace(column, order=()) if column.key in _TOLD else column for column in LIST.columns
        ),
        filters=tuple(one for one in LIST.filters if one.key not in ("visa", "day")),
        views=tuple(view for view in LIST.views if view.key != "visa"),
    )
)


@policy(OFFICE)
def travels(request: HttpRequest) -> HttpResponse:
    """List who travels, with what is missing; what is in it is shown only to officers."""
    slug = request.GET.get("call", "")
    may = bool(request.user.roles & permissions.TRAVEL_ROLES)  # type: ignore[union-attr]  # the policy admits people only
    definition = LIST if may else READERS_LIST
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
                (_("By"), " · ".join(filter(None, (plan.arrival_flight, plan.arrival_airport)))),
                (pgettext("a traveller", "Leaves"), moment(plan.departs_at)),
                (_("By"), " · ".join(filter(None, (plan.departure_flight, plan.departure_airport)))),
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
