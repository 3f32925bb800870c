"""A course as its page shows it: rows of bricks, steps beside them, weeks, and where one stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

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
from hansa.media import selectors as media

from .courses import today_in
from .standing import WATCHED_PERCENT, percent_of, progress_of, rule_of


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

    def brick(self, lecture: Lecture) -> Brick:
        return next(brick for brick in self.bricks if brick.lecture.pk == lecture.pk)

    def after(self, lecture: Lecture) -> Brick | None:
        """The lecture that follows, if it is open."""
        bricks = self.bricks
        at = next(index for index, brick in enumerate(bricks) if brick.lecture.pk == lecture.pk)
        following = bricks[at + 1] if at + 1 < len(bricks) else None
        return following if following and following.release.is_open else None


@dataclass(frozen=True, slots=True)
class _Structure:
    """The rows of a course that are the same for everybody."""

    parts: tuple[Part, ...]
    lectures: tuple[Lecture, ...]
    steps: tuple[Reading | Coursework, ...]


@lru_cache(maxsize=64)
def _structure(course_id: int, mark: str) -> _Structure:
    """Read a course's rows once for as long as its mark stands."""
    return _Structure(
        tuple(Part.objects.filter(course=course_id)),
        tuple(Lecture.objects.filter(course=course_id).defer("captions", "details", "summary")),
        (
            *Reading.objects.filter(course=course_id).defer("text", "details"),
            *Coursework.objects.filter(course=course_id).defer("details"),
        ),
    )


def outline(course: Course, enrolment: Enrolment | None, now: datetime) -> Outline:
    """Return the course as its page shows it. The number of queries does not depend on its size."""
    structure = _structure(course.pk, course.structure)
    progress = progress_of(enrolment) if enrolment else {}
    durations = media.durations(lecture.key for lecture in structure.lectures)
    rule = rule_of(course)
    watched = rule.lectures_percent or WATCHED_PERCENT
    today = today_in(course.edition, now)
    steps = _steps(structure, enrolment)
    rows: list[Row] = []
    for number, part in enumerate(structure.parts, start=1):
        bricks: list[Brick] = []
        for lecture in (one for one in structure.lectures if one.part_id == part.pk):
            row = progress.get(lecture.pk)
            percent = percent_of(row)
            release = release_of(course, lecture, today)
            bricks.append(
                Brick(lecture, len(bricks) + 1, percent, percent >= watched, release,
                      durations.get(lecture.key, 0.0), row.position_s if row else 0.0)
            )  # fmt: skip
        rows.append(Row(part, number, tuple(bricks), *_of_part(steps, part.pk)))
    readings, pieces = _of_part(steps, None)
    if readings or pieces:
        rows.append(Row(None, 0, (), readings, pieces))
    bricks_by_key = {brick.lecture.key: brick for row in rows for brick in row.bricks}
    facts = _facts(bricks_by_key, steps, enrolment) if enrolment else None
    was = bool(enrolment and enrolment.completed_at)
    return Outline(
        rows=tuple(rows),
        completion=completion_rules.completion(rule, facts, was_completed=was) if facts else None,
        weeks=_weeks(course, list(bricks_by_key.values()), today),
    )


def release_of(course: Course, lecture: Lecture, today: date) -> calendar_rules.Release:
    """Return whether a lecture is open on that day, else when."""
    return calendar_rules.release(
        week_starts_on=lecture.releases_on,
        has_calendar=bool(course.calendar),
        all_open=course.edition.is_living_copy,
        today=today,
    )


def _steps(structure: _Structure, enrolment: Enrolment | None) -> list[Step]:
    marked: set[int] = set()
    best: dict[int, tuple[int, bool]] = {}
    if enrolment:
        marked = set(ReadingMark.objects.filter(enrolment=enrolment).values_list("reading_id", flat=True))
        attempts = QuizAttempt.objects.filter(enrolment=enrolment).order_by("percent")
        for piece, percent, passed in attempts.values_list("coursework_id", "percent", "passed"):
            best[piece] = percent, passed
    steps = []
    for item in structure.steps:
        if isinstance(item, Reading):
            steps.append(Step(item, item.pk in marked))
        else:
            scored, passed = best.get(item.pk, (None, False))
            steps.append(Step(item, passed, scored))
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


def _weeks(course: Course, bricks: list[Brick], today: date) -> tuple[WeekRow, ...]:
    return tuple(_week(said, bricks, today) for said in course.calendar)


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
