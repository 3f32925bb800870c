"""Save a draft without overwriting the other tab; send once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.foundation.prepared import PreparedWrite
from hansa.questionnaires import rules, signals
from hansa.questionnaires.enums import ResponseState
from hansa.questionnaires.models import Questionnaire, Response, SentVersion

_written_on = PreparedWrite(Response, "answers", "revision", "updated_at", where=("revision", "state"))


class Conflict(Exception):
    """Somebody (or another tab) saved in between; ``response`` holds what is kept now."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"revision {response.revision} is newer")
        self.response = response


class AlreadySubmitted(Exception):
    """The answers were sent; they change only after they are returned."""


class Incomplete(Exception):
    """Answers are missing or do not fit; ``problems`` names each."""

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        super().__init__(", ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = tuple(problems)


@transaction.atomic
def save_draft(
    *,
    questionnaire_key: str,
    respondent: Any,
    subject: str,
    answers: dict[str, Any],
    revision: int,
    now: datetime,
) -> Response:
    """Keep what somebody has written so far; gaps are fine.

    ``revision`` is the one they started from (0 for the first time). A newer one on our side
    raises ``Conflict`` and changes nothing, unless both say the same. Answers to questions that
    are not asked are left out.
    """
    row = _locked(questionnaire_key, respondent, subject, now)
    if row.state == ResponseState.SUBMITTED:
        raise AlreadySubmitted
    known = {entry["key"] for entry in row.questionnaire.definition["questions"]}
    kept = {key: value for key, value in answers.items() if key in known and not rules.is_blank(value)}
    if kept == row.answers and row.revision:
        return row
    if revision != row.revision:
        raise Conflict(row)
    row.answers = kept
    row.revision += 1
    row.updated_at = now
    row.save(update_fields=["answers", "revision", "updated_at"])
    return row


def save_on(*, response: Response, answers: dict[str, Any], revision: int, now: datetime) -> int:
    """Keep what somebody writes on in a draft that exists, and return its new revision: one statement, no lock.

    The answers are as the questions' own fields read them. The database itself compares the revision, so nobody else's
    words are overwritten; raises as ``save_draft`` does.
    """
    kept = {key: value for key, value in answers.items() if not rules.is_blank(value)}
    if kept == response.answers and revision == response.revision and response.state == ResponseState.DRAFT:
        return response.revision
    before = response.answers, response.revision
    response.answers, response.revision, response.updated_at = kept, revision + 1, now
    try:
        _written_on.write(response, revision=revision, state=ResponseState.DRAFT.value)
    except Response.DoesNotExist:
        response.answers, response.revision = before
    else:
        return response.revision
    newer = Response.objects.select_related("questionnaire").get(pk=response.pk)
    if newer.state == ResponseState.SUBMITTED:
        raise AlreadySubmitted
    if newer.answers == kept:
        return newer.revision
    raise Conflict(newer)


@transaction.atomic
def submit(*, questionnaire_key: str, respondent: Any, subject: str, now: datetime) -> Response:
    """Send the draft as it stands; a second time changes nothing.

    Raises ``Incomplete`` with every problem at once.
    """
    row = _locked(questionnaire_key, respondent, subject, now)
    if row.state == ResponseState.SUBMITTED:
        return row
    found = rules.problems(row.questionnaire.definition, row.answers)
    if found:
        raise Incomplete(found)
    # What was typed before a question fell away served the draft; nobody reads it, so it is not kept.
    _definition, row.answers = rules.asked_of(row.questionnaire.definition, row.answers)
    row.state = ResponseState.SUBMITTED
    row.submitted_at = now
    row.save(update_fields=["answers", "state", "submitted_at"])
    SentVersion.objects.create(
        response=row,
        number=row.sent_versions.count() + 1,
        answers=row.answers,
        questionnaire_version=row.questionnaire.version,
        sent_at=now,
    )
    signals.response_submitted.send(sender=Response, response=row, now=now)
    return row


@transaction.atomic
def reopen(*, questionnaire_key: str, respondent: Any, subject: str, by: Any, now: datetime) -> Response:
    """Let somebody complete what they sent; the sent version stays on record."""
    row = _locked(questionnaire_key, respondent, subject, now)
    if row.state == ResponseState.SUBMITTED:
        row.state = ResponseState.DRAFT
        row.save(update_fields=["state"])
        record(by, "response.reopen", row)
    return row


def _locked(questionnaire_key: str, respondent: Any, subject: str, now: datetime) -> Response:
    questionnaire = Questionnaire.objects.get(key=questionnaire_key)
    Response.objects.get_or_create(
        questionnaire=questionnaire, respondent=respondent, subject=subject, defaults={"updated_at": now}
    )
    return (
        Response.objects.select_for_update(of=("self",))
        .select_related("questionnaire")
        .get(questionnaire=questionnaire, respondent=respondent, subject=subject)
    )
