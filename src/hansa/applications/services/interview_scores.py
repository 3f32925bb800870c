"""What interviewers score: kept as it is filled in, sent once, counted where the call says so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications import selectors
from hansa.applications.enums import InterviewState, SheetState
from hansa.applications.models import InterviewSheet
from hansa.applications.rules import merit
from hansa.applications.rules.terms import Terms
from hansa.applications.selectors import interviews as reads
from hansa.applications.services.interview_refusals import InterviewMoved, ScoresSent
from hansa.applications.services.interviewing import record_held
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions


class SheetMoved(Exception):
    """Another tab saved these scores in between; ``sheet`` holds what is kept."""

    def __init__(self, sheet: InterviewSheet) -> None:
        super().__init__(f"revision {sheet.revision} is newer")
        self.sheet = sheet


def rubric_of_interviews(call: Any, terms: Terms) -> dict[str, Any]:
    """Return the criteria by which a call's interviews are scored: their own rubric, else the call's."""
    return _rubric(call, terms.interviews.rubric if terms.interviews is not None else terms.rubric)


def _rubric(call: Any, name: str) -> dict[str, Any]:
    if not name:
        return {"title": {}, "questions": []}
    return questionnaires.definition(selectors.questionnaire_key(call, name))


@transaction.atomic
def save_sheet(
    *, sheet_id: int, scores: Mapping[str, Any], comment: str, revision: int, by: Any, now: datetime
) -> InterviewSheet:
    """Keep scores as far as they are filled in; raises ``SheetMoved`` for the other tab."""
    sheet = _open(sheet_id, by)
    if scores == sheet.scores and comment == sheet.comment:
        return sheet
    if revision != sheet.revision:
        raise SheetMoved(sheet)
    sheet.state, sheet.scores, sheet.comment = SheetState.DRAFT, dict(scores), comment
    sheet.revision += 1
    sheet.save()
    return sheet


@transaction.atomic
def send_sheet(
    *, sheet_id: int, scores: Mapping[str, Any], comment: str, by: Any, now: datetime
) -> InterviewSheet:
    """Send scores; with the first of them the interview counts as held. Sending again changes nothing.

    Raises ``questionnaires.services.Incomplete`` with every criterion that lacks its score.
    """
    sheet = _own(sheet_id, by)
    if sheet.state == SheetState.SENT:
        return sheet
    interview = record_held(interview_id=sheet.interview_id, by=by, now=now)
    call = interview.application.call
    definition = rubric_of_interviews(call, selectors.terms_of(call))
    found = questions.problems(definition, scores)
    if found:
        raise questions.Incomplete(found)
    sheet.scores, sheet.comment = dict(scores), comment
    sheet.total = questions.rubric_total(definition, scores)
    sheet.state, sheet.submitted_at = SheetState.SENT, now
    sheet.revision += 1
    sheet.save()
    record(by, "interview.score", sheet, application=interview.application_id, total=sheet.total)
    return sheet


def merits_with_interviews(
    call: Any, terms: Terms, merits: Mapping[str, int], *, readers: int
) -> dict[str, int]:
    """Return merits of which interviews make the part that the call gives them; as they are where it gives none.

    ``readers`` is how many sheets make a merit. Raises ``merit.ReviewsMissing`` while an interview is to
    come, or was held and not scored by all who held it.
    """
    if terms.interviews is None or not terms.interviews.weight:
        return dict(merits)
    totals = reads.interview_totals(call)
    if not totals:
        return dict(merits)
    unfinished = [number for number in reads.unfinished_interviews(call) if number in merits]
    if unfinished:
        raise merit.ReviewsMissing(unfinished)
    return merit.with_interviews(
        merits,
        totals,
        most=questions.rubric_most(_rubric(call, terms.rubric)) * readers,
        most_of_interview=questions.rubric_most(rubric_of_interviews(call, terms)),
        weight=terms.interviews.weight,
    )


def _own(sheet_id: int, by: Any) -> InterviewSheet:
    sheet = (
        InterviewSheet.objects.select_for_update(of=("self",))
        .select_related("interview")
        .filter(pk=sheet_id)
        .first()
    )
    if sheet is None or by is None or sheet.interviewer_id != by.pk:
        raise NotYours
    return sheet


def _open(sheet_id: int, by: Any) -> InterviewSheet:
    sheet = _own(sheet_id, by)
    if sheet.state == SheetState.SENT:
        raise ScoresSent
    if sheet.interview.state not in (InterviewState.SCHEDULED, InterviewState.HELD):
        raise InterviewMoved(sheet.interview.state)
    return sheet
