"""One certificate in the office: what became of it, and withdrawing it or issuing it again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hansa.credentials import permissions, selectors, services
from hansa.credentials.enums import CredentialState, RevocationReason
from hansa.credentials.models import Credential
from hansa.foundation import clock, scope
from hansa.foundation.office.history import history_of
from hansa.foundation.policy import OFFICE, STAFF, policy


class WithdrawForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        # "Replaced" is never chosen: issuing again says it.
        choices=[
            choice for choice in RevocationReason.choices if choice[0] != RevocationReason.REPLACED.value
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why; it stays in the register.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the office"),
        help_text=gettext_lazy("Nobody outside reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgainForm(forms.Form):
    """The name under which a certificate is issued again."""

    name = forms.CharField(
        label=gettext_lazy("Name on the new certificate"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the name as it should stand there.")},
    )


def _found(request: HttpRequest, credential_id: UUID) -> Credential:
    rows = selectors.credentials().select_related("replaces", "replaced_by", "status_list")
    found: Credential = scope.visible_or_404(request.user, rows, pk=credential_id)
    return found


def _page(request: HttpRequest, found: Credential, *, status: int = 200, **given: Any) -> HttpResponse:
    standing = found.state == CredentialState.ISSUED and permissions.can_withdraw(request.user)
    return render(
        request,
        "credentials/office/certificate.html",
        {
            "credential": found,
            "newer": getattr(found, "replaced_by", None),
            "may_act": standing,
            "withdraw": given.get("withdraw") or WithdrawForm(),
            "again": given.get("again") or AgainForm(initial={"name": found.holder_name}),
            "form": given.get("withdraw") or given.get("again"),
            "history": history_of(request.user, found),
        },
        status=status,
    )


@policy(OFFICE)
@require_safe
def certificate(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Show a certificate as the register has it."""
    return _page(request, _found(request, credential_id))


@policy(STAFF)
@require_POST
def withdraw(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Withdraw a certificate, with the reason."""
    found = _found(request, credential_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, withdraw=form, status=422)
    try:
        services.revoke_credential(
            credential_id=found.pk, by=request.user, now=clock.now(), **form.cleaned_data
        )
    except services.NotIssued as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The certificate %(number)s is withdrawn.") % {"number": found.number})
    return redirect("credentials_office:certificate", found.pk)


@policy(STAFF)
@require_POST
def again(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Issue a certificate again under another name, and withdraw the old one."""
    found = _found(request, credential_id)
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _page(request, found, again=form, status=422)
    try:
        fresh = services.reissue_credential(
            credential_id=found.pk, name=form.cleaned_data["name"], by=request.user, now=clock.now()
        )
    except (services.IssuingRefused, services.TextRefused) as fault:
        form.add_error("name", str(fault))
        return _page(request, found, again=form, status=422)
    except services.NotIssued as fault:
        messages.error(request, str(fault))
        return redirect("credentials_office:certificate", found.pk)
    messages.success(request, _("It is issued again as %(number)s.") % {"number": fresh.number})
    return redirect("credentials_office:certificate", fresh.pk)
