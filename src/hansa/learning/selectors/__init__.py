"""Reads of courses, of what a learner has done, and of what the office asks."""

from .courses import (
    claim_form,
    course_at,
    course_of,
    courses_listed,
    coursework,
    learners_of,
    lecture,
    lectures_of,
    reading,
    today_in,
)
from .office import CourseNumbers, course_numbers, enrolments_listed
from .outline import Brick, Outline, Row, Step, outline
from .standing import (
    attempts_of,
    completed_course_keys,
    completion_of,
    enrolment_of,
    enrolments_of,
    export_of,
    facts_of,
    locked_enrolment,
    progress_of,
    rule_of,
)

__all__ = [
    "Brick",
    "CourseNumbers",
    "Outline",
    "Row",
    "Step",
    "attempts_of",
    "claim_form",
    "completed_course_keys",
    "completion_of",
    "course_at",
    "course_numbers",
    "course_of",
    "courses_listed",
    "coursework",
    "enrolment_of",
    "enrolments_listed",
    "enrolments_of",
    "export_of",
    "facts_of",
    "learners_of",
    "lecture",
    "lectures_of",
    "locked_enrolment",
    "outline",
    "progress_of",
    "reading",
    "rule_of",
    "today_in",
]
