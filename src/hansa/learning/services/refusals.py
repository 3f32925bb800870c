"""What of a course may not change any more: learners have worked on it, or count on its rule."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.i18n import in_language
from hansa.learning.models import Course, Enrolment, LectureProgress, QuizAttempt, ReadingMark
from hansa.learning.rules import completion as completion_rules

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

Plain = dict[str, Any]


def refusals(edition: "Edition", old: list[Plain], new: list[Plain]) -> list[str]:
    """Say why a change of the section cannot be made: learners have worked on what would go."""
    if len(new) > 1:
        return [_("An edition holds one course; divide it into parts.")]
    course = Course.objects.filter(edition=edition).first()
    learners = Enrolment.objects.filter(course=course).count() if course else 0
    if course is None or not learners:
        return []
    if not new:
        return [
            ngettext(
                "%(count)d learner is enrolled, so the course stays. End the edition instead.",
                "%(count)d learners are enrolled, so the course stays. End the edition instead.",
                learners,
            )
            % {"count": learners}
        ]
    return [*_work_that_would_go(course, new[0]), *_stricter(old, new[0])]


def _work_that_would_go(course: Course, new: Plain) -> list[str]:
    kept = {
        "lecture": {lecture["key"] for part in new.get("parts", []) for lecture in part.get("lectures", [])},
        "reading": {item["key"] for item in new.get("readings", [])},
        "coursework": {item["key"] for item in new.get("coursework", [])},
    }
    worked = (
        (LectureProgress.objects.filter(lecture__course=course).order_by(), "lecture"),
        (ReadingMark.objects.filter(reading__course=course).order_by(), "reading"),
        (QuizAttempt.objects.filter(coursework__course=course).order_by(), "coursework"),
    )
    found = []
    for rows, name in worked:
        gone = (
            rows.exclude(**{f"{name}__key__in": kept[name]})
            .values_list(f"{name}__title", flat=True)
            .distinct()
        )
        found += [
            _(
                "Learners have worked on “%(title)s”, so it stays in this edition. Leave it out of the next one."
            )
            % {"title": in_language(title, "en")}
            for title in gone
        ]
    return found


def _stricter(old: list[Plain], new: Plain) -> list[str]:
    before = _rule(old[0].get("completion") if old else None)
    if completion_rules.is_stricter(before, _rule(new.get("completion"))):
        return [
            _(
                "Learners are enrolled under the course’s rule of completion; it may ask for less, not for more."
            )
        ]
    return []


def _rule(said: Plain | None) -> completion_rules.Rule:
    said = said or {}
    return completion_rules.Rule(
        lectures_percent=said.get("lectures_percent", 0),
        coursework=said.get("coursework"),
        readings=said.get("readings", False),
        workshops=said.get("workshops", 0),
    )
