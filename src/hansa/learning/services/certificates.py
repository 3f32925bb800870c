"""Asking for the course's certificate by the form at its end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.learning import selectors, signals
from hansa.learning.models import Enrolment
from hansa.learning.rules.completion import Completion
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as answering

from .completing import touch


class CourseNotCompleted(Exception):
    """The course is not completed; ``completion`` says what is missing."""

    def __init__(self, completion: Completion) -> None:
        super().__init__("not completed")
        self.completion = completion


class CertificateRefused(Exception):
    """Raised by whoever issues: the certificate cannot be granted; ``reasons`` are sentences for the learner."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@transaction.atomic
def request_certificate(*, enrolment_id: int, answers: dict[str, Any], now: datetime) -> Enrolment:
    """Ask for the certificate of a completed course; a second time changes nothing.

    Whoever issues hears of it inside this transaction: where they refuse, nothing is kept. Raises
    ``CourseNotCompleted``, ``CertificateRefused`` or ``questionnaires.services.Incomplete``.
    """
    enrolment = selectors.locked_enrolment(enrolment_id)
    if enrolment.requested_at:
        return enrolment
    completion = selectors.completion_of(enrolment)
    if not completion.done:
        raise CourseNotCompleted(completion)
    if enrolment.completed_at is None:
        touch(enrolment, now)
    form = selectors.claim_form(enrolment.course)
    if form and form.questionnaire:
        _keep_answers(form.questionnaire, enrolment, answers, now)
    enrolment.requested_at = now
    enrolment.active_at = now
    enrolment.save(update_fields=["requested_at", "active_at"])
    record(enrolment.person, "certificate.request", enrolment, course=enrolment.course.key)
    signals.certificate_requested.send(
        sender=Enrolment,
        enrolment=enrolment,
        course=enrolment.course,
        course_key=enrolment.course.key,
        person=enrolment.person,
        answers=answers,
        now=now,
    )
    return enrolment


def _keep_answers(key: str, enrolment: Enrolment, answers: dict[str, Any], now: datetime) -> None:
    who: dict[str, Any] = {
        "questionnaire_key": key,
        "respondent": enrolment.person,
        "subject": f"certificate:{enrolment.uid}",
    }
    kept = questionnaires.response(**who)
    revision = kept.revision if kept else 0
    answering.save_draft(**who, answers=answers, revision=revision, now=now)
    answering.submit(**who, now=now)
