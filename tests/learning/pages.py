"""Where the pages of the tests' course lie, and what is done on them."""

from datetime import date, timedelta

from django.utils import timezone

from hansa.learning.models import Enrolment, LectureProgress

AROUND_NOW = {"starts_on": date(2020, 1, 1), "ends_on": date(2999, 12, 31)}
PAGE = "/courses/champions-2026/"
LECTURE = PAGE + "lectures/cities/"
QUIZ = PAGE + "coursework/quiz/"
RIGHT = {"a-one": "all", "a-two": ["tree", "water"]}


def opened(seconds: int, key: str = "cities") -> LectureProgress:
    """The lecture was opened that long ago."""
    at = timezone.now() - timedelta(seconds=seconds)
    enrolment = Enrolment.objects.get()
    Enrolment.objects.update(enrolled_at=at)
    lecture = enrolment.course.lectures.get(key=key)
    return LectureProgress.objects.create(enrolment=enrolment, lecture=lecture, opened_at=at, updated_at=at)
