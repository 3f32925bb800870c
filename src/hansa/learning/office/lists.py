"""The office's lists of learning: courses with their numbers, and who is enrolled in one."""

from html import escape
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office.lists import (
    Asked,
    Column,
    Empty,
    Filter,
    OfficeList,
    StandardView,
    register,
    show,
)
from hansa.foundation.policy import OFFICE, policy
from hansa.foundation.ui.dates import day
from hansa.foundation.ui.templatetags.ui import address, status
from hansa.learning import selectors
from hansa.learning.models import Enrolment
from hansa.learning.permissions import course_managed, courses_managed_by


def _counted(**narrowed: Any) -> Any:
    """Return the number of a course's enrolments, so narrowed."""
    rows = Enrolment.objects.filter(course=OuterRef("pk"), **narrowed).order_by().values("course")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _courses(asked: Asked) -> Any:
    return courses_managed_by(asked.person).annotate(
        lecture_count=Count("lectures"),
        enrolled=_counted(),
        active=_counted(active_at__gte=selectors.active_since(asked.now), completed_at__isnull=True),
        completed=_counted(completed_at__isnull=False),
        requested=_counted(requested_at__isnull=False),
    )


def _number(name: str, label: Any) -> Column:
    return Column(
        name, label, lambda row, known: str(row[name]), (name, "pk"), falls=True, kind="n", is_named=True
    )


def _course(row: dict[str, Any], known: str) -> str:
    return in_language(row["edition__title"], known)


COURSES = register(
    OfficeList(
        key="courses",
        url_name="learning_office:courses",
        label=gettext_lazy("Courses"),
        heading=lambda found, is_narrowed: (
            ngettext("%(number)d course", "%(number)d courses", found) % {"number": found}
        ),
        rows=_courses,
        fields=(
            *("edition__slug", "edition__title", "edition__year"),
            *("lecture_count", "enrolled", "active", "completed", "requested"),
        ),
        columns=(
            Column("edition", gettext_lazy("Edition"), _course, ("edition__slug",)),
            Column(
                "year",
                gettext_lazy("Year"),
                lambda row, known: str(row["edition__year"]),
                ("edition__is_living_copy", "edition__year", "edition__slug"),
                falls=True,
            ),
            _number("lecture_count", gettext_lazy("Lectures")),
            _number("enrolled", gettext_lazy("Enrolled")),
            _number("active", gettext_lazy("Active in 14 days")),
            _number("completed", gettext_lazy("Completed")),
            _number("requested", gettext_lazy("Asked for the certificate")),
        ),
        link=lambda row: address("learning_office:course", row["edition__slug"]),
        name=lambda row: row["edition__slug"],
        order="-year",
        search=lambda rows, word: rows.filter(
            Q(edition__slug__icontains=word) | Q(edition__title__icontains=word)
        ),
        search_label=gettext_lazy("Title"),
        filters=(
            Filter(
                "kind",
                gettext_lazy("Kind"),
                gettext_lazy("All kinds"),
                lambda asked: [
                    ("current", gettext_lazy("Not in the archive")),
                    ("archive", gettext_lazy("Archive")),
                ],
                lambda rows, value: rows.filter(edition__is_archive=value == "archive"),
            ),
        ),
        views=(StandardView("current", gettext_lazy("Not in the archive"), "kind=current"),),
        known=lambda asked, rows: asked.language,
        empty=Empty(
            gettext_lazy("No course among your programmes"),
            gettext_lazy("A course comes with its pack."),
            "programmes_office:packs",
            gettext_lazy("Go to the programme files"),
        ),
    )
)


def _enrolments(asked: Asked) -> Any:
    match = asked.request.resolver_match
    slug = match.kwargs["slug"] if match else ""
    begun = Q(progress__percent__gt=0) | Q(progress__read_at__isnull=False)
    rows = scope.visible(asked.person, Enrolment.objects.all())
    return rows.filter(course__edition__slug=slug).annotate(
        watched=Count("progress", filter=begun, distinct=True)
    )


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[bool, str]:
    return {True: status("done", _("Completed")), False: status("half", _("Under way"))}


def _on(name: str) -> Any:
    return lambda row, known: day(row[name].date(), short=True) if row[name] else "–"


ENROLMENTS = OfficeList(
    key="enrolments",
    url_name="learning_office:course",
    label=gettext_lazy("Learners"),
    heading=lambda found, is_narrowed: "",
    rows=_enrolments,
    fields=("uid", "person__name", "completed_at", "watched", "enrolled_at", "active_at"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            lambda row, known: SafeString(f"<bdi>{escape(row['person__name'])}</bdi>"),
            ("person__name", "pk"),
        ),
        Column(
            "standing",
            gettext_lazy("Standing"),
            lambda row, known: known[row["completed_at"] is not None],
            (F("completed_at").asc(nulls_last=True), "pk"),
        ),
        Column(
            "begun",
            gettext_lazy("Lectures begun"),
            lambda row, known: str(row["watched"]),
            ("watched", "pk"),
            falls=True,
            kind="n",
            is_named=True,
        ),
        Column(
            "enrolled",
            gettext_lazy("Enrolled on"),
            _on("enrolled_at"),
            ("enrolled_at", "pk"),
            falls=True,
            is_named=True,
        ),
        Column(
            "active",
            gettext_lazy("Last active"),
            _on("active_at"),
            ("active_at", "pk"),
            falls=True,
            is_named=True,
        ),
    ),
    link=lambda row: address("learning_office:enrolment", row["uid"]),
    name=lambda row: row["person__name"],
    order="-active",
    search=lambda rows, word: rows.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word)),
    search_label=gettext_lazy("Name or e-mail address"),
    filters=(
        Filter(
            "state",
            gettext_lazy("Standing"),
            gettext_lazy("Any standing"),
            lambda asked: [
                ("under_way", gettext_lazy("Under way")),
                ("completed", gettext_lazy("Completed")),
            ],
            lambda rows, value: rows.filter(completed_at__isnull=value == "under_way"),
        ),
    ),
    known=_known,
    has_views=False,
    empty=Empty(
        gettext_lazy("Nobody has enrolled yet"),
        gettext_lazy("Learners appear here as soon as they enrol on the course’s own page."),
    ),
)


@policy(OFFICE)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses of one's editions with how many enrolled, are active, completed, asked."""
    return show(request, COURSES)


@policy(OFFICE)
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """List who is enrolled in a course, the one who did something last on top."""
    found = course_managed(request.user, slug)
    if found is None:
        raise Http404
    numbers = selectors.course_numbers(found, clock.now())
    heading = ngettext(
        "%(number)d of %(total)d has completed the course",
        "%(number)d of %(total)d have completed the course",
        numbers.completed,
    ) % {"number": numbers.completed, "total": numbers.enrolled}
    return show(
        request, ENROLMENTS, "learning/office/course.html", heading=heading, course=found, numbers=numbers
    )
