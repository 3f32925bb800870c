"""Dress rehearsals: asked for here, run by a task, read here."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.programmes import permissions, services
from hansa.programmes.enums import RehearsalState
from hansa.programmes.forms import RehearsalForm
from hansa.programmes.models import Rehearsal, UploadedPack
from hansa.programmes.office.views.packs import managed_edition
from hansa.programmes.office.views.uploads import WRITERS


@policy(OFFICE)
def rehearsal(request: HttpRequest, uid: str) -> HttpResponse:
    """Show how far a rehearsal has come, and its report."""
    found = scope.visible_or_404(
        request.user, Rehearsal.objects.select_related("edition", "upload", "requested_by"), uid=uid
    )
    is_going = found.state in (RehearsalState.QUEUED, RehearsalState.RUNNING)
    return render(request, "programmes/office/rehearsal.html", {"rehearsal": found, "is_going": is_going})


def _rehearse_edition(request: HttpRequest, slug: str) -> HttpResponse:
    edition = managed_edition(request, slug)
    if not permissions.can_manage(request.user, edition):
        raise PermissionDenied
    form = RehearsalForm(request.POST)
    if not form.is_valid():
        return redirect("programmes_office:pack", slug)
    started = services.rehearsals.start(
        edition=edition, by=request.user, now=clock.now(), **form.cleaned_data
    )
    return redirect("programmes_office:rehearsal", started.uid)


def _rehearse_upload(request: HttpRequest, uid: str) -> HttpResponse:
    upload = scope.visible_or_404(request.user, UploadedPack.objects.all(), uid=uid)
    form = RehearsalForm(request.POST)
    if not form.is_valid():
        return redirect("programmes_office:upload", upload.uid)
    started = services.rehearsals.start(upload=upload, by=request.user, now=clock.now(), **form.cleaned_data)
    return redirect("programmes_office:rehearsal", started.uid)


rehearse_edition = policy(STAFF)(require_POST(_rehearse_edition))
rehearse_upload = policy(WRITERS)(require_POST(_rehearse_upload))
