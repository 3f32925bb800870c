"""The days, the size and the place of an edition before it is published: from last year's, made this year's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hansa.foundation import clock, scope
from hansa.foundation.policy import policy
from hansa.programmes import services
from hansa.programmes.models import UploadedPack
from hansa.programmes.office import outline
from hansa.programmes.office.days_form import DaysForm
from hansa.programmes.office.views.uploads import WRITERS


@policy(WRITERS)
def days(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for every day of an edition that waits, filled in with what its pack says; the plan follows."""
    found = scope.visible_or_404(request.user, UploadedPack.objects.all(), uid=uid)
    now, faults = clock.now(), []
    try:
        pack = services.uploads.loaded_upload(found).pack
    except services.PackFaults:
        return redirect("programmes_office:upload", found.uid)
    form = DaysForm(
        request.POST or None,
        pack=pack,
        today=now.date(),
        titles={event.key: outline.said(event.title) for event in pack.events},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_days(upload_id=found.pk, days=form.days(), by=request.user, now=now)
        except services.AlreadyPublished:
            messages.info(
                request,
                _("This edition is public by now. Its days change on the call’s page, each with a reason."),
            )
            return redirect("programmes_office:pack", found.slug)
        except services.PackFaults as wrong:
            faults = list(wrong.faults)
        else:
            messages.success(request, _("Kept. Here is what it would be; nothing is public yet."))
            return redirect("programmes_office:upload", found.uid)
    return render(
        request,
        "programmes/office/days.html",
        {
            "upload": found,
            "form": form,
            "faults": faults,
            "title": outline.said(pack.edition.title),
        },
        status=422 if form.errors or faults else 200,
    )
