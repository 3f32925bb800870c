"""Courses as somebody's own page and an edition's page show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from hansa.foundation.ui.frame import OWN_NAMES
from hansa.learning import selectors as learning
from hansa.portal.selectors.words import text


@dataclass(frozen=True)
class Standing:
    """How far somebody has come in a course, and where to go on."""

    title: str
    url: str
    done: int
    total: int
    is_complete: bool
    is_requested: bool
    asks_by_form: bool
    steps_left: int = 0
    wants_lectures: bool = False
    next_title: str = ""
    next_url: str = ""

    @property
    def bricks(self) -> list[bool]:
        """One brick a lecture, laid or not."""
        return [number < self.done for number in range(self.total)]


def standings(person: Any, now: datetime) -> list[Standing]:
    """Return the courses a person is enrolled in, the one last worked on first.

    Only for that one the next lecture is looked for: the number of queries must not grow with the courses.
    """
    rows = list(learning.enrolments_of(person))
    counts = learning.lecture_counts(rows) if rows else {}
    return [_standing(row, now, counts[row.pk], in_full=number == 0) for number, row in enumerate(rows)]


def _standing(row: Any, now: datetime, counts: tuple[int, int], *, in_full: bool) -> Standing:
    course = row.course
    slug = course.edition.slug
    claim = learning.claim_form(course)
    outline = learning.outline(course, row, now) if in_full else None
    follows = outline.next if outline is not None else None
    completion = outline.completion if outline is not None else None
    missing = completion.missing if completion is not None else []
    return Standing(
        title=text(course.title),
        url=reverse("learning:course", args=[slug]),
        done=counts[0],
        total=counts[1],
        is_complete=row.completed_at is not None or bool(completion and completion.done),
        is_requested=row.requested_at is not None,
        asks_by_form=claim is not None,
        steps_left=sum(one.of - one.done for one in missing),
        wants_lectures=any(one.kind == "lectures" for one in missing),
        next_title=text(follows.lecture.title) if follows else "",
        next_url=reverse("learning:lecture", args=[slug, follows.lecture.key]) if follows else "",
    )


def course_of(edition: Any, now: datetime) -> dict[str, Any] | None:
    """Return an edition's course with its parts and lectures, or None where it has none."""
    course = learning.courses_listed().filter(edition_id=edition.pk).first()
    if course is None:
        return None
    outline = learning.outline(course, None, now)
    return {
        "course": course,
        "rows": outline.rows,
        "lectures": len(outline.bricks),
        "parts": sum(1 for row in outline.rows if row.part is not None),
        "readings": sum(len(row.readings) for row in outline.rows),
        "coursework": sum(len(row.coursework) for row in outline.rows),
        "weeks": outline.weeks,
        "languages": ", ".join(OWN_NAMES.get(code, code) for code in course.caption_languages),
        "url": reverse("learning:course", args=[edition.slug]),
    }
