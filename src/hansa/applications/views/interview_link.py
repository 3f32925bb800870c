"""Another link for the video of some hours: by an officer, or by whoever holds interviews in them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.applications import permissions, services
from hansa.applications.enums import InterviewWay
from hansa.applications.forms import LinkForm
from hansa.applications.models import InterviewWindow
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_hours, interview_words
from hansa.applications.views.interview_panel import INTERVIEWERS
from hansa.foundation import clock, scope
from hansa.foundation.policy import policy


@policy(INTERVIEWERS)
def link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say whom a new link would reach, then set it: everybody who has booked gets the appointment anew."""
    window = scope.visible_or_404(
        request.user, InterviewWindow.objects.select_related("call__edition"), uid=uid
    )
    if window.way != InterviewWay.VIDEO or not permissions.can_change_link(request.user, window):
        raise Http404
    in_office = permissions.can_handle_call(request.user, window.call)
    slug = window.call.edition.slug
    back = (
        reverse("applications_office:interviews", args=[slug])
        if in_office
        else reverse("applications:interviews")
    )
    now = clock.now()
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"link": window.link})
    if request.method == "POST" and form.is_valid():
        try:
            told = interview_hours.change_link(
                window_id=window.pk, link=form.cleaned_data["link"], by=request.user, now=now
            )
        except services.REFUSALS as refusal:
            form.add_error("link", services.sentence_of(refusal))
        else:
            messages.success(request, _said(told))
            return redirect(back)
    context = {
        "window": window,
        "edition": window.call.edition,
        "form": form,
        "booked": len(reads.booked_in(window, now)),
        "back": back,
        "day": interview_words.long_day(window.day),
        "hours": f"{window.starts:%H:%M}–{window.ends:%H:%M}",
        "zone": window.zone,
    }
    return render(request, "applications/interview_link.html", context, status=422 if form.errors else 200)


def _said(told: int) -> str:
    if not told:
        return _("The link is kept. Nobody had to be told.")
    return ngettext(
        "The link is new, and %(count)d applicant gets the appointment anew.",
        "The link is new, and %(count)d applicants get the appointment anew.",
        told,
    ) % {"count": told}
