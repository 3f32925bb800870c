"""Courses as somebody's own page and an edition's page show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import listed
from hansa.foundation.ui.frame import OWN_NAMES
from hansa.learning import selectors as learning
from hansa.learning.services import Onward, beside, left_to_do, onward
from hansa.portal.selectors.words import text


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A part of a small gable in figures: how many of its lectures are watched."""

    number: int
    part: Any
    done: int
    total: int


@dataclass(frozen=True)
class Standing:
    """How far somebody has come in a course, and where to go on."""

    shape: learning.Shape
    slug: str
    title: str
    url: str
    done: int
    total: int
    is_complete: bool
    is_requested: bool
    asks_by_form: bool
    steps_left: int = 0
    onward: Onward | None = None
    #: What the course is still completed by, where the next thing to do is something else.
    left: Onward | None = None
    rows: tuple[learning.Row, ...] = ()
    conditions: tuple["Condition", ...] = ()
    #: The coursework that is still to pass, whatever one was at last.
    coursework: tuple[Any, ...] = ()

    @property
    def bricks(self) -> list[bool]:
        """One brick a lecture, laid or not."""
        return [number < self.done for number in range(self.total)]

    @property
    def gable(self) -> tuple[learning.Row, ...]:
        """The parts that hold lectures, the last on top, as a gable is built."""
        return tuple([row for row in reversed(self.rows) if row.bricks])

    @property
    def laid(self) -> tuple[LaidRow, ...]:
        """The same in figures."""
        return tuple([LaidRow(row.number, row.part, row.done, len(row.bricks)) for row in self.gable])


@dataclass(frozen=True)
class Condition:
    """One thing that completing a course takes, and how far it is."""

    label: str | Promise
    done: int
    of: int

    @property
    def shape(self) -> str:
        if self.done >= self.of:
            return "done"
        return "half" if self.done else "ring"

    @property
    def tint(self) -> str:
        """The class of its colour."""
        return f"c-{self.shape}"


_WANTED: dict[str, Promise] = {
    "lectures": _("Lectures"),
    "readings": _("Required readings"),
    "coursework": _("Coursework"),
    "workshops": _("Workshops attended"),
}


def standings(person: Any, now: datetime) -> list[Standing]:
    """Return the courses a person is enrolled in, the one last worked on first.

    Only for that one the next lecture is looked for: the number of queries must not grow with the courses.
    """
    rows = learning.own_enrolments(person)
    counts = learning.watched_counts(person, rows[1:]) if rows[1:] else {}
    return [
        _standing(row, counts.get(row.pk), learning.outline(row.course, row, now) if number == 0 else None)
        for number, row in enumerate(rows)
    ]


def _standing(row: Any, counts: tuple[int, int] | None, outline: learning.Outline | None) -> Standing:
    course = row.course
    slug = course.edition.slug
    shape = learning.shape_of(course)
    done, total = counts or (0, 0)
    if outline is not None:
        done, total = outline.done, len(outline.bricks)
    completion = outline.completion if outline is not None else None
    missing = completion.missing if completion is not None else []
    on = left = None
    if outline is not None:
        on = onward(outline, row, slug, asks_for_lectures=bool(shape.rule.lectures_percent))
        left = left_to_do(outline, slug, on)
    return Standing(
        shape=shape,
        slug=slug,
        title=text(course.title),
        url=reverse("learning:course", args=[slug]),
        done=done,
        total=total,
        is_complete=row.completed_at is not None or bool(completion and completion.done),
        is_requested=row.requested_at is not None,
        asks_by_form=shape.claim is not None,
        steps_left=sum(one.of - one.done for one in missing),
        onward=beside(on) if left else on,
        left=left,
        rows=outline.rows if outline is not None else (),
        conditions=tuple(
            Condition(_WANTED.get(str(one.kind), str(one.kind)), one.done, one.of)
            for one in (completion.conditions if completion is not None else ())
        ),
        coursework=outline.left_coursework if outline is not None else (),
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
        "phases": _phases(course, outline.weeks),
        "languages": listed(OWN_NAMES.get(code, code) for code in course.caption_languages),
        "url": reverse("learning:course", args=[edition.slug]),
    }


def _phases(course: Any, weeks: tuple[Any, ...]) -> list[tuple[str, list[Any]]]:
    """The weeks under the phase that the calendar puts them in; one without a name where there are no phases."""
    names = {phase["key"]: text(phase["title"]) for phase in course.phases}
    found: list[tuple[str, list[Any]]] = []
    for said, week in zip(course.calendar, weeks, strict=True):
        name = names.get(said.get("phase"), "")
        if not found or found[-1][0] != name:
            found.append((name, []))
        found[-1][1].append(week)
    return found
