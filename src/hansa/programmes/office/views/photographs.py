"""The photographs of an edition: what anybody sees on its page, put there and taken away by the office."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.storage.services import FileRefused, StorageFull
from hansa.programmes import permissions, selectors, services
from hansa.programmes.forms import PhotographForm
from hansa.programmes.models import Edition
from hansa.programmes.office.views.packs import managed_edition


@policy(OFFICE)
def photographs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the photographs of an edition, with the form that puts one more there."""
    return _page(request, managed_edition(request, slug), PhotographForm())


def _page(request: HttpRequest, found: Edition, form: PhotographForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "edition": found,
        "photographs": list(selectors.photographs_of(found)),
        "form": form,
        "may": permissions.can_manage(request.user, found),
    }
    return render(request, "programmes/office/photographs.html", context, status=status)


@require_POST
def _add(request: HttpRequest, slug: str) -> HttpResponse:
    found = _changeable(request, slug)
    form = PhotographForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_photograph(
                edition_id=found.pk,
                shows=form.said(),
                credit=form.cleaned_data["credit"],
                upload=form.cleaned_data["file"],
                by=request.user,
                now=clock.now(),
            )
        except (FileRefused, StorageFull) as refusal:
            form.add_error("file", str(refusal))
        except services.TooManyPhotographs:
            form.add_error(None, _("An edition shows 24 photographs at most. Take one away first."))
        else:
            messages.success(request, _("Anybody sees it on the programme’s page now."))
            return redirect("programmes_office:photographs", slug)
    return _page(request, found, form, 422)


@require_POST
def _remove(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    found = _changeable(request, slug)
    services.remove_photograph(uid=uid, edition_id=found.pk, by=request.user)
    messages.success(request, _("It is taken away."))
    return redirect("programmes_office:photographs", slug)


def _changeable(request: HttpRequest, slug: str) -> Edition:
    found = managed_edition(request, slug)
    if not permissions.can_manage(request.user, found):
        raise PermissionDenied
    return found


add = policy(STAFF)(_add)
remove = policy(STAFF)(_remove)
