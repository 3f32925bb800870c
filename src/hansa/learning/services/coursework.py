"""Readings marked read, quizzes answered."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.learning import selectors
from hansa.learning.models import Coursework, QuizAttempt, Reading, ReadingMark
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires.services import Incomplete, problems, quiz_score

from .completing import touch


@transaction.atomic
def mark_reading_read(*, enrolment_id: int, reading_key: str, now: datetime) -> ReadingMark:
    """Mark a reading as read; a second time changes nothing."""
    enrolment = selectors.locked_enrolment(enrolment_id)
    reading = Reading.objects.get(course=enrolment.course_id, key=reading_key)
    mark, created = ReadingMark.objects.get_or_create(
        enrolment=enrolment, reading=reading, defaults={"at": now}
    )
    if created:
        touch(enrolment, now)
    return mark


@transaction.atomic
def submit_quiz(
    *,
    enrolment_id: int,
    coursework_key: str,
    answers: dict[str, Any],
    now: datetime,
    number: int | None = None,
) -> QuizAttempt:
    """Score an attempt at a piece of coursework; the best attempt counts.

    ``number`` is the attempt that the page was made for: sent twice, it gives the first result again.
    Raises ``questionnaires.services.Incomplete`` with everything that is missing; that costs no attempt.
    """
    enrolment = selectors.locked_enrolment(enrolment_id)
    piece = Coursework.objects.get(course=enrolment.course_id, key=coursework_key)
    attempts = QuizAttempt.objects.filter(enrolment=enrolment, coursework=piece)
    following = attempts.count() + 1
    if number is not None and number < following:
        again = attempts.filter(number=number).first()
        if again:
            return again
    definition = questionnaires.definition(enrolment.course.edition.key_of(piece.questionnaire))
    found = problems(definition, answers)
    if found:
        raise Incomplete(found)
    score = quiz_score(definition, answers)
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        coursework=piece,
        number=following,
        answers=answers,
        marks=dict(score.by_question),
        percent=score.percent,
        passed=score.percent >= piece.pass_percent,
        at=now,
    )
    touch(enrolment, now)
    return attempt
