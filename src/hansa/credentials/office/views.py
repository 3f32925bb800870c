"""Staff screens of credentials."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hansa.credentials import selectors
from hansa.credentials.enums import CredentialState
from hansa.credentials.forms import FilterForm
from hansa.foundation import scope
from hansa.foundation.policy import OFFICE, policy

PAGE = 50


@policy(OFFICE)
@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """Everything that was issued, newest first; by name, achievement, number and state."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    seen = scope.visible(request.user, selectors.credentials())
    waiting = seen.filter(state=CredentialState.PENDING).count()
    rows = selectors.credentials_matching(seen, words=wanted["q"], state=wanted["state"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "credentials/office/credentials.html",
        {"page": page, "form": form, "is_filtered": any(wanted.values()), "waiting": waiting},
    )
