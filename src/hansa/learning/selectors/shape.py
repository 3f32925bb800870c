"""What of a course is the same for everybody: read once and kept for as long as the course's mark stands.

Every act that changes any of it (a pack applied, dates moved, words edited, a film made, captions set) gives the
course a new mark, see ``services.renew`` and ``receivers``. So one short look at the mark tells whether what was read
before still holds. What is kept is shown to many: nobody changes it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from hansa.foundation import scope
from hansa.foundation.audit.watched import Keeps
from hansa.foundation.prepared import Prepared, PreparedFor
from hansa.learning.models import Course, Coursework, Enrolment, Lecture, LectureProgress, Part, Reading
from hansa.learning.rules import completion as rules
from hansa.media import selectors as media

from .courses import HEAVY, ClaimForm, claim_form
from .standing import WATCHED_PERCENT, rule_of

# A worker keeps so many: more courses than a network has ever run, and a few dozen films with their captions.
MOST_COURSES, MOST_FILMS = 256, 64


@dataclass(frozen=True)
class Shape(Keeps):
    """A course with its edition, all that it is made of in order, its rule and how its certificate is asked for.

    What is drawn from it and is the same for everybody is kept with it.
    """

    course: Course
    parts: tuple[Part, ...]
    lectures: Mapping[str, Lecture]
    readings: Mapping[str, Reading]
    coursework: Mapping[str, Coursework]
    #: Each lecture's number in its part, from 1.
    numbers: Mapping[str, int]
    #: How long each lecture's film lasts, in seconds, by the lecture's key.
    durations: Mapping[str, float]
    #: In which languages each lecture has captions, by the lecture's key.
    captions: Mapping[str, frozenset[str]]
    rule: rules.Rule
    #: From how many percent on a lecture counts as watched.
    watched_percent: int
    claim: ClaimForm | None

    def captions_for(self, key: str, language: str) -> str:
        """Return the language in which somebody reads a lecture's captions: their own, else the one it opens with."""
        there = self.captions.get(key, frozenset())
        return next((one for one in (language, "en", *sorted(there)) if one in there), "")

    def has_all_captions(self, language: str) -> bool:
        """Tell whether every lecture has captions in a language."""
        return all(language in self.captions.get(key, ()) for key in self.lectures)

    def lecture_by_id(self, pk: int) -> Lecture | None:
        """Return one of its lectures, or None where it is of another course."""
        return next((row for row in self.lectures.values() if row.pk == pk), None)


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
        captions=media.caption_languages(lectures),
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
def _film(key: str, mark: str) -> Any:
    return media.video(key)


def film_of(course: Course, lecture: Lecture) -> Any:
    """Return a lecture's film with its files and captions, or None where none is known."""
    return _film(lecture.key, course.structure)


_at = PreparedFor(
    lambda person, slug: (
        scope.visible(person, Course.objects.all())
        .filter(edition__slug=slug)
        .order_by()
        .values_list("pk", "structure")
    )
)


def course_at(person: Any, slug: str) -> Course | None:
    """Return the course at an address, if this person may see it; one query, which only looks at its mark."""
    found = next(iter(_at.ask(person, slug)), None)
    return _shape(*found).course if found else None


def shapes(courses: QuerySet[Course]) -> list[Shape]:
    """Return the courses that somebody may see, those of living copies and of the latest years first; one query."""
    order = ("-edition__is_living_copy", "-edition__year", "edition__slug")
    return [_shape(*found) for found in courses.order_by(*order).values_list("pk", "structure")]


def own_standings(person: Any, shapes: Iterable[Shape]) -> dict[int, tuple[Enrolment, int]]:
    """Return by course a person's own enrolment and how many of its lectures they have watched; two queries."""
    if not person.is_authenticated:
        return {}
    mine: dict[int, Enrolment] = {row.course_id: row for row in _mine.ask(person.pk)}
    if not mine:
        return {}
    by_course = {shape.course.pk: shape for shape in shapes}
    done = _watched_of(person, by_course)
    for key, enrolment in mine.items():
        if key in by_course and enrolment.last_lecture_id:
            enrolment.last_lecture = by_course[key].lecture_by_id(enrolment.last_lecture_id)
    return {key: (enrolment, done[key]) for key, enrolment in mine.items()}


def own_enrolments(person: Any) -> list[Enrolment]:
    """Return a person's enrolments with their courses, the one last worked on first; one query."""
    return [with_course(row) for row in _latest.ask(person.pk)]


def watched_counts(person: Any, enrolments: Iterable[Enrolment]) -> dict[int, tuple[int, int]]:
    """Return for each of a person's enrolments how many lectures are watched and how many there are; one query."""
    shapes = {row.course_id: shape_of(row.course) for row in enrolments}
    done = _watched_of(person, shapes)
    return {row.pk: (done[row.course_id], len(shapes[row.course_id].lectures)) for row in enrolments}


def _watched_of(person: Any, shapes: Mapping[int, Shape]) -> Counter[int]:
    done: Counter[int] = Counter()
    for course, percent, read_at in _watched.ask(person.pk):
        shape = shapes.get(course)
        done[course] += shape is not None and (read_at is not None or percent >= shape.watched_percent)
    return done


_mine = Prepared(lambda person: Enrolment.objects.filter(person=person).order_by())
_latest = Prepared(
    lambda person: with_mark(Enrolment.objects.filter(person=person)).order_by("-active_at", "-id")
)
_watched = Prepared(
    lambda person: LectureProgress.objects.filter(enrolment__person=person).values_list(
        "enrolment__course", "percent", "read_at"
    )
)


def with_mark(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Add the mark of its course to each enrolment: enough for ``with_course``."""
    return enrolments.annotate(mark=F("course__structure")).order_by()


_own = Prepared(
    lambda slug, person: with_mark(Enrolment.objects.filter(course__edition__slug=slug, person=person))
)
_own_key = Prepared(
    lambda slug, person: (
        Enrolment.objects.filter(course__edition__slug=slug, person=person)
        .order_by()
        .values_list("pk", flat=True)
    )
)
_locked = Prepared(
    lambda enrolment: with_mark(Enrolment.objects.select_for_update(of=("self",)).filter(pk=enrolment))
)


def own_enrolment(slug: str, person: Any) -> Enrolment | None:
    """Return somebody's own enrolment in the course at an address, with the course, or None; one query."""
    if not person.is_authenticated:
        return None
    rows = _own.ask(slug, person.pk)
    if not rows:
        return None
    found = with_course(rows[0])
    found.person = person
    if found.last_lecture_id:
        found.last_lecture = shape_of(found.course).lecture_by_id(found.last_lecture_id)
    return found


def own_enrolment_key(slug: str, person: Any) -> int | None:
    """Return the key of somebody's own enrolment in the course at an address, for an act that locks and reads it."""
    return next(iter(_own_key.ask(slug, person.pk)), None)


def locked_enrolment(enrolment_id: int) -> Enrolment:
    """Return the enrolment with its course, its own row locked until the transaction ends."""
    for row in _locked.ask(enrolment_id):
        return with_course(row)
    raise Enrolment.DoesNotExist


def with_course(found: Any) -> Enrolment:
    """Give an enrolment that was asked for ``with_mark`` its course, with its edition, as it is kept."""
    found.course = _shape(found.course_id, found.mark).course
    enrolment: Enrolment = found
    return enrolment
