"""One step of an interview: asked of its table, written, kept in the application's history and in the audit log."""

from datetime import datetime
from typing import Any

from hansa.applications import signals
from hansa.applications.models import Interview, StateChange
from hansa.applications.rules import interviews as rules
from hansa.applications.services.interview_refusals import InterviewMoved
from hansa.foundation.audit.services import record


def move(
    interview: Interview,
    act: str,
    *,
    role: str,
    by: Any,
    now: datetime,
    reason: str = "",
    origin: str | None = None,
    **facts: Any,
) -> None:
    """Take a locked interview where the table says; kept in the application's history, the audit log, told by signal."""
    before = interview.state if origin is None else origin
    try:
        interview.state = rules.state_after(before, act, role=role)
    except rules.InterviewRefused as refused:
        raise InterviewMoved(before) from refused
    interview.save()
    application = interview.application
    StateChange.objects.create(
        application=application,
        act=act,
        origin=f"interview_{before}" if before else application.state,
        to=f"interview_{interview.state}",
        by=by,
        at=now,
        reason=reason,
    )
    kind = act.replace("interview_", "interview.", 1)
    record(by, kind, interview, application=application.pk, to=str(interview.state), **facts)
    signals.interview_moved.send(sender=Interview, interview=interview, act=act, now=now)
