"""What of a course is the same for everybody: read once and kept for as long as the course's mark stands.

Every act that changes any of it (a pack applied, dates moved, words edited, a film made, captions set) gives the
course a new mark, see ``services.renew`` and ``receivers``. So one short look at the mark tells whether what was read
before still holds. What is kept is shown to many: nobody changes it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from hansa.foundation.prepared import Prepared
from hansa.learning.models import Course, Coursework, Enrolment, Lecture, Part, Reading
from hansa.learning.rules import completion as rules
from hansa.media import selectors as media
from hansa.media.models import Video

from .courses import HEAVY, ClaimForm, claim_form
from .standing import WATCHED_PERCENT, rule_of

# A worker keeps so many: more courses than a network runs at a time, and a few dozen films with their captions.
MOST_COURSES, MOST_FILMS = 64, 64


@dataclass(frozen=True, slots=True)
class Shape:
    """A course with its edition, all that it is made of in order, its rule and how its certificate is asked for."""

    course: Course
    parts: tuple[Part, ...]
    lectures: Mapping[str, Lecture]
    readings: Mapping[str, Reading]
    coursework: Mapping[str, Coursework]
    #: Each lecture's number in its part, from 1.
    numbers: Mapping[str, int]
    #: How long each lecture's film lasts, in seconds, by the lecture's key.
    durations: Mapping[str, float]
    rule: rules.Rule
    #: From how many percent on a lecture counts as watched.
    watched_percent: int
    claim: ClaimForm | None


@lru_cache(maxsize=MOST_COURSES)
def _shape(course_id: int, mark: str) -> Shape:
    course = Course.objects.select_related("edition").defer(*HEAVY).get(pk=course_id)
    lectures = {row.key: row for row in Lecture.objects.filter(course=course_id).defer("captions", "details")}
    rule = rule_of(course)
    return Shape(
        course=course,
        parts=tuple(Part.objects.filter(course=course_id)),
        lectures=lectures,
        readings={row.key: row for row in Reading.objects.filter(course=course_id).defer("details")},
        coursework={row.key: row for row in Coursework.objects.filter(course=course_id).defer("details")},
        numbers=_numbers(lectures),
        durations=media.durations(lectures),
        rule=rule,
        watched_percent=rule.lectures_percent or WATCHED_PERCENT,
        claim=claim_form(course),
    )


def _numbers(lectures: Mapping[str, Lecture]) -> dict[str, int]:
    last: Counter[int] = Counter()
    numbers = {}
    for key, lecture in lectures.items():
        last[lecture.part_id] += 1
        numbers[key] = last[lecture.part_id]
    return numbers


def shape_of(course: Course) -> Shape:
    """Return what the course is made of."""
    return _shape(course.pk, course.structure)


@lru_cache(maxsize=MOST_FILMS)
def _film(key: str, mark: str) -> Video | None:
    return media.video(key)


def film_of(course: Course, lecture: Lecture) -> Video | None:
    """Return a lecture's film with its files and captions, or None where none is known."""
    return _film(lecture.key, course.structure)


def course_at(courses: QuerySet[Course], slug: str) -> Course | None:
    """Return the course at an address, from the rows that somebody may see; one query, which only looks at its mark."""
    rows = courses.filter(edition__slug=slug).order_by().values_list("pk", "structure")
    found = next(iter(rows[:1]), None)
    return _shape(*found).course if found else None


_own = Prepared(lambda course, person: Enrolment.objects.filter(course=course, person=person).order_by())


def own_enrolment(course: Course, person: Any) -> Enrolment | None:
    """Return somebody's own enrolment in a course, or None."""
    if not person.is_authenticated:
        return None
    rows = _own.ask(course.pk, person.pk)
    if not rows:
        return None
    (found,) = rows
    found.course, found.person = course, person
    if found.last_lecture_id:
        lectures = shape_of(course).lectures.values()
        found.last_lecture = next((row for row in lectures if row.pk == found.last_lecture_id), None)
    return found
