"""The course: people sign up, watch week by week, do the work, some give up, the rest ask for the certificate."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from hansa.journeys.rules import behaviour, invented
from hansa.journeys.rules.rehearsal import Stage
from hansa.learning import selectors as learning
from hansa.learning import services as acts
from hansa.media import selectors as media
from hansa.questionnaires import selectors as questionnaires

from .cast import Play
from .crowd import join

if TYPE_CHECKING:
    from hansa.accounts.models import Person
    from hansa.learning.models import Course, Enrolment, Lecture

BUCKET_S = 5
# How much of a quiz somebody knows who watched: enough to pass as a rule, not always.
KNOWS = 85


def enrolling(play: Play, stage: Stage) -> None:
    """Students and young professionals sign up and enrol in the first days of the course."""
    course = learning.course_of(play.edition)
    if course is None:
        stage.jam("the edition has no course")
        return
    starts = play.advance(_first_day(course) or play.clock)
    stage.on = starts.date()
    span = 5 * 24 * 60
    if play.latest:
        span = max(1, min(span, int((play.latest - starts).total_seconds() // 60) - 60))
    crowd = invented.people(
        play.people, seed=play.seed, prefix=f"{play.prefix}-learner", on=starts.date(), ages=(17, 40)
    )
    for one in crowd:
        hour = starts + timedelta(minutes=play.draw.randint(0, span))
        person = join(one, now=hour)
        play.enrolled.append(acts.enrol(edition_slug=play.edition.slug, person=person, now=hour))
    stage.count("enrolled", len(play.enrolled))


def studying(play: Play, stage: Stage) -> None:
    """Each watches at their own pace, reads, does the quizzes; those who are through ask for the certificate."""
    course = learning.course_of(play.edition)
    if course is None:
        return
    lectures = learning.lectures_of(course)
    durations = media.durations([lecture.key for lecture in lectures])
    stage.count("lectures", len(lectures))
    end = play.clock
    for enrolment in play.enrolled:
        gives_up = (
            play.draw.randrange(len(lectures)) if behaviour.happens(play.draw, behaviour.GIVES_UP) else None
        )
        watched = lectures if gives_up is None else lectures[:gives_up]
        hour = _watch(play, enrolment, watched, durations)
        if gives_up is not None:
            stage.count("gave up")
            continue
        hour = _work(play.draw, enrolment, course, play, hour)
        if play.latest is not None and hour > play.latest:
            stage.count("still on the way")
            continue
        end = max(end, hour)
        enrolment.refresh_from_db()
        if enrolment.completed_at is None:
            stage.count("not through")
            continue
        stage.count("completed")
        _ask(play, stage, enrolment, hour)
    play.advance(end)
    stage.on = play.clock.date()
    if not stage.counts.get("completed") and not stage.counts.get("still on the way"):
        stage.jam("nobody completed the course")


def almost_through(*, edition_slug: str, person: "Person", now: datetime) -> "Enrolment":
    """Let somebody be one lecture and one quiz short of the end, for whoever wants to walk the last steps."""
    draw = random.Random(edition_slug)  # noqa: S311  # nothing secret is drawn
    enrolment = acts.enrol(edition_slug=edition_slug, person=person, now=now - timedelta(days=9))
    course = enrolment.course
    lectures = learning.lectures_of(course)
    durations = media.durations([lecture.key for lecture in lectures])
    hour = now - timedelta(days=8)
    for lecture in lectures[:-1]:
        hour = _watch_one(enrolment, lecture, durations.get(lecture.key, 0), hour)
    for reading in course.readings.all():
        acts.mark_reading_read(enrolment_id=enrolment.pk, reading_key=reading.key, now=hour)
    for piece in list(course.coursework.all())[:-1]:
        _quiz(draw, enrolment, piece, _questions(course, piece), hour, knows=100)
    return enrolment


def _first_day(course: "Course") -> datetime | None:
    days = [week["starts_on"] for week in course.calendar]
    return datetime.combine(datetime.fromisoformat(min(days)), time(1), UTC) if days else None


def _watch(
    play: Play, enrolment: "Enrolment", lectures: Sequence["Lecture"], durations: dict[str, float]
) -> datetime:
    hour = enrolment.enrolled_at + timedelta(minutes=play.draw.randint(5, 300))
    for lecture in lectures:
        if lecture.releases_on and not play.edition.is_living_copy:
            hour = max(hour, datetime.combine(lecture.releases_on, time(play.draw.randint(1, 12)), UTC))
        if play.latest is not None and hour > play.latest - timedelta(hours=1):
            return play.latest + timedelta(days=1)
        hour = _watch_one(enrolment, lecture, durations.get(lecture.key, 0), hour)
        hour += timedelta(minutes=play.draw.randint(1, 900))
    return hour


def _watch_one(enrolment: "Enrolment", lecture: "Lecture", duration: float, hour: datetime) -> datetime:
    """Play a lecture once through, as its page reports at the end."""
    buckets = max(1, int(duration / BUCKET_S + 0.5))
    acts.open_lecture(enrolment_id=enrolment.pk, lecture_key=lecture.key, now=hour)
    hour += timedelta(seconds=duration + 1)
    acts.record_progress(
        enrolment_id=enrolment.pk,
        lecture_key=lecture.key,
        position=duration,
        bits=(1 << buckets) - 1,
        now=hour,
    )
    return hour


def _work(
    draw: random.Random, enrolment: "Enrolment", course: "Course", play: Play, hour: datetime
) -> datetime:
    if play.latest is not None and hour > play.latest - timedelta(hours=2):
        return play.latest + timedelta(days=1)
    for reading in course.readings.all():
        acts.mark_reading_read(enrolment_id=enrolment.pk, reading_key=reading.key, now=hour)
    for piece in course.coursework.all():
        questions = _questions(course, piece)
        for _attempt in range(3):
            hour += timedelta(minutes=draw.randint(3, 9))
            if _quiz(draw, enrolment, piece, questions, hour, knows=KNOWS):
                break
    return hour


def _questions(course: "Course", piece: Any) -> list[dict[str, Any]]:
    return list(questionnaires.definition(course.edition.key_of(piece.questionnaire))["questions"])


def _quiz(
    draw: random.Random,
    enrolment: "Enrolment",
    piece: Any,
    questions: Iterable[dict[str, Any]],
    hour: datetime,
    *,
    knows: int,
) -> bool:
    answers = {question["key"]: behaviour.quiz_answer(question, draw, knows=knows) for question in questions}
    return acts.submit_quiz(
        enrolment_id=enrolment.pk, coursework_key=piece.key, answers=answers, now=hour
    ).passed


def _ask(play: Play, stage: Stage, enrolment: "Enrolment", hour: datetime) -> None:
    """Ask by the form at the end, where the pack has one."""
    form = next(
        (
            achievement
            for achievement in (play.pack.credentials.achievements if play.pack.credentials else ())
            if achievement.criteria.course == play.pack.courses[0].key and achievement.claim == "form"
        ),
        None,
    )
    if form is None:
        return
    acts.request_certificate(
        enrolment_id=enrolment.pk,
        answers=play.claim_answers(form.questionnaire, enrolment.person),
        now=hour + timedelta(minutes=1),
    )
    stage.count("asked for the certificate")
