"""The papers of a call: what anybody may take, put there and taken away by the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.storage.services import FileRefused, StorageFull
from hansa.programmes import permissions, selectors, services
from hansa.programmes.forms import AttachmentForm
from hansa.programmes.models import Call
from hansa.programmes.office.views.calls import managed_call


@policy(OFFICE)
def attachments(request: HttpRequest, slug: str) -> HttpResponse:
    """List the papers of a call, with the form that puts one more there."""
    return _page(request, managed_call(request, slug), AttachmentForm())


def _page(request: HttpRequest, found: Call, form: AttachmentForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "edition": found.edition,
        "papers": list(selectors.attachments_of(found)),
        "form": form,
        "may": permissions.can_manage(request.user, found.edition),
    }
    return render(request, "programmes/office/attachments.html", context, status=status)


@require_POST
def _attach(request: HttpRequest, slug: str) -> HttpResponse:
    found = managed_call(request, slug, to_change=True)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.attach(
                call_id=found.pk,
                label=said["label"],
                language=said["language"],
                upload=said["file"],
                by=request.user,
                now=clock.now(),
            )
        except (FileRefused, StorageFull) as refusal:
            form.add_error("file", str(refusal))
        except services.TooMany:
            form.add_error(None, _("A call has twelve papers at most. Take one away first."))
        else:
            messages.success(request, _("Anybody may take it from the call’s page now."))
            return redirect("programmes_office:attachments", slug)
    return _page(request, found, form, 422)


@require_POST
def _detach(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    found = managed_call(request, slug, to_change=True)
    services.detach(uid=uid, call_id=found.pk, by=request.user)
    messages.success(request, _("It is taken away."))
    return redirect("programmes_office:attachments", slug)


attach = policy(STAFF)(_attach)
detach = policy(STAFF)(_detach)
