"""The interviews: hours laid on the call's days, times chosen, a few who do not come, a line that fails."""

import random
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from hansa.applications import selectors as applications
from hansa.applications.selectors import interview_plan
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_hours as hours
from hansa.applications.services import interview_scores as scores
from hansa.applications.services import interviewing as acts
from hansa.applications.services.interview_chasing import MISSED_LETTER_AFTER, write_to_missed
from hansa.applications.services.interview_refusals import ChangeOver, HoursRefused, NoHours
from hansa.journeys.rules import behaviour
from hansa.journeys.rules.rehearsal import Stage

from .cast import Play

if TYPE_CHECKING:
    from hansa.applications.models import Application, Interview

BEGIN, END, PAUSE = time(9), time(18), 5
# Nobody listens well to more; the rest of the panel takes the next day.
AT_ONCE = 6
#: Nobody may be dated before the invitation, so the last of these is the deadline to book.
HOURS_TO_BOOK = timedelta(hours=20)


def interviewing(play: Play, stage: Stage) -> None:
    """Invite everybody under review, let them choose, and hold the interviews on their days."""
    call = play.edition.call
    terms = applications.terms_of(call).interviews
    stage.on = play.clock.date()
    if terms is None or terms.opens_on is None:
        stage.note = "this call interviews nobody"
        return
    # A draw of its own: what comes after stays as it was, whatever happens here.
    draw = random.Random(f"{play.seed}:{play.pack.slug}:interviews")  # noqa: S311  # repeatable, not secret
    waiting = list(interview_plan.to_invite(call))
    laid = _lay(play, stage, terms.opens_on, terms.closes_on or terms.opens_on, len(waiting), terms.minutes)
    if not laid:
        stage.note = "the days of the interviews are not to come any more"
        return
    booked = _invite(play, stage, draw, waiting)
    _hold(play, stage, draw, booked)


def _lay(play: Play, stage: Stage, first: date, last: date, wanted: int, minutes: int) -> int:
    """Lay the same hours on every day that is still to come, with as many at once as everybody needs."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    each_day = max(1, (END.hour - BEGIN.hour) * 60 // (minutes + PAUSE))
    people = [reviewer.pk for reviewer in play.cast.reviewers]
    # One in five times stays free, for those who take another.
    at_once = min(AT_ONCE, max(1, len(people) // 2), -(-wanted * 5 // (4 * each_day * max(1, len(days) - 1))))
    slots = 0
    for day in days:
        try:
            window = hours.lay_hours(
                call_id=play.edition.call.pk,
                day=day,
                starts=BEGIN,
                ends=END,
                minutes=minutes,
                pause=PAUSE,
                at_once=max(1, at_once),
                interviewers=people[: 2 * max(1, at_once)],
                way="video",
                link="https://meet.example.org/interviews",
                by=play.cast.officers[0],
                now=play.clock,
            )
        except HoursRefused:
            continue  # the day has begun by the virtual clock
        slots += window.slots.count()
    if slots:
        stage.count("times laid", slots)
    return slots


def _invite(play: Play, stage: Stage, draw: random.Random, waiting: list["Application"]) -> list["Interview"]:
    booked = []
    until = play.clock + HOURS_TO_BOOK
    for application in waiting:
        try:
            acts.invite(
                application_id=application.pk, book_by=until, by=play.cast.officers[0], now=play.clock
            )
        except NoHours:
            stage.jam("an applicant finds no time to choose")
            continue
        stage.count("invited")
        chosen = _book(play, draw, application)
        if chosen is None:
            stage.jam("an applicant finds no time to choose")
            continue
        stage.count("booked")
        if behaviour.happens(draw, behaviour.CHANGES_THE_TIME) and _book(play, draw, application) is not None:
            stage.count("changed their time")
        booked.append(chosen)
    return booked


def _book(play: Play, draw: random.Random, application: "Application") -> "Interview | None":
    """Choose a time as people do: one of the first that are free."""
    times = reads.times_open(application, play.clock)[:12]
    if not times:
        return None
    one = draw.choice(times)
    try:
        return acts.book(
            application_id=application.pk,
            window_uid=one.window.uid,
            starts_at=one.starts_at,
            by=application.applicant,
            now=play.clock,
        )
    except ChangeOver:
        return None


def _hold(play: Play, stage: Stage, draw: random.Random, booked: list["Interview"]) -> None:
    """Hold them in order. The second does not come and the third is held by phone, whatever is drawn for the others."""
    rows = sorted(
        interview_plan.plan_of(play.edition.call), key=lambda row: (row.starts_at or play.clock, row.pk)
    )
    questions = play.questions(_rubric(play))
    held = 0
    for number, row in enumerate(row for row in rows if row.state == "scheduled"):
        assert row.ends_at is not None  # it is booked
        if play.latest is not None and row.ends_at > play.latest:
            stage.count("still to come")
            continue
        play.advance(row.ends_at)
        missed = number == 1 or (number > 2 and behaviour.happens(draw, behaviour.MISSES_AN_INTERVIEW))
        by_phone = number == 2 or (number > 2 and behaviour.happens(draw, behaviour.LOSES_THE_LINE))
        if missed:
            acts.record_no_show(interview_id=row.pk, by=_interviewer(row), now=play.clock)
            stage.count("did not come")
            _write_later(play, stage, row)
            continue
        acts.record_held(
            interview_id=row.pk,
            by=_interviewer(row),
            now=play.clock,
            phone_reason="(Invented.) The line broke; English was heard by phone." if by_phone else "",
        )
        held += 1
        stage.count("held by phone" if by_phone else "held by video")
        strength = draw.randint(35, 95)
        for sheet in sorted(row.sheets.all(), key=lambda one: one.pk):
            scores.send_sheet(
                sheet_id=sheet.pk,
                scores=behaviour.scores(questions, draw, strength=strength),
                comment="(Invented.)",
                by=sheet.interviewer,
                now=play.clock,
            )
            stage.count("scores sent")
    stage.on = play.clock.date()
    if booked and not held and play.latest is None:
        stage.jam("no interview was held")


def _write_later(play: Play, stage: Stage, row: "Interview") -> None:
    """Let the letter go to whoever did not come, as the schedule sends it, in the hour after it was noted."""
    assert row.ends_at is not None  # it was booked
    hour = row.ends_at + MISSED_LETTER_AFTER
    if play.latest is None or hour <= play.latest:
        written = write_to_missed(now=hour)
        if written:
            stage.count("written to about it", written)


def _interviewer(row: "Interview") -> Any:
    return min(row.sheets.all(), key=lambda sheet: sheet.pk).interviewer


def _rubric(play: Play) -> str | None:
    call = play.pack.call
    if call is None:
        return None
    return (call.interviews.rubric if call.interviews else None) or call.rubric


def lay_some(*, edition: Any, interviewers: list[Any], by: Any, now: datetime) -> None:
    """Lay hours on the first two days on which a call interviews, so that its office has something to show."""
    terms = applications.terms_of(edition.call).interviews
    if terms is None or terms.opens_on is None:
        return
    last = terms.closes_on or terms.opens_on
    for number, (starts, ends) in enumerate(((time(16), time(18)), (time(9), time(11)))):
        hours.lay_hours(
            call_id=edition.call.pk,
            day=min(last, terms.opens_on + timedelta(days=number)),
            starts=starts,
            ends=ends,
            minutes=terms.minutes,
            pause=PAUSE,
            interviewers=[person.pk for person in interviewers],
            way="video",
            link="https://meet.example.org/seoul",
            by=by,
            now=now,
        )
