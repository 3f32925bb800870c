"""Inviting many applicants to an interview at once, from the office's list of applications."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hansa.applications import permissions, services
from hansa.applications.enums import ApplicationState, InterviewState
from hansa.applications.models import Application
from hansa.applications.office.acts import letters_go
from hansa.applications.office.interview_forms import end_of
from hansa.applications.selectors import interview_plan as reads
from hansa.applications.selectors import terms_of
from hansa.applications.services import interview_words, interviewing
from hansa.foundation import clock, scope
from hansa.foundation.office.lists import Asked, BulkAct, Plan
from hansa.programmes.selectors import letter_key


def _in_a_week() -> date:
    """What most offices give; whoever means another day says so."""
    return clock.now().date() + timedelta(days=7)


class ManyInviteForm(forms.Form):
    """By when those who are invited choose a time."""

    book_by = forms.DateField(
        label=gettext_lazy("They choose a time by the end of"),
        initial=_in_a_week,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say by when they choose a time.")},
    )


def letters_said(call: Any, letter: str, people: list[Any]) -> str:
    """Say how many letters of a kind go to these applicants, and in which languages."""
    if letter_key(call.edition, letter) is None:
        return letters_go(0, Counter())
    return letters_go(len(people), Counter(row.applicant.language for row in people))


def _why_not(asked: Asked, row: Application) -> str:
    if not permissions.can_handle(asked.person, row):
        return _("This is not yours to decide.")
    if row.state != ApplicationState.UNDER_REVIEW:
        return _("It is not under review: %(state)s.") % {"state": row.get_state_display()}
    if terms_of(row.call).interviews is None:
        return _("This call says nothing of interviews.")
    standing = getattr(row, "interview", None)
    if standing is not None and standing.state in (InterviewState.INVITED, InterviewState.SCHEDULED):
        return _("Already invited: %(state)s.") % {"state": standing.get_state_display()}
    if standing is not None and standing.state == InterviewState.HELD:
        return _("Already interviewed.")
    return ""


def _plan(asked: Asked, keys: list[str]) -> Plan:
    rows = Application.objects.filter(pk__in=keys).select_related(
        "call__edition__office", "applicant", "interview"
    )
    fit, left = [], []
    for row in scope.visible(asked.person, rows).order_by("number", "pk"):
        name = f"{row.number} {row.applicant.name}".strip()
        if why := _why_not(asked, row):
            left.append((name, why))
        else:
            fit.append((row, name))
    calls = {row.call_id: row.call for row, _name in fit}
    will = [
        letters_said(call, "interview-invitation", [row for row, _name in fit if row.call_id == key])
        for key, call in calls.items()
    ]
    free = sum(reads.count_free(call, asked.now) for call in calls.values())
    will += [
        ngettext(
            "%(count)d time is free for them to choose.", "%(count)d times are free for them to choose.", free
        )
        % {"count": free},
        _("Nobody is offered a time with an interviewer of their own city or institution."),
    ]
    undo = _("An interview can be called off at any time before it is held, with a letter that says why.")
    return Plan([(str(row.pk), name) for row, name in fit], left, will, undo)


def _do(by: Any, key: str, now: datetime, answers: dict[str, Any]) -> str:
    row = Application.objects.select_related("call__edition").get(pk=key)
    book_by = end_of(answers["book_by"], interview_words.zone_of(row.call))
    if book_by <= now:
        return _("This day is over. Choose a later one.")
    try:
        interviewing.invite(application_id=row.pk, book_by=book_by, by=by, now=now)
    except services.REFUSALS as refusal:
        return services.sentence_of(refusal)
    return ""


INVITE = BulkAct(
    key="invite",
    label=gettext_lazy("Invite to an interview …"),
    question=lambda count: ngettext(
        "Invite %(count)d applicant to an interview", "Invite %(count)d applicants to an interview", count
    ) % {"count": count},
    plan=_plan,
    do=_do,
    done=lambda count: ngettext(
        "%(count)d applicant is invited", "%(count)d applicants are invited", count
    ) % {"count": count},
    form=ManyInviteForm,
)  # fmt: skip
