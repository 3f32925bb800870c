"""What an officer does to many applications at once; each through the service that does it to one."""

from collections import Counter
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hansa.applications import permissions, services
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application
from hansa.applications.selectors import terms_of
from hansa.applications.services.screening import TIME_TO_COMPLETE
from hansa.foundation import scope
from hansa.foundation.i18n import listed
from hansa.foundation.office.lists import Asked, BulkAct, Plan
from hansa.foundation.ui import dates
from hansa.programmes.selectors import HEAVY, letter_key


class ManyReturnForm(forms.Form):
    """What is missing, in words that fit each of them."""

    reason = forms.CharField(
        label=gettext_lazy("What is missing"),
        help_text=gettext_lazy("Each of them reads this sentence in their letter."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what is missing; the applicants read it.")},
    )


def _rows(asked: Asked, keys: list[str]) -> list[Application]:
    """Return the applications with what a plan asks of them, by number; one query."""
    heavy = [f"call__edition__{name}" for name in (*HEAVY, "details", "summary")]
    rows = Application.objects.filter(pk__in=keys).select_related(
        "call__edition__office", "applicant", "nomination"
    )
    return list(scope.visible(asked.person, rows).defer(*heavy, "reason").order_by("number", "pk"))


def _name(row: Application) -> str:
    return f"{row.number} {row.applicant.name}".strip()


def _why_not(asked: Asked, row: Application, *, needs_word: bool) -> str:
    """Return why an application cannot be screened by this person now, or ""."""
    if not permissions.can_handle(asked.person, row):
        return _("This is not yours to decide.")
    if row.state != ApplicationState.SUBMITTED:
        return _("It is not waiting to be screened: %(state)s.") % {"state": row.get_state_display()}
    nomination = getattr(row, "nomination", None)
    is_endorsed = nomination is not None and nomination.state == NominationState.ENDORSED
    if needs_word and not is_endorsed and terms_of(row.call).needs_nomination:
        return _("The city has not decided yet.")
    return ""


def _sorted_out(
    asked: Asked, keys: list[str], *, needs_word: bool
) -> tuple[list[Application], list[tuple[str, str]]]:
    fit, left = [], []
    for row in _rows(asked, keys):
        if why := _why_not(asked, row, needs_word=needs_word):
            left.append((_name(row), why))
        else:
            fit.append(row)
    return fit, left


def _plan_eligible(asked: Asked, keys: list[str]) -> Plan:
    fit, left = _sorted_out(asked, keys, needs_word=True)
    missing = sum(1 for row in fit if row.missing_documents)
    will = [
        _("Each is eligible from then on and can be given to readers."),
        _("No letter goes out; the applicants see the new state on their page."),
    ]
    if missing:
        will.append(
            ngettext(
                "Of one a document is missing.", "Of %(count)d a document is missing.", missing
            ) % {"count": missing}
        )  # fmt: skip
    undo = _("Until the list is made you can still find each of them not eligible, with a reason.")
    return Plan([(str(row.pk), _name(row)) for row in fit], left, will, undo)


def _plan_return(asked: Asked, keys: list[str]) -> Plan:
    fit, left = _sorted_out(asked, keys, needs_word=False)
    with_letter = [row for row in fit if letter_key(row.call.edition, "returned") is not None]
    tongues = Counter(row.applicant.language for row in with_letter)
    until = asked.now + TIME_TO_COMPLETE
    zones = sorted({row.call.edition.time_zone for row in fit}) or ["UTC"]
    will = [
        letters_go(len(with_letter), tongues),
        _("They may change and send their application again until %(day)s.")
        % {
            "day": listed(
                _("%(time)s in %(city)s") % {"time": dates.instant(until, zone), "city": dates.city_of(zone)}
                for zone in zones
            )
        },
        _("What they sent before stays on record."),
    ]
    undo = _(
        "A letter that has gone cannot be called back. The applicant can send the application again as it is."
    )
    return Plan([(str(row.pk), _name(row)) for row in fit], left, will, undo)


def letters_go(number: int, tongues: Counter[str]) -> str:
    """Say how many letters go, and in which languages."""
    if not number:
        return _("No letter goes out: these programmes have none for it.")
    said = ngettext(
        "%(count)d letter goes out now: %(tongues)s.", "%(count)d letters go out now: %(tongues)s.", number
    )
    each = (f"{get_language_info(code)['name_translated']} {count}" for code, count in tongues.most_common())
    return said % {"count": number, "tongues": listed(each)}


def _do_eligible(by: Any, key: str, now: datetime, answers: dict[str, Any]) -> str:
    row = Application.objects.only("state").get(pk=key)
    if row.state != ApplicationState.SUBMITTED:
        return _("It was screened in the meantime: %(state)s.") % {"state": row.get_state_display()}
    return _said(services.screen, application_id=row.pk, eligible=True, by=by, now=now)


def _do_return(by: Any, key: str, now: datetime, answers: dict[str, Any]) -> str:
    row = Application.objects.only("state").get(pk=key)
    if row.state != ApplicationState.SUBMITTED:
        return _("It was screened in the meantime: %(state)s.") % {"state": row.get_state_display()}
    return _said(
        services.return_for_completion, application_id=row.pk, reason=answers["reason"], by=by, now=now
    )


def _said(service: Any, **asked: Any) -> str:
    try:
        service(**asked)
    except services.REFUSALS as refusal:
        return services.sentence_of(refusal)
    return ""


ACTS = (
    BulkAct(
        key="eligible",
        label=gettext_lazy("Find eligible …"),
        question=lambda count: ngettext(
            "Find %(count)d application eligible", "Find %(count)d applications eligible", count
        ) % {"count": count},
        plan=_plan_eligible,
        do=_do_eligible,
        done=lambda count: ngettext(
            "%(count)d application is eligible", "%(count)d applications are eligible", count
        ) % {"count": count},
    ),
    BulkAct(
        key="return",
        label=gettext_lazy("Return to be completed …"),
        question=lambda count: ngettext(
            "Return %(count)d application to be completed",
            "Return %(count)d applications to be completed",
            count,
        ) % {"count": count},
        plan=_plan_return,
        do=_do_return,
        done=lambda count: ngettext(
            "%(count)d application is back with its applicant",
            "%(count)d applications are back with their applicants",
            count,
        ) % {"count": count},
        form=ManyReturnForm,
    ),
)  # fmt: skip
