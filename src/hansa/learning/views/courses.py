"""The list of courses, the page of one, and enrolling."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy
from hansa.learning import selectors, services
from hansa.learning.forms import DataForm
from hansa.learning.models import Course, Enrolment
from hansa.learning.permissions import can_preview
from hansa.learning.rules import calendar

from .common import context_of, course_for, crumbs
from .short import in_short, length_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A course as the list of courses has it: in short for everybody, and how far one has come oneself."""

    course: Course
    detail: str
    enrolment: Enrolment | None
    done: int
    total: int
    closed: calendar.Closed | None

    @property
    def tenths(self) -> int:
        """The share of the lectures that is done, for a bar, in steps of ten percent."""
        return max(10, self.done * 10 // self.total * 10) if self.done and self.total else 0


@policy(PUBLIC)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Show every course: one's own with how far one is, those one can begin, those that are over."""
    now = clock.now()
    shapes = selectors.shapes(scope.visible(request.user, Course.objects.all()))
    own = selectors.own_standings(request.user, shapes)
    listed = [_listed(shape, own.get(shape.course.pk), now) for shape in shapes]
    return render(
        request,
        "learning/courses.html",
        {
            "mine": [one for one in listed if one.enrolment],
            "open": [one for one in listed if not one.enrolment and not one.closed],
            "over": [one for one in listed if not one.enrolment and one.closed],
        },
    )


def _listed(shape: selectors.Shape, own: tuple[Enrolment, int] | None, now: datetime) -> Listed:
    enrolment, done = own or (None, 0)
    today = selectors.today_in(shape.course.edition, now)
    return Listed(
        shape.course, length_of(shape), enrolment, done, len(shape.lectures), _closed(shape.course, today)
    )


def _closed(course: Course, today: date) -> calendar.Closed | None:
    edition = course.edition
    return calendar.enrolment_closed(
        is_archive=edition.is_archive,
        year=edition.year,
        ends_on=edition.ends_on,
        today=today,
    )


@policy(PUBLIC)
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a course: where one stands, what is missing, its lectures as a gable, its weeks."""
    found, enrolment = course_for(request, slug)
    now = clock.now()
    outline = selectors.outline(found, enrolment, now)
    completion = outline.completion
    may_preview = enrolment is None and can_preview(request.user, found)
    shape = selectors.shape_of(found)
    form = shape.claim
    certificate = selectors.certificate_of(enrolment) if enrolment else None
    asks_for_lectures = bool(shape.rule.lectures_percent)
    on = left = None
    if enrolment:
        on = services.onward(outline, enrolment, slug, asks_for_lectures=asks_for_lectures)
        left = services.left_to_do(outline, slug, on)
    return render(
        request,
        "learning/course.html",
        context_of(
            found,
            enrolment,
            outline=outline,
            left=left,
            onward=services.beside(on) if left else on,
            gable=[row for row in reversed(outline.rows) if row.bricks],
            steps_left=sum(one.of - one.done for one in completion.missing) if completion else 0,
            asks_for_lectures=asks_for_lectures,
            claim=form,
            certificate=certificate,
            closed=_closed(found, selectors.today_in(found.edition, now)),
            is_enrolled=enrolment is not None,
            may_preview=may_preview,
            opens=enrolment is not None or may_preview,
            crumbs=crumbs(found, get_language() or "en")[:1],  # its own title stands right below
            **({} if enrolment else in_short(shape)),
        ),
    )


@policy(SIGNED_IN)
@require_POST
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Enrol whoever is signed in."""
    found, _own = course_for(request, slug)
    try:
        services.enrol(edition_slug=slug, person=request.user, now=clock.now())
    except services.EnrolmentClosed:
        messages.error(request, _("This edition is over, so nobody can enrol in it any more."))
    else:
        title = in_language(found.edition.title, get_language())
        messages.success(
            request, _("You are enrolled in %(course)s. Begin where you like.") % {"course": title}
        )
    return redirect("learning:course", slug)


@policy(SIGNED_IN)
@require_POST
def data_choice(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep how much data a lecture may cost, and go back to the lecture."""
    found, enrolment = course_for(request, slug)
    form = DataForm(request.POST)
    if enrolment and form.is_valid():
        services.choose_data(enrolment_id=enrolment.pk, choice=form.cleaned_data["choice"], now=clock.now())
    lecture = request.POST.get("lecture", "")
    if lecture in selectors.shape_of(found).lectures:
        return redirect("learning:lecture", slug, lecture)
    return redirect("learning:course", slug)
