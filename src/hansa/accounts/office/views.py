from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, policy, recent, roles

from .. import permissions, selectors, services
from ..enums import Role
from ..forms import AddressForm, RoleForm


@policy(OFFICE)
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One account: who, which roles, what was done to it."""
    by: Any = request.user
    shown = scope.visible_or_404(by, selectors.people().select_related("merged_into"), uid=uid)
    grants = list(shown.grants.select_related("granted_by").order_by("role"))
    form, held = RoleForm(), {grant.role for grant in grants}
    # A role that somebody holds is taken away beside its name, not given once more.
    offered: Any = form.fields["role"]
    offered.choices = [choice for choice in Role.choices if choice[0] not in held]
    return render(
        request,
        "accounts/office/person.html",
        {
            "shown": shown,
            "grants": grants,
            "form": form,
            "alike": selectors.alike_to(shown) if by.roles & permissions.LIKENESS_ROLES else (),
            "may_name": bool(by.roles & permissions.MERGE_ROLES) and not shown.merged_into_id,
            "address_form": AddressForm(auto_id="other_%s"),
            "history": history_of(request.user, shown),
        },
    )


@policy(recent(roles("administrator")))
@require_POST
def change_role(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a role or take it away."""
    by = request.user
    assert by.is_authenticated  # the policy has seen to it
    shown = scope.visible_or_404(by, selectors.people(), uid=uid)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles in the list."))
    elif request.POST.get("act") == "withdraw":
        if shown == by and form.cleaned_data["role"] == Role.ADMINISTRATOR:
            messages.error(request, _("Another administrator has to take this role from you."))
        else:
            services.withdraw_role(person=shown, role=form.cleaned_data["role"], by=by)
            messages.success(request, _("The role is withdrawn."))
    else:
        services.grant_role(person=shown, role=form.cleaned_data["role"], by=by, now=clock.now())
        messages.success(request, _("The role is given."))
    return redirect("accounts_office:person", uid=uid)
