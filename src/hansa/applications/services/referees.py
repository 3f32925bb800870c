"""An applicant names people who know them, has them reminded, asks others instead; what of their letters is missing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.enums import RefereeState
from hansa.applications.models import Application, Referee
from hansa.applications.rules import referees as rules
from hansa.applications.rules.terms import RefereeTerms
from hansa.applications.rules.transitions import BEFORE_DECISION, EDITABLE, ActRefused
from hansa.applications.services.refereeing import locked_referee
from hansa.applications.services.refusals import NotYours, Refused
from hansa.foundation.audit.services import record


class TooManyReferees(Refused):
    """Every letter is asked for, or so many people were named that we write to no more."""

    @property
    def reason(self) -> str:
        return _("All letters are asked for. To ask somebody else, take one of the referees out first.")


class AlreadyAsked(Refused):
    """This address is asked already, or it is the applicant's own."""

    @property
    def reason(self) -> str:
        return _("Give the address of somebody else: this one is asked already, or is your own.")


class TooSoon(Refused):
    """A referee was written to lately, or often enough."""

    @property
    def reason(self) -> str:
        return _("We write to a referee again after three days, and three times at most.")


@transaction.atomic
def ask_referee(
    *, application_id: int, name: str, email: str, relation: str, language: str, by: Any, now: datetime
) -> Referee:
    """Name somebody and write to them. Naming the same address again returns the first.

    Raises ``NotYours``, ``AlreadyAsked`` or ``TooManyReferees``.
    """
    application, terms = _own(application_id, by)
    email = email.strip().casefold()
    rows = list(application.referees.select_for_update())
    for row in rows:
        if row.email == email and row.state in (RefereeState.ASKED, RefereeState.RECEIVED):
            return row
    if email == by.email.casefold() or any(
        row.email == email and row.state == RefereeState.DECLINED for row in rows
    ):
        raise AlreadyAsked
    if not rules.may_name(states=[row.state for row in rows], number=terms.number):
        raise TooManyReferees
    edition = application.call.edition
    row = Referee.objects.create(
        application=application,
        name=name,
        email=email,
        relation=relation,
        language=language,
        asked_at=now,
        mail_due_at=now,
        delete_on=rules.deleted_on(
            last=edition.ends_on or edition.starts_on, days=terms.delete_after_days, now=now
        ),
    )
    record(by, "referee.ask", row)
    return row


@transaction.atomic
def remind_referee(*, referee_id: int, by: Any, now: datetime) -> Referee:
    """Write to a referee once more, with a new link in place of the one before; raises ``TooSoon``."""
    row = _own_referee(referee_id, by)
    if not rules.may_remind(state=row.state, mailed_at=row.mailed_at, reminders=row.reminders, now=now):
        raise TooSoon
    row.mail_due_at, row.mail_tries, row.reminders = now, 0, row.reminders + 1
    row.save(update_fields=["mail_due_at", "mail_tries", "reminders"])
    record(by, "referee.remind", row)
    return row


@transaction.atomic
def replace_referee(*, referee_id: int, by: Any, now: datetime) -> Referee:
    """Take a referee out who has not answered; their link ends. Taking out twice changes nothing."""
    row = _own_referee(referee_id, by)
    if row.state == RefereeState.REPLACED:
        return row
    if row.state == RefereeState.RECEIVED:
        raise ActRefused("replace", row.state)
    row.state, row.token_digest, row.mail_due_at = RefereeState.REPLACED, "", None
    row.save(update_fields=["state", "token_digest", "mail_due_at"])
    record(by, "referee.replace", row)
    return row


def missing_of(states: list[str], terms: RefereeTerms | None) -> list[tuple[str, str, str]]:
    """Return what of the letters keeps an application from being sent, as ``missing_things`` names it."""
    if terms is None:
        return []
    to_name, to_wait = rules.missing(
        states, number=terms.number, must_be_here=terms.days_after_closing is None
    )
    label = _("Letters of referees")
    found = [(label, _("Name %(count)s more.") % {"count": to_name}, "referees")] if to_name else []
    if to_wait:
        found.append((label, _("%(count)s not here yet.") % {"count": to_wait}, "referees"))
    return found


def _own(application_id: int, by: Any) -> tuple[Application, RefereeTerms]:
    application = selectors.locked(application_id)
    terms = selectors.terms_of(application.call).referees
    if by is None or application.applicant_id != by.pk or terms is None:
        raise NotYours
    if application.state not in EDITABLE and terms.days_after_closing is None:
        raise ActRefused("edit", application.state)
    if application.state not in BEFORE_DECISION:
        raise ActRefused("edit", application.state)
    return application, terms


def _own_referee(referee_id: int, by: Any) -> Referee:
    known = Referee.objects.filter(pk=referee_id).values_list("application_id", flat=True).first()
    if known is None:
        raise NotYours
    _own(known, by)
    return locked_referee(referee_id)
