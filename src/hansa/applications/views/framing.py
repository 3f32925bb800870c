"""Which part of their picture others see: the applicant moves a frame over it, with sliders or by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hansa.applications import selectors, services
from hansa.applications.forms import FrameForm
from hansa.applications.models import Application, Framing
from hansa.applications.rules.framing import Frame, box_of, closest
from hansa.applications.rules.transitions import EDITABLE
from hansa.applications.services.standing import is_late
from hansa.foundation import clock
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.storage.services import Unreadable, response_for


@policy(SIGNED_IN)
def frame(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """Show the whole picture with the frame on it, and beside it what others see; keep what is chosen."""
    application, row = _own(request, uid, kind)
    asked = selectors.terms_of(application.call).document(kind)
    if asked is None or asked.proportions is None:
        raise Http404
    if is_late(application, clock.now()):
        return redirect("applications:send", uid=uid)
    most = closest(row.width, row.height, asked.proportions)
    form = FrameForm(
        request.POST or None,
        most=most,
        initial={"zoom": row.zoom, "across": row.across, "down": row.down},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.frame_picture(
                application_id=application.pk,
                kind=kind,
                frame=Frame(**form.cleaned_data),
                by=request.user,
                now=clock.now(),
            )
        except (services.NotYours, Unreadable) as refusal:
            raise Http404 from refusal
        messages.success(request, _("This part of your picture is shown."))
        if "stay" in request.POST:
            return redirect("applications:frame", uid=uid, kind=kind)
        return redirect("applications:documents", uid=uid)
    context = {
        "application": application,
        "edition": application.call.edition,
        "form": form,
        "row": row,
        "box": box_of(row.width, row.height, asked.proportions, Frame(row.zoom, row.across, row.down)),
        "proportions": asked.proportions,
        "picture": reverse("applications:whole_picture", args=[uid, kind]),
    }
    return render(request, "applications/frame.html", context)


@require_safe
def _whole_picture(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """Show one's own whole picture to oneself, and to nobody else."""
    _application, row = _own(request, uid, kind)
    try:
        return response_for(row.picture, inline=True)
    except (OSError, Unreadable) as fault:
        raise Http404 from fault


whole_picture = policy(SIGNED_IN)(_whole_picture)


def _own(request: HttpRequest, uid: str, kind: str) -> tuple[Application, Framing]:
    application: Any = selectors.own_application_or_404(request.user, uid)
    row = selectors.framing_of(application, kind) if application.state in EDITABLE else None
    if row is None:
        raise Http404
    return application, row
