"""Courses and what they are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from hansa.learning.models import Course, Coursework, Enrolment, Lecture, Reading
from hansa.questionnaires import selectors as questionnaires

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

# Long texts of an edition that no page of a course shows.
HEAVY = tuple(f"edition__{name}" for name in ("words", "stored_sections", "details"))


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """How a course's certificate is asked for: its key, its title, and the questionnaire's full key or None."""

    achievement: str
    title: dict[str, str]
    questionnaire: str | None


def course_of(edition: "Edition") -> Course | None:
    """Return an edition's course, or None."""
    return Course.objects.select_related("edition").filter(edition=edition).first()


def lectures_of(course: Course) -> list[Lecture]:
    """Return a course's lectures in their order."""
    return list(Lecture.objects.filter(course=course))


def readings_of(course: Course) -> list[Reading]:
    """Return the readings that a course requires."""
    return list(Reading.objects.filter(course=course, required=True))


def coursework_of(course: Course) -> list[Coursework]:
    """Return the pieces of coursework that a course requires."""
    return list(Coursework.objects.select_related("course__edition").filter(course=course, required=True))


def questions_of(piece: Coursework) -> list[dict[str, Any]]:
    """Return the questions of a piece of coursework, as its questionnaire has them."""
    said = questionnaires.definition(piece.course.edition.key_of(piece.questionnaire))
    questions: list[dict[str, Any]] = said["questions"]
    return questions


def courses_listed() -> QuerySet[Course]:
    """Return courses with their editions and how many lectures they have, newest first."""
    return (
        Course.objects.select_related("edition__programme")
        .defer(*HEAVY, "edition__credentials")
        .annotate(lecture_count=Count("lectures"))
        .order_by("-edition__is_living_copy", "-edition__year", "edition__slug")
    )


def today_in(edition: "Edition", now: datetime) -> date:
    """Return the day that it is where the edition is at home."""
    return now.astimezone(ZoneInfo(edition.time_zone)).date()


def claim_form(course: Course) -> ClaimForm | None:
    """Return how the course's own certificate is asked for; None where it comes by itself or there is none.

    The pack's achievements say so: the one that asks for this course and for no event.
    """
    for said in (course.edition.credentials or {}).get("achievements", []):
        criteria = said.get("criteria", {})
        if (
            criteria.get("course") == course.key
            and not criteria.get("events")
            and said.get("claim") == "form"
        ):
            name = said.get("questionnaire")
            return ClaimForm(said["key"], said["title"], course.edition.key_of(name) if name else None)
    return None


def learners_of(course: Course) -> QuerySet[Enrolment]:
    """Return everybody enrolled in a course."""
    return Enrolment.objects.filter(course=course)
