"""What an officer does with what was sent: return it, find it eligible or not."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors, signals
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application, Document, Nomination
from hansa.applications.services import letters, nominating
from hansa.applications.services.refusals import NotYours, ReasonMissing
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.questionnaires import services as questions

TIME_TO_COMPLETE = timedelta(days=7)


@transaction.atomic
def return_for_completion(
    *, application_id: int, reason: str, by: Any, now: datetime, until: datetime | None = None
) -> Application:
    """Ask the applicant for what is missing, with a date. What they sent before stays on record."""
    application = _handled(application_id, by)
    if not reason.strip():
        raise ReasonMissing
    if application.state == ApplicationState.RETURNED:
        return application
    application.reason, application.return_by = reason.strip(), until or now + TIME_TO_COMPLETE
    step(application, "return", role="officer", by=by, now=now, reason=reason, facts={"reason": True})
    terms = selectors.terms_of(application.call)
    if terms.questionnaire:
        questions.reopen(
            questionnaire_key=selectors.questionnaire_key(application, terms.questionnaire),
            respondent=application.applicant,
            subject=application.subject,
            by=by,
            now=now,
        )
    signals.application_returned.send(sender=Application, application=application, reason=reason, now=now)
    letters.write(
        "returned",
        application,
        now=now,
        once=now.isoformat(),
        reason=reason.strip(),
        deadline=application.return_by,
        answered_by=by,
    )
    return application


@transaction.atomic
def screen(*, application_id: int, eligible: bool, by: Any, now: datetime, reason: str = "") -> Application:
    """Find an application eligible, or not with its reason; a no frees the city's slot.

    Screening again with the same answer changes nothing. Raises ``GuardRefused("endorsed")`` while
    the city has not spoken.
    """
    application = _handled(application_id, by)
    if eligible:
        if application.state == ApplicationState.ELIGIBLE:
            return application
        facts = {"endorsed": is_endorsed(application)}
        step(application, "find_eligible", role="officer", by=by, now=now, facts=facts)
    else:
        if application.state == ApplicationState.INELIGIBLE:
            return application
        if not reason.strip():
            raise ReasonMissing
        application.reason = reason.strip()
        step(
            application,
            "find_ineligible",
            role="officer",
            by=by,
            now=now,
            reason=reason,
            facts={"reason": True},
        )
        nominating.free_slot(application, by=by, now=now)
        letters.write(
            "not-eligible",
            application,
            now=now,
            once=now.isoformat(),
            reason=reason.strip(),
            answered_by=by,
        )
    signals.application_screened.send(
        sender=Application, application=application, eligible=eligible, reason=reason, now=now
    )
    return application


def is_endorsed(application: Application) -> bool:
    """Whether the city stands behind it, or the call asks no city."""
    if not selectors.terms_of(application.call).needs_nomination:
        return True
    return Nomination.objects.filter(application=application, state=NominationState.ENDORSED).exists()


@transaction.atomic
def record_opening(*, document_id: int, by: Any, now: datetime) -> Document:
    """Write into the audit log that somebody opens a file; raises ``NotYours`` where they may not."""
    document = Document.objects.select_related("file", "application__call").get(pk=document_id)
    if not permissions.can_open(by, document):
        raise NotYours
    record(by, "application.document.open", document, kind=document.kind, application=document.application_id)
    return document


def _handled(application_id: int, by: Any) -> Application:
    application = selectors.locked(application_id)
    if not permissions.can_handle(by, application):
        raise NotYours
    return application
