"""Letters about interviews that nobody's hand sends: choose a time, and we did not meet. Once each."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from hansa.applications import selectors
from hansa.applications.enums import ApplicationState, InterviewState
from hansa.applications.models import Interview
from hansa.applications.rules import interviews as rules
from hansa.applications.rules.reminding import interview_is_due
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_letters
from hansa.programmes.enums import CallState

#: So long after it was noted that somebody did not come they are written to.
MISSED_LETTER_AFTER = rules.MISSED_LETTER_AFTER


def remind_of_interviews(*, now: datetime) -> int:
    """Remind everybody who is invited, has chosen no time and has little left for it; return to how many it went.

    The pack says how many days before (two where it is silent). Whoever would find no time free is not written to.
    """
    waiting = (
        _alive(Interview.objects.filter(state=InterviewState.INVITED, book_by__gte=now))
        .annotate(hours_end=Max("application__call__interview_windows__ends_at"))
        .order_by("pk")
    )
    reminded = 0
    for interview in waiting:
        application = interview.application
        terms = selectors.terms_of(application.call).interviews
        if terms is None or not interview_is_due(
            book_by=interview.book_by,
            hours_end=interview.hours_end,
            invited_at=interview.invited_at,
            days_before=terms.remind_days_before,
            now=now,
        ):
            continue
        if reads.times_open(application, now):
            # Once for each invitation: who is invited anew after all is reminded anew.
            once = interview.invited_at.isoformat()
            reminded += interview_letters.write(
                "reminder-interview",
                interview,
                now=now,
                once=once,
                deadline=min(interview.book_by, interview.hours_end or interview.book_by),
            )
    return reminded


def write_to_missed(*, now: datetime) -> int:
    """Write to everybody who did not come, an hour after somebody said so, unless it was taken back meanwhile."""
    noted = (now - rules.MISSED_LETTER_UNTIL, now - MISSED_LETTER_AFTER)
    missed = _alive(Interview.objects.filter(state=InterviewState.NO_SHOW, concluded_at__range=noted))
    return sum(_write_to_missed(key, now) for key in list(missed.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _write_to_missed(key: int, now: datetime) -> bool:
    interview = reads.locked_interview(key)
    if interview.state != InterviewState.NO_SHOW:
        return False
    return interview_letters.write(
        "interview-missed",
        interview,
        now=now,
        once=str(interview.sequence),
        deadline=now + rules.TIME_TO_EXPLAIN,
    )


def _alive(rows: Any) -> Any:
    """Of some interviews those whose application still waits for one, with what a letter says of them."""
    return (
        rows.filter(application__state=ApplicationState.UNDER_REVIEW)
        .exclude(application__call__state=CallState.CANCELLED)
        .select_related(
            "slot__window",
            "application__applicant",
            "application__member",
            "application__call__edition__programme",
        )
    )
