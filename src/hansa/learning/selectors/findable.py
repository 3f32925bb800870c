"""What can be found of learning: courses and their lectures."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from hansa.foundation.search.index import Entry, joined
from hansa.foundation.search.registry import everywhere
from hansa.learning.models import Course, Lecture
from hansa.programmes.permissions import UNANNOUNCED


def entries() -> Iterator[Entry]:
    """Yield the courses of announced editions, and their lectures where they are taught: with the course's address.

    Who is not enrolled may read what a course offers, so a lecture is found by its title and summary, never by what is
    said in it.
    """
    shown = ~Q(edition__call__state__in=UNANNOUNCED)
    courses = {row.pk: row for row in Course.objects.filter(shown).select_related("edition").order_by("pk")}
    for course in courses.values():
        edition = course.edition
        address = reverse("learning:course", args=[edition.slug])
        weight = 0.9 if edition.is_archive else 1.05
        year = everywhere(edition.year)
        yield Entry("course", address, edition.title, joined(course.title, course.summary), year, weight)
    rows = Lecture.objects.filter(course__in=list(courses)).select_related("part").order_by("pk")
    for lecture in rows:
        edition = courses[lecture.course_id].edition
        address = reverse("learning:lecture", args=[edition.slug, lecture.key])
        facts = joined(edition.title, lecture.part.title)
        weight = 0.8 if edition.is_archive else 1.0
        yield Entry("lecture", address, lecture.title, lecture.summary, facts, weight)
