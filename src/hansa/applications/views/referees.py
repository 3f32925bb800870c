"""Whom an applicant asks for letters: named, reminded, replaced. What they wrote stands on none of these pages."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import selectors, services
from hansa.applications.forms import RefereeForm
from hansa.applications.models import Application, Referee
from hansa.applications.rules import referees as rules
from hansa.applications.rules.terms import RefereeTerms
from hansa.applications.rules.transitions import BEFORE_DECISION, EDITABLE
from hansa.applications.services import wording
from hansa.applications.services.standing import is_late
from hansa.applications.views import drawing
from hansa.applications.views.steps import steps_of, until
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.ui.icons import status

_SHAPES = {"asked": "waiting", "received": "done", "declined": "refused", "replaced": "closed"}


@policy(SIGNED_IN)
def referees(request: HttpRequest, uid: str) -> HttpResponse:
    """List everybody who was asked and how it stands, and take the name of one more."""
    application, asked = _own(request, uid)
    form = RefereeForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_referee(
                application_id=application.pk, **form.cleaned_data, by=request.user, now=clock.now()
            )
        except services.REFUSALS as refusal:
            form.add_error("email", services.sentence_of(refusal))
        else:
            messages.success(request, _("We write to them within a few minutes."))
            return redirect("applications:referees", uid=uid)
    now, language = clock.now(), get_language() or "en"
    rows = selectors.referees_of(application)
    states = [row.state for row in rows]
    to_name, to_wait = rules.missing(
        states, number=asked.number, must_be_here=asked.days_after_closing is None
    )
    context = {
        "application": application,
        "edition": application.call.edition,
        "number": asked.number,
        "received": states.count("received"),
        "asks": in_language(asked.asks, language),
        "lines": [_line(row, now) for row in rows],
        "form": form if rules.may_name(states=states, number=asked.number) else None,
        "bad": form if form.errors else None,
        "last": until_said(application, asked),
        "waits": asked.days_after_closing is None,
        "may_write": application.state in EDITABLE and not is_late(application, now),
        "until": until(application) if application.state in EDITABLE else "",
        "way": drawing.way(steps_of(application, "referees", referees_missing=to_name + to_wait))
        if application.state in EDITABLE
        else "",
    }
    return render(request, "applications/referees.html", context)


def _line(row: Referee, now: Any) -> dict[str, Any]:
    is_open = row.state == "asked"
    failed = is_open and row.mail_due_at is None and row.mailed_at is None
    return {
        "row": row,
        "said": status("needs", _("Our mail did not reach this address"))
        if failed
        else status(_SHAPES[row.state], row.get_state_display()),
        "may_remind": rules.may_remind(
            state=row.state, mailed_at=row.mailed_at, reminders=row.reminders, now=now
        ),
        "may_replace": is_open,
    }


def until_said(application: Application, asked: RefereeTerms) -> str:
    """Say until when letters may come."""
    last = rules.holds_until(
        closes_at=application.call.closes_at,
        days_after=asked.days_after_closing,
        returned_until=application.return_by,
        now=clock.now(),
    )
    return wording.moment(last, application.call.edition) if application.call.closes_at else ""


@require_POST
def _act(request: HttpRequest, uid: str, referee: str) -> HttpResponse:
    application, _asked = _own(request, uid)
    row = next((one for one in selectors.referees_of(application) if str(one.uid) == str(referee)), None)
    if row is None:
        raise Http404
    known: dict[str, Any] = {"referee_id": row.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("act") == "remind":
            services.remind_referee(**known)
            messages.success(request, _("We write to them within a few minutes."))
        else:
            services.replace_referee(**known)
            messages.success(request, _("They are not asked any more. You can name somebody else."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications:referees", uid=uid)


act = policy(SIGNED_IN)(_act)


def _own(request: HttpRequest, uid: str) -> tuple[Application, RefereeTerms]:
    application = selectors.own_application_or_404(request.user, uid)
    asked = selectors.terms_of(application.call).referees
    if asked is None or application.state not in BEFORE_DECISION:
        raise Http404
    return application, asked
