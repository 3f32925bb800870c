"""A course as its page shows it: rows of bricks, steps beside them, weeks, and where one stopped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, IntegerField, QuerySet, Value

from hansa.foundation.prepared import Prepared
from hansa.learning.models import (
    Course,
    Coursework,
    Enrolment,
    Lecture,
    Part,
    QuizAttempt,
    Reading,
    ReadingMark,
)
from hansa.learning.rules import calendar as calendar_rules
from hansa.learning.rules import completion as completion_rules

from .courses import today_in
from .shape import Shape, shape_of
from .standing import Seen, seen_by


@dataclass(frozen=True, slots=True)
class Brick:
    """One lecture: its number in its part, how much is watched, whether it is open, how long it lasts."""

    lecture: Lecture
    number: int
    percent: int
    is_done: bool
    release: calendar_rules.Release
    duration_s: float
    position_s: float
    #: When it was last watched, or opened for the first time.
    watched_at: datetime | None = None

    @property
    def is_begun(self) -> bool:
        """Whether something of it is watched, and not all."""
        return not self.is_done and bool(self.percent or self.position_s)

    @property
    def minutes(self) -> int:
        return max(1, round(self.duration_s / 60)) if self.duration_s else 0

    @property
    def state(self) -> str:
        """``done``, ``part``, ``shut`` or ``none``: the class of its brick."""
        if self.is_done:
            return "done"
        if not self.release.is_open:
            return "shut"
        return "part" if self.percent else "none"

    @property
    def tenths(self) -> int:
        """The watched share for a bar, in steps of ten percent; what was begun is never shown as nothing."""
        return max(10, self.percent // 10 * 10) if self.percent else 0


@dataclass(frozen=True, slots=True)
class Step:
    """A reading or a piece of coursework, and whether it is done."""

    item: Reading | Coursework
    is_done: bool
    best_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the course with its lectures, readings and coursework."""

    part: Part | None
    number: int
    bricks: tuple[Brick, ...]
    readings: tuple[Step, ...]
    coursework: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(brick.is_done for brick in self.bricks)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the calendar: what it is about, which lectures open, whether it is past."""

    number: int
    title: dict[str, str]
    starts_on: date
    ends_on: date
    phase: str
    is_break: bool
    bricks: tuple[Brick, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole course for one learner (or for nobody)."""

    rows: tuple[Row, ...]
    completion: completion_rules.Completion | None
    weeks: tuple[WeekRow, ...] = ()

    @property
    def bricks(self) -> list[Brick]:
        return [brick for row in self.rows for brick in row.bricks]

    @property
    def done(self) -> int:
        return sum(brick.is_done for brick in self.bricks)

    @property
    def begun(self) -> int:
        return sum(brick.state == "part" for brick in self.bricks)

    @property
    def next(self) -> Brick | None:
        """The first open lecture that is not watched yet."""
        return next((brick for brick in self.bricks if brick.release.is_open and not brick.is_done), None)

    @property
    def left_readings(self) -> tuple[Reading | Coursework, ...]:
        """The required readings that are not read yet."""
        return self._left(step for row in self.rows for step in row.readings)

    @property
    def left_coursework(self) -> tuple[Reading | Coursework, ...]:
        """The required coursework that is not passed yet."""
        return self._left(step for row in self.rows for step in row.coursework)

    @staticmethod
    def _left(steps: Iterable[Step]) -> tuple[Reading | Coursework, ...]:
        return tuple([step.item for step in steps if step.item.required and not step.is_done])

    def brick(self, lecture: Lecture) -> Brick:
        return next(brick for brick in self.bricks if brick.lecture.pk == lecture.pk)

    def after(self, lecture: Lecture) -> Brick | None:
        """The lecture that follows, if it is open."""
        bricks = self.bricks
        at = next(index for index, brick in enumerate(bricks) if brick.lecture.pk == lecture.pk)
        following = bricks[at + 1] if at + 1 < len(bricks) else None
        return following if following and following.release.is_open else None


def outline(
    course: Course,
    enrolment: Enrolment | None,
    now: datetime,
    *,
    seen: Mapping[int, Seen] | None = None,
) -> Outline:
    """Return the course as its page shows it. The number of queries does not depend on its size.

    ``seen`` is the learner's progress, where it was read already.
    """
    shape = shape_of(course)
    if seen is None:
        seen = seen_by(enrolment) if enrolment else {}
    today = today_in(shape.course.edition, now)
    steps = _steps(shape, enrolment)
    bricks = {
        key: _brick(shape, lecture, seen.get(lecture.pk), today) for key, lecture in shape.lectures.items()
    }
    rows = [
        Row(part, number, _laid(bricks.values(), part.pk), *_of_part(steps, part.pk))
        for number, part in enumerate(shape.parts, start=1)
    ]
    readings, pieces = _of_part(steps, None)
    if readings or pieces:
        rows.append(Row(None, 0, (), readings, pieces))
    completion = None
    if enrolment:
        facts = _facts(bricks, steps, enrolment)
        was = enrolment.completed_at is not None
        completion = completion_rules.completion(shape.rule, facts, was_completed=was)
    return Outline(tuple(rows), completion, _weeks(shape, bricks.values(), today))


def _brick(shape: Shape, lecture: Lecture, seen: Seen | None, today: date) -> Brick:
    watched = seen.watched if seen else 0
    return Brick(
        lecture=lecture,
        number=shape.numbers[lecture.key],
        percent=watched,
        is_done=watched >= shape.watched_percent,
        release=release_of(shape.course, lecture, today),
        duration_s=shape.durations.get(lecture.key, 0.0),
        position_s=seen.position_s if seen else 0.0,
        watched_at=seen.updated_at if seen else None,
    )


def _laid(bricks: Iterable[Brick], part_id: int) -> tuple[Brick, ...]:
    return tuple(brick for brick in bricks if brick.lecture.part_id == part_id)


def release_of(course: Course, lecture: Lecture, today: date) -> calendar_rules.Release:
    """Return whether a lecture is open on that day, else when."""
    return calendar_rules.release(
        week_starts_on=lecture.releases_on,
        has_calendar=bool(course.calendar),
        all_open=course.edition.is_living_copy,
        today=today,
    )


def _done(enrolment: int) -> QuerySet[Any]:
    """Return what a learner read and tried: the attempt's score, or none for a reading."""
    read = ReadingMark.objects.filter(enrolment=enrolment).annotate(
        score=Value(-1, output_field=IntegerField()), is_passed=Value(False, output_field=BooleanField())
    )
    tried = QuizAttempt.objects.filter(enrolment=enrolment).order_by()
    return read.values_list("reading_id", "score", "is_passed").union(
        tried.values_list("coursework_id", "percent", "passed"), all=True
    )


_what_is_done = Prepared(_done)


def _steps(shape: Shape, enrolment: Enrolment | None) -> list[Step]:
    read: set[int] = set()
    best: dict[int, tuple[int, bool]] = {}
    if enrolment and (shape.readings or shape.coursework):
        for item, percent, passed in _what_is_done.ask(enrolment.pk):
            if percent < 0:
                read.add(item)
            else:
                best[item] = max((percent, passed), best.get(item, (0, False)))
    steps = [Step(item, item.pk in read) for item in shape.readings.values()]
    for piece in shape.coursework.values():
        scored, passed = best.get(piece.pk, (None, False))
        steps.append(Step(piece, bool(passed), scored))
    return steps


def _of_part(steps: list[Step], part_id: int | None) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    mine = [step for step in steps if step.item.part_id == part_id]
    return (
        tuple(step for step in mine if isinstance(step.item, Reading)),
        tuple(step for step in mine if isinstance(step.item, Coursework)),
    )


def _facts(bricks: Mapping[str, Brick], steps: list[Step], enrolment: Enrolment) -> completion_rules.Facts:
    def keys(kind: type, *, done: bool | None = None) -> frozenset[str]:
        return frozenset(
            step.item.key
            for step in steps
            if isinstance(step.item, kind) and (step.is_done if done else step.item.required)
        )

    return completion_rules.Facts(
        lectures={key: brick.percent for key, brick in bricks.items()},
        coursework_passed=keys(Coursework, done=True),
        coursework_required=keys(Coursework),
        readings_read=keys(Reading, done=True),
        readings_required=keys(Reading),
        workshops=enrolment.workshops,
    )


def _weeks(shape: Shape, bricks: Iterable[Brick], today: date) -> tuple[WeekRow, ...]:
    return tuple(_week(said, list(bricks), today) for said in shape.course.calendar)


def _week(said: Mapping[str, Any], bricks: list[Brick], today: date) -> WeekRow:
    starts_on, ends_on = date.fromisoformat(said["starts_on"]), date.fromisoformat(said["ends_on"])
    opening = tuple(brick for brick in bricks if brick.lecture.releases_on == starts_on)
    return WeekRow(
        number=said["number"],
        title=said["title"],
        starts_on=starts_on,
        ends_on=ends_on,
        phase=calendar_rules.phase(starts_on, ends_on, today),
        is_break=said.get("is_break", False),
        bricks=opening,
    )
