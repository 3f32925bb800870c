"""The journey of whoever has a place: who pays what, and step by step what we have to know."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hansa.applications import selectors, services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, InvitationLetter, TravelPlan
from hansa.applications.rules import travel as rules
from hansa.applications.selectors import travel as journeys
from hansa.applications.services import travelling, wording
from hansa.applications.services.standing import is_over
from hansa.applications.views import drawing
from hansa.applications.views.steps import StepLink
from hansa.applications.views.travel_forms import FORMS, Step
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.storage.services import response_for
from hansa.foundation.ui import dates
from hansa.foundation.ui.parts import Answer, checklist


@policy(SIGNED_IN)
def travel(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what is there and what is missing for the journey, beside who pays what."""
    application, plan = _mine(request, uid)
    if plan is False:
        return redirect("applications:application", uid=uid)
    over = is_over(application, clock.now())
    missing = () if over else travelling.lacking(plan)
    accepted = journeys.costs_accepted(application)
    edition = application.call.edition
    context = {
        "application": application,
        "edition": edition,
        "steps": _checklist(_steps(application, plan, "")),
        "missing": len(missing),
        "is_over": over,
        "first": reverse("applications:travel_part", args=[uid, missing[0]]) if missing else "",
        "costs": accepted.costs if accepted else edition.details.get("costs"),
        "accepted_on": wording.day(accepted.accepted_at) if accepted else "",
        "letters": journeys.invitation_letters_of(application),
        "gone_on": wording.day(travelling.gone_on(application)),
        "place": in_language(edition.place_names, get_language() or "en"),
        "days": wording.days(edition.starts_on, edition.ends_on),
    }
    return render(request, "applications/travel.html", context)


@policy(SIGNED_IN)
def part(request: HttpRequest, uid: str, part: str) -> HttpResponse:
    """One step: what fits is kept, what does not is said beside its field."""
    if part not in FORMS:
        raise Http404
    application, plan = _mine(request, uid)
    if plan is False:
        return redirect("applications:application", uid=uid)
    edition = application.call.edition
    said = travelling.read(plan, application.applicant.uid)
    kind = FORMS[part]
    initial = kind.kept(plan, said, edition.time_zone)
    revision, moved = (plan.revision if plan else 0), False
    form = kind(request.POST if request.method == "POST" else None, initial=initial, edition=edition)
    if request.method == "POST":
        form.full_clean()
        sent = request.POST.get("revision", "")
        try:
            plan = services.save_travel(
                application_id=application.pk,
                part=part,
                said=form.said(),
                revision=int(sent) if sent.isdecimal() and len(sent) < 9 else revision,
                by=request.user,
                now=clock.now(),
            )
            revision = plan.revision
        except travelling.TravelMoved:
            moved = True
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
            return redirect("applications:application", uid=uid)
        if not form.errors and not moved:
            return _onward(request, application, part)
    context = {
        "application": application,
        "edition": edition,
        "form": form,
        "part": part,
        "revision": revision,
        "moved": moved,
        "way": drawing.way(_steps(application, plan, part)),
        "is_short": _is_short(form, edition) if part == "passport" else False,
        "clock": in_language(edition.clock_names, get_language()) or dates.city_of(edition.time_zone),
        "gone_on": wording.day(travelling.gone_on(application)),
    }
    return render(request, "applications/travel_part.html", context, status=422 if form.errors else 200)


@policy(SIGNED_IN)
def invitation(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand out an invitation letter to whom it is about, or to their office; each opening is logged."""
    found = scope.visible_or_404(
        request.user,
        InvitationLetter.objects.select_related("file", "application__applicant"),
        uid=uid,
    )
    if found.file is None or not found.file.size:
        raise Http404
    services.record_letter_opened(letter=found, by=request.user)
    response = response_for(found.file)
    response["Content-Disposition"] = f'attachment; filename="invitation-{found.number}.pdf"'
    return response


def _onward(request: HttpRequest, application: Application, part: str) -> HttpResponse:
    messages.success(request, _("It is kept."))
    after = rules.PARTS[rules.PARTS.index(part) + 1 :]
    if "stay" in request.POST or not after:
        return redirect("applications:travel", uid=application.uid)
    return redirect("applications:travel_part", uid=application.uid, part=after[0])


def _is_short(form: Step, edition: Any) -> bool:
    day = form.initial.get("expires_on")
    if not day:
        return False
    expires = day if isinstance(day, date) else date.fromisoformat(day)
    return rules.passport_is_short(expires, edition.ends_on or edition.starts_on)


def _steps(application: Application, plan: TravelPlan | None, current: str) -> list[StepLink]:
    missing = travelling.lacking(plan)
    labels = {
        "passport": _("1. Passport and visa"),
        "journey": _("2. Arrival and departure"),
        "needs": _("3. Food and room"),
        "contact": _("4. In an emergency"),
    }
    return [
        StepLink(
            name,
            label,
            reverse("applications:travel_part", args=[application.uid, name]),
            "half" if name == current else _standing(name, plan, missing),
            name == current,
        )
        for name, label in labels.items()
    ]


def _checklist(steps: list[StepLink]) -> SafeString:
    """Write the steps as a list of what is there and what is not."""
    states = {"done": "met", "needs": "missing", "ring": "open"}
    words = {
        "done": pgettext("travel data", "There"),
        "needs": _("Something is missing"),
        "ring": _("Optional"),
    }
    return checklist(
        Answer(
            states[one.standing],
            format_html('<a href="{}">{}</a>', one.url, one.label),
            words[one.standing],
        )
        for one in steps
    )


def _standing(name: str, plan: TravelPlan | None, missing: tuple[str, ...]) -> str:
    if name == "needs":
        return "done" if plan is not None and plan.needs_sealed else "ring"
    return "needs" if name in missing else "done"


def _mine(request: HttpRequest, uid: str) -> tuple[Application, Any]:
    """Return one's own application with its travel data; False in their place where there is no journey to plan."""
    application = selectors.own_application_or_404(request.user, uid)
    if application.state != ApplicationState.CONFIRMED or clock.now().date() >= travelling.gone_on(
        application
    ):
        return application, False
    return application, journeys.travel_of(application)
