"""A pack that was handed in: its plan before the click, and the click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, policy, roles
from hansa.programmes import permissions, selectors, services
from hansa.programmes.forms import RehearsalForm
from hansa.programmes.models import UploadedPack
from hansa.programmes.office import outline
from hansa.programmes.office.publishing import CONFIRMS, opening_of, warning_of

#: So many rows of a plan are shown; the rest is counted.
MOST_ROWS = 150
WRITERS = roles("programme_officer", "administrator")


@policy(OFFICE)
def upload(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what applying a pack would do, beside the button that does it."""
    found = scope.visible_or_404(request.user, UploadedPack.objects.select_related("uploaded_by"), uid=uid)
    try:
        plan = services.plan_upload(found)
    except services.PackFaults as wrong:
        return render(
            request,
            "programmes/office/upload_faulty.html",
            {"upload": found, "faults": wrong.faults},
            status=422,
        )
    pack = services.uploads.loaded_upload(found).pack
    may_apply = permissions.can_apply_packs(request.user)
    warned = None if plan.is_empty else warning_of(pack, found.slug, clock.now())
    return render(
        request,
        "programmes/office/upload.html",
        {
            "upload": found,
            "title": outline.said(pack.edition.title),
            "plan": plan,
            "counts": plan.counts(),
            "timetable": outline.timetable(pack) if plan.is_new else [],
            "rows": outline.plan_rows(plan, MOST_ROWS),
            "hidden": max(0, len(plan.changes) - MOST_ROWS),
            "may_apply": may_apply,
            "warned": warned,
            "opens": opening_of(pack, clock.now()),
            "confirms": CONFIRMS,
            "may_publish": may_apply and not plan.refusals and not plan.is_empty,
            "may_rehearse": may_apply and services.rehearsals.can_rehearse(),
            "form": RehearsalForm(),
            "rehearsals": list(selectors.rehearsals_of(found.slug)[:5]),
        },
    )


def _apply(request: HttpRequest, uid: str) -> HttpResponse:
    found = scope.visible_or_404(request.user, UploadedPack.objects.all(), uid=uid)
    try:
        plan, pack = services.plan_upload(found), services.uploads.loaded_upload(found).pack
        warned = None if plan.is_empty else warning_of(pack, found.slug, clock.now())
        if warned is not None and (warned.is_refused or CONFIRMS not in request.POST):
            messages.error(request, _("Nothing is public yet: %(why)s") % {"why": warned.sentence})
            return redirect("programmes_office:upload", found.uid)
        applied = services.apply_upload(upload_id=found.pk, by=request.user, now=clock.now())
    except (services.PackRefused, services.PackFaults):
        # The page says what stands in the way; it was planned before somebody else changed something.
        return redirect("programmes_office:upload", found.uid)
    if applied.plan.is_empty:
        messages.info(request, _("Nothing changed: the pack says what stands here already."))
    else:
        said = (
            _("Published. Its public page stands now; nobody has been written to.")
            if applied.plan.is_new
            else _("Applied. The edition stands as the pack says.")
        )
        messages.success(request, said)
    return redirect("programmes_office:pack", applied.edition.slug)


apply = policy(WRITERS)(require_POST(_apply))
