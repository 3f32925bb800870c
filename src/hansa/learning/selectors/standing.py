"""How far a learner has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from hansa.foundation.prepared import Prepared
from hansa.learning.models import (
    Course,
    Coursework,
    Enrolment,
    Lecture,
    LectureProgress,
    QuizAttempt,
    Reading,
    ReadingMark,
)
from hansa.learning.rules import completion as rules

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

# Where the pack does not say how much of a lecture must be watched, this much counts as watched.
WATCHED_PERCENT = 90


def enrolments_of(person: Any) -> QuerySet[Enrolment]:
    """Return a person's enrolments with course and edition, the one last worked on first."""
    return Enrolment.objects.filter(person=person).select_related("course__edition", "last_lecture")


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody came in one lecture."""

    percent: int
    position_s: float
    read_at: datetime | None
    #: When the player last told of it; opening it alone does not count.
    updated_at: datetime | None = None
    bits: bytes = b""

    @property
    def watched(self) -> int:
        """How much counts as watched: a transcript that was read is all of it."""
        return 100 if self.read_at else self.percent


def seen_by(enrolment: Enrolment, *, with_bits: bool = False) -> dict[int, Seen]:
    """Return a learner's progress by lecture; the bitmaps only where they are asked for."""
    rows = (_seen_with_bits if with_bits else _seen).ask(enrolment.pk)
    return {lecture: Seen(*values) for lecture, *values in rows}


_SEEN = ("lecture_id", "percent", "position_s", "read_at", "updated_at")
_seen = Prepared(lambda enrolment: LectureProgress.objects.filter(enrolment=enrolment).values_list(*_SEEN))
_seen_with_bits = Prepared(
    lambda enrolment: LectureProgress.objects.filter(enrolment=enrolment).values_list(*_SEEN, "bits")
)


_attempts = Prepared(
    lambda enrolment, piece: QuizAttempt.objects.filter(enrolment=enrolment, coursework=piece)
)
_marks = Prepared(
    lambda enrolment, reading: ReadingMark.objects.filter(enrolment=enrolment, reading=reading).values_list(
        "at", flat=True
    )
)


def attempts_of(enrolment: Enrolment, piece: Coursework) -> list[QuizAttempt]:
    """Return a learner's attempts at a piece of coursework, first to last."""
    return _attempts.ask(enrolment.pk, piece.pk)


def has_read(enrolment: Enrolment, reading: Reading) -> bool:
    """Tell whether a learner has marked a reading as read."""
    return bool(_marks.ask(enrolment.pk, reading.pk))


def rule_of(course: Course) -> rules.Rule:
    """Return the course's rule of completion."""
    said = course.completion
    return rules.Rule(
        lectures_percent=said.get("lectures_percent", 0),
        coursework=said.get("coursework"),
        readings=said.get("readings", False),
        workshops=said.get("workshops", 0),
    )


def facts_of(enrolment: Enrolment) -> rules.Facts:
    """Return everything that completion depends on."""
    course_id = enrolment.course_id
    progress = seen_by(enrolment)
    lectures = Lecture.objects.filter(course_id=course_id).values_list("pk", "key")
    pieces = Coursework.objects.filter(course_id=course_id, required=True).values_list("key", flat=True)
    passed = QuizAttempt.objects.filter(enrolment=enrolment, passed=True).values_list(
        "coursework__key", flat=True
    )
    readings = Reading.objects.filter(course_id=course_id, required=True).values_list("key", flat=True)
    read = ReadingMark.objects.filter(enrolment=enrolment).values_list("reading__key", flat=True)
    return rules.Facts(
        lectures={key: progress[pk].watched if pk in progress else 0 for pk, key in lectures},
        coursework_passed=frozenset(passed),
        coursework_required=frozenset(pieces),
        readings_read=frozenset(read),
        readings_required=frozenset(readings),
        workshops=enrolment.workshops,
    )


def completion_of(enrolment: Enrolment) -> rules.Completion:
    """Return whether the course is completed and, if not, what is missing."""
    return rules.completion(
        rule_of(enrolment.course), facts_of(enrolment), was_completed=enrolment.completed_at is not None
    )


_completed = Prepared(
    lambda person, edition: (
        Enrolment.objects.filter(person=person, course__edition=edition, completed_at__isnull=False)
        .order_by()
        .values_list("course__key", flat=True)
    )
)


def completed_course_keys(person: Any, edition: "Edition") -> set[str]:
    """Return the keys of the edition's courses that a person has completed."""
    return set(_completed.ask(person.pk, edition.pk))


def export_of(person: Any) -> list[dict[str, Any]]:
    """Return what learning holds about a person, for their own download."""
    rows = enrolments_of(person).prefetch_related(
        "progress__lecture", "reading_marks__reading", "attempts__coursework"
    )
    return [_exported(row) for row in rows]


def _exported(enrolment: Enrolment) -> dict[str, Any]:
    def instants(row: Any, *names: str) -> dict[str, str | None]:
        return {name: value.isoformat() if (value := getattr(row, name)) else None for name in names}

    return {
        "edition": enrolment.course.edition.slug,
        "course": enrolment.course.key,
        **instants(enrolment, "enrolled_at", "active_at", "completed_at", "requested_at"),
        "data_choice": enrolment.data_choice,
        "lectures": [
            {"lecture": row.lecture.key, "percent": row.percent, "position_s": row.position_s,
             **instants(row, "opened_at", "read_at", "updated_at")}
            for row in enrolment.progress.all()
        ],
        "readings": [{"reading": row.reading.key, **instants(row, "at")} for row in enrolment.reading_marks.all()],
        "coursework": [
            {"coursework": row.coursework.key, "number": row.number, "answers": row.answers,
             "percent": row.percent, "passed": row.passed, **instants(row, "at")}
            for row in enrolment.attempts.all()
        ],
    }  # fmt: skip
