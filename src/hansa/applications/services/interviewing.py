"""Interviews: invite, book, move, give back, hold, miss. Beside the application's state, in its own table."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, InterviewState, SheetState
from hansa.applications.models import Interview, InterviewSheet, InterviewSlot, InterviewWindow
from hansa.applications.rules import interviews as rules
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import calls, interview_letters
from hansa.applications.services.interview_refusals import (
    BookingOver,
    ChangeOver,
    InterviewMoved,
    NoHours,
    ScoresSent,
    TimeTaken,
    TooEarly,
)
from hansa.applications.services.interview_steps import move
from hansa.applications.services.refusals import NotYours, ReasonMissing
from hansa.foundation.audit.services import record

#: Whoever loses a time that they had chosen has so long to choose another.
TIME_TO_CHOOSE_AGAIN = timedelta(days=3)


@transaction.atomic
def invite(*, application_id: int, book_by: datetime, by: Any, now: datetime) -> Interview:
    """Invite an applicant under review to choose a time by ``book_by``, with a letter.

    Whoever is invited already keeps their day; whoever did not come, or was called off, may be invited again.
    Raises ``NoHours`` where there is nothing to choose from.
    """
    application = selectors.locked(application_id)
    if not permissions.can_handle(by, application):
        raise NotYours
    if application.state != ApplicationState.UNDER_REVIEW:
        raise ActRefused("interview_invite", application.state)
    interview = Interview.objects.select_for_update().filter(application=application).first()
    if interview is not None and interview.state in (InterviewState.INVITED, InterviewState.SCHEDULED):
        return interview
    if book_by <= now or not reads.times_open(application, now):
        raise NoHours
    if interview is None:
        interview = Interview(application=application, invited_at=now, book_by=book_by)
        origin = ""
    else:
        interview.application = application
        InterviewSheet.objects.filter(interview=interview).delete()
        interview.slot, interview.booked_at, interview.concluded_at = None, None, None
        interview.invited_at, interview.book_by, interview.reason = now, book_by, ""
        interview.sequence += 1
        origin = interview.state
    move(interview, "interview_invite", role=rules.OFFICER, by=by, now=now, origin=origin)
    calls.turn(application.call, "start_interviews", by=by, now=now)
    interview_letters.write("interview-invitation", interview, now=now, by=by, once=now.isoformat())
    return interview


@transaction.atomic
def book(*, application_id: int, window_uid: Any, starts_at: datetime, by: Any, now: datetime) -> Interview:
    """Take a time, or another one instead; the one before is free at once. The letter brings it into the calendar.

    Raises ``TimeTaken``, ``BookingOver`` or ``ChangeOver``.
    """
    interview = _own(application_id, by)
    application = interview.application
    if application.state != ApplicationState.UNDER_REVIEW:
        raise InterviewMoved(interview.state)
    if interview.state == InterviewState.INVITED and interview.booked_at is None and now > interview.book_by:
        raise BookingOver
    act = "interview_book"
    if interview.state == InterviewState.SCHEDULED:
        act = "interview_rebook"
        if (
            interview.starts_at == starts_at
            and interview.slot
            and str(interview.slot.window.uid) == str(window_uid)
        ):
            return interview
        if interview.starts_at is not None and not rules.may_change(interview.starts_at, now):
            raise ChangeOver
    window = (
        InterviewWindow.objects.select_for_update().filter(uid=window_uid, call=application.call_id).first()
    )
    wanted = next(
        (
            one
            for one in reads.times_open(application, now)
            if window is not None and one.window.pk == window.pk and one.starts_at == starts_at
        ),
        None,
    )
    if wanted is None:
        raise TimeTaken
    try:
        with transaction.atomic():
            _seat(interview, wanted, act, by, now)
    except IntegrityError as taken:
        # The database holds a slot, an interviewer's hour and an applicant's booking to one each, whatever we thought.
        raise TimeTaken from taken
    interview_letters.write("interview-booked", interview, now=now, once=str(interview.sequence))
    return interview


def _seat(interview: Interview, wanted: reads.OpenTime, act: str, by: Any, now: datetime) -> None:
    InterviewSheet.objects.filter(interview=interview).delete()
    if interview.starts_at is not None:
        interview.sequence += 1
    slot = InterviewSlot.objects.select_related("window").get(pk=wanted.slot)
    interview.slot, interview.booked_at = slot, now
    interview.starts_at, interview.ends_at = slot.starts_at, slot.ends_at
    move(interview, act, role=rules.APPLICANT, by=by, now=now, slot=slot.pk)
    InterviewSheet.objects.bulk_create(
        [
            InterviewSheet(interview=interview, interviewer_id=person, starts_at=slot.starts_at)
            for person in wanted.interviewers
        ]
    )


@transaction.atomic
def give_back(*, application_id: int, by: Any, now: datetime) -> Interview:
    """Give the time back and choose another one later; until a day before. Giving back twice changes nothing."""
    interview = _own(application_id, by)
    if interview.state == InterviewState.INVITED:
        return interview
    if interview.state != InterviewState.SCHEDULED:
        raise InterviewMoved(interview.state)
    if interview.starts_at is not None and not rules.may_change(interview.starts_at, now):
        raise ChangeOver
    _let_go(interview, now)
    move(interview, "interview_give_back", role=rules.APPLICANT, by=by, now=now)
    interview_letters.write("interview-cancelled", interview, now=now, once=str(interview.sequence))
    return interview


@transaction.atomic
def free(*, interview_id: int, reason: str, by: Any, now: datetime) -> Interview:
    """Take a booked time from somebody for a reason that they read; they choose another one."""
    interview = _handled(interview_id, by)
    _require_reason(reason)
    _let_go(interview, now)
    interview.reason = reason.strip()
    move(interview, "interview_free", role=rules.OFFICER, by=by, now=now, reason=reason.strip())
    _say_off(interview, reason, by, now)
    return interview


@transaction.atomic
def call_off(*, interview_id: int, reason: str, by: Any, now: datetime) -> Interview:
    """Interview somebody not after all, for a reason that they read."""
    interview = _handled(interview_id, by)
    _require_reason(reason)
    _off(interview, reason.strip(), role=rules.OFFICER, by=by, now=now)
    _say_off(interview, reason, by, now)
    return interview


def call_off_for(*, application: Any, by: Any, now: datetime) -> None:
    """Call an application's interview off because the application itself is over; no letter of its own."""
    interview = (
        Interview.objects.select_for_update()
        .filter(application=application, state__in=[InterviewState.INVITED, InterviewState.SCHEDULED])
        .first()
    )
    if interview is not None:
        interview.application = application
        _off(interview, "", role=rules.SYSTEM, by=by, now=now)


@transaction.atomic
def record_held(*, interview_id: int, by: Any, now: datetime, phone_reason: str = "") -> Interview:
    """Say that the interview took place; with a reason, that it was held by phone. Twice changes nothing."""
    interview = _held_by(interview_id, by)
    reason = phone_reason.strip()
    if interview.state == InterviewState.HELD and not (reason and not interview.by_phone):
        return interview
    _require_begun(interview, now)
    if reason:
        interview.by_phone, interview.phone_reason = True, reason
    if interview.state == InterviewState.HELD:
        interview.save(update_fields=["by_phone", "phone_reason"])
        record(by, "interview.phone", interview, application=interview.application_id)
        return interview
    interview.concluded_at = now
    move(interview, "interview_hold", role=_role(interview, by), by=by, now=now, reason=reason)
    if reason:
        record(by, "interview.phone", interview, application=interview.application_id)
    return interview


@transaction.atomic
def record_no_show(*, interview_id: int, by: Any, now: datetime) -> Interview:
    """Say that the applicant did not come; a few minutes after the beginning at the earliest. It can be undone."""
    interview = _held_by(interview_id, by)
    if interview.state == InterviewState.NO_SHOW:
        return interview
    _require_begun(interview, now - rules.NO_SHOW_AFTER)
    if InterviewSheet.objects.filter(interview=interview, state=SheetState.SENT).exists():
        raise ScoresSent
    interview.concluded_at = now
    move(interview, "interview_miss", role=_role(interview, by), by=by, now=now)
    return interview


@transaction.atomic
def undo_no_show(*, interview_id: int, by: Any, now: datetime) -> Interview:
    """Take back that somebody did not come. Twice changes nothing."""
    interview = _held_by(interview_id, by)
    if interview.state == InterviewState.SCHEDULED:
        return interview
    interview.concluded_at = None
    move(interview, "interview_undo_miss", role=_role(interview, by), by=by, now=now)
    return interview


def _own(application_id: int, by: Any) -> Interview:
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    interview = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("slot__window")
        .filter(application=application)
        .first()
    )
    if interview is None:
        raise InterviewMoved("")
    interview.application = application
    return interview


def _handled(interview_id: int, by: Any) -> Interview:
    interview = reads.locked_interview(interview_id)
    if not permissions.can_handle(by, interview.application):
        raise NotYours
    return interview


def _held_by(interview_id: int, by: Any) -> Interview:
    interview = reads.locked_interview(interview_id)
    if _role(interview, by) == rules.INTERVIEWER or permissions.can_handle(by, interview.application):
        return interview
    raise NotYours


def _role(interview: Interview, by: Any) -> str:
    sits = by is not None and InterviewSheet.objects.filter(interview=interview, interviewer=by).exists()
    return rules.INTERVIEWER if sits else rules.OFFICER


def _require_begun(interview: Interview, now: datetime) -> None:
    if interview.state not in (InterviewState.SCHEDULED, InterviewState.HELD) or interview.starts_at is None:
        raise InterviewMoved(interview.state)
    if now < interview.starts_at:
        raise TooEarly


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _let_go(interview: Interview, now: datetime) -> None:
    """Free the slot and the interviewers; what calendars were told stays, so that it can be called off there."""
    InterviewSheet.objects.filter(interview=interview).delete()
    if interview.slot is not None:
        interview.sequence += 1
        interview.book_by = max(interview.book_by, now + TIME_TO_CHOOSE_AGAIN)
    interview.slot = None


def _off(interview: Interview, reason: str, *, role: str, by: Any, now: datetime) -> None:
    _let_go(interview, now)
    interview.reason, interview.concluded_at = reason, now
    move(interview, "interview_call_off", role=role, by=by, now=now, reason=reason)


def _say_off(interview: Interview, reason: str, by: Any, now: datetime) -> None:
    interview_letters.write(
        "interview-cancelled",
        interview,
        now=now,
        by=by,
        reason=reason.strip(),
        # Somebody who gave their time back has had that letter; that there is no interview after all is another.
        once=f"{interview.sequence}-{interview.state}",
    )


def record_how(*, interview_id: int, act: str, reason: str, by: Any, now: datetime) -> str:
    """Do what a button says of how an interview went, and return what is told of it; empty for an unknown button."""
    known: dict[str, Any] = {"interview_id": interview_id, "by": by, "now": now}
    if act == "held":
        record_held(**known)
        return _("It is noted that the interview took place.")
    if act == "phone":
        if not reason:
            raise ReasonMissing
        record_held(**known, phone_reason=reason)
        return _("It is noted that the interview was held by phone, and why.")
    if act == "missed":
        record_no_show(**known)
        return _("It is noted that nobody came. You can take it back; after an hour we write to them.")
    if act == "undo":
        undo_no_show(**known)
        return _("It is taken back: the interview stands as before.")
    return ""
