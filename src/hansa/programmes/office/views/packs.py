"""Packs in the office: the list, one pack with what it says and assumes, its text, its export."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from hansa.foundation import clock, scope
from hansa.foundation.office.lists import show
from hansa.foundation.policy import OFFICE, policy
from hansa.programmes import permissions, selectors, services
from hansa.programmes.forms import RehearsalForm, UploadForm
from hansa.programmes.models import Edition
from hansa.programmes.office import outline
from hansa.programmes.office.lists import PACKS
from hansa.programmes.services.mailing import TOLD


def managed_edition(request: HttpRequest, slug: str) -> Edition:
    """Return an edition that this member of staff works on; another office's is not there for them."""
    edition = (
        permissions.editions_managed_by(request.user)
        .select_related("programme__network", "office", "call")
        .filter(slug=slug)
        .first()
    )
    if edition is None:
        raise Http404
    return edition


@policy(OFFICE)
def packs(request: HttpRequest) -> HttpResponse:
    """List the editions that came as packs, and take a new pack in."""
    may_apply = permissions.can_apply_packs(request.user)
    form = UploadForm()
    faults: list[Any] = []
    if request.method == "POST":
        if not may_apply:
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data["pack"]
            try:
                kept = services.receive_pack(
                    name=given.name, data=given.read(), by=request.user, now=clock.now()
                )
            except services.PackFaults as wrong:
                faults = list(wrong.faults)
            else:
                return redirect("programmes_office:upload", kept.uid)
    waiting = scope.visible(request.user, selectors.uploads()).filter(applied_at__isnull=True)[:10]
    response = show(
        request,
        PACKS,
        "programmes/office/packs.html",
        waiting=list(waiting),
        form=form,
        faults=faults,
        may_apply=may_apply,
    )
    if faults or form.errors:
        response.status_code = 422
    return response


@policy(OFFICE)
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a pack as it stands: its sections, which of them run, what is assumed, where the papers disagree."""
    edition = managed_edition(request, slug)
    standing = services.pack_of(edition)
    return render(
        request,
        "programmes/office/pack.html",
        {
            "edition": edition,
            "sections": outline.sections(standing),
            "assumptions": outline.assumed(standing),
            "notes": outline.notes(standing),
            "files": outline.file_names(standing),
            "rehearsals": list(selectors.rehearsals_of(slug)[:5]),
            "form": RehearsalForm(),
            "may_copy": permissions.can_apply_packs(request.user),
            "may_change": permissions.can_manage(request.user, edition),
            "is_untold": _is_untold(request, edition),
            "may_rehearse": services.rehearsals.can_rehearse()
            and permissions.can_manage(request.user, edition),
        },
    )


def _is_untold(request: HttpRequest, edition: Edition) -> bool:
    """Whether the next thing to do with an edition is to write to the members its call is for."""
    call = getattr(edition, "call", None)
    return (
        call is not None
        and call.state_at(clock.now()) in TOLD
        and permissions.can_manage(request.user, edition)
        and not selectors.mailings_of(call).exists()
    )


@policy(OFFICE)
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one file of the pack as it would be written now: ``?file=pack.yaml``."""
    edition = managed_edition(request, slug)
    files = services.export_pack(slug)
    name = request.GET.get("file", "pack.yaml")
    if name not in files:
        raise Http404
    return render(
        request,
        "programmes/office/text.html",
        {"edition": edition, "name": name, "text": files[name], "files": sorted(files)},
    )


@policy(OFFICE)
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand the pack out as a zip, as it stands now."""
    edition = managed_edition(request, slug)
    response = HttpResponse(services.export_archive(edition.slug), content_type="application/zip")
    name = _("%(slug)s.zip") % {"slug": edition.slug}
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
