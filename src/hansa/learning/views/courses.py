"""The list of courses, the page of one, and enrolling."""

from datetime import date

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
from hansa.learning.models import Course
from hansa.learning.permissions import can_preview
from hansa.learning.rules import calendar

from .common import context_of, course_or_404, crumbs, enrolment_in


@policy(PUBLIC)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Show every course: those one can begin, one's own, those that are over."""
    now = clock.now()
    rows = list(scope.visible(request.user, selectors.courses_listed()))
    own = {}
    if request.user.is_authenticated:
        own = {row.course_id: row for row in selectors.enrolments_of(request.user)}
    listed = [(row, own.get(row.pk), _closed(row, now.date())) for row in rows]
    return render(
        request,
        "learning/courses.html",
        {
            "mine": [entry for entry in listed if entry[1]],
            "open": [entry for entry in listed if not entry[1] and not entry[2]],
            "over": [entry for entry in listed if not entry[1] and entry[2]],
        },
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
    found = course_or_404(request, slug)
    now = clock.now()
    enrolment = enrolment_in(request, found)
    outline = selectors.outline(found, enrolment, now)
    completion = outline.completion
    may_preview = enrolment is None and can_preview(request.user, found)
    shape = selectors.shape_of(found)
    form = shape.claim
    certificate = selectors.certificate_of(enrolment) if enrolment else None
    return render(
        request,
        "learning/course.html",
        context_of(
            found,
            enrolment,
            outline=outline,
            gable=[row for row in reversed(outline.rows) if row.bricks],
            steps_left=sum(one.of - one.done for one in completion.missing) if completion else 0,
            asks_for_lectures=bool(shape.rule.lectures_percent),
            claim=form,
            certificate=certificate,
            closed=_closed(found, selectors.today_in(found.edition, now)),
            is_enrolled=enrolment is not None,
            may_preview=may_preview,
            opens=enrolment is not None or may_preview,
            crumbs=crumbs(found, get_language() or "en"),
        ),
    )


@policy(SIGNED_IN)
@require_POST
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Enrol whoever is signed in."""
    found = course_or_404(request, slug)
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
    found = course_or_404(request, slug)
    enrolment = enrolment_in(request, found)
    form = DataForm(request.POST)
    if enrolment and form.is_valid():
        services.choose_data(enrolment_id=enrolment.pk, choice=form.cleaned_data["choice"], now=clock.now())
    lecture = request.POST.get("lecture", "")
    if lecture in selectors.shape_of(found).lectures:
        return redirect("learning:lecture", slug, lecture)
    return redirect("learning:course", slug)
