"""The office's list of certificates."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.credentials import selectors
from hansa.credentials.enums import CredentialState
from hansa.credentials.rules.short_codes import grouped, read_code
from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office.lists import (
    Asked,
    Column,
    Empty,
    Filter,
    OfficeList,
    StandardView,
    register,
    show,
)
from hansa.foundation.policy import OFFICE, policy
from hansa.foundation.ui.dates import clock_of
from hansa.foundation.ui.templatetags.ui import address, status

_SHAPES: dict[str, str] = {
    CredentialState.ISSUED: "done",
    CredentialState.PENDING: "waiting",
    CredentialState.REVOKED: "refused",
}


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    states = {state.value: status(_SHAPES[state.value], state.label) for state in CredentialState}
    return {"language": asked.language, "states": states, "clock": clock_of(asked.person.time_zone)}


def _search(rows: Any, word: str) -> Any:
    code = read_code(word)
    match = Q(holder_name__icontains=word) | Q(achievement__key__icontains=word)
    return rows.filter(match | Q(short_code=code) if code else match)


LIST = register(
    OfficeList(
        key="certificates",
        url_name="credentials_office:credentials",
        label=gettext_lazy("Certificates"),
        heading=lambda found, is_narrowed: (
            ngettext("%(total)d certificate", "%(total)d certificates", found) % {"total": found}
        ),
        rows=lambda asked: scope.visible(asked.person, selectors.credentials()),
        fields=("holder_name", "achievement__name", "short_code", "issued_at", "state"),
        columns=(
            Column(
                "holder",
                gettext_lazy("Holder"),
                lambda row, known: SafeString(f"<bdi>{escape(row['holder_name'])}</bdi>"),
                ("holder_name", "pk"),
            ),
            Column(
                "achievement",
                gettext_lazy("Achievement"),
                lambda row, known: in_language(row["achievement__name"], known["language"]),
                ("achievement__key", "-created_at"),
            ),
            Column(
                "number",
                gettext_lazy("Number"),
                lambda row, known: SafeString(
                    f'<bdi dir="ltr" class="nowrap">{escape(grouped(row["short_code"]))}</bdi>'
                ),
                kind="nowrap",
            ),
            Column(
                "issued",
                pgettext_lazy("a certificate", "Issued"),
                lambda row, known: known["clock"](row["issued_at"]) if row["issued_at"] else "–",
                ("created_at", "pk"),
                falls=True,
                kind="nowrap",
            ),
            Column(
                "state",
                gettext_lazy("State"),
                lambda row, known: known["states"][row["state"]],
                ("state", "-created_at"),
            ),
        ),
        link=lambda row: address("credentials_office:certificate", row["pk"]),
        name=lambda row: row["holder_name"],
        order="-issued",
        search=_search,
        search_label=gettext_lazy("Holder, achievement or number"),
        filters=(
            Filter(
                "state",
                gettext_lazy("State"),
                gettext_lazy("Any state"),
                lambda asked: CredentialState.choices,
                lambda rows, value: rows.filter(state=value),
            ),
        ),
        views=(
            StandardView("pending", gettext_lazy("Waiting for signatures"), "state=pending"),
            StandardView("revoked", pgettext_lazy("a certificate", "Withdrawn"), "state=revoked"),
        ),
        known=_known,
        has_uuids=True,
        empty=Empty(
            gettext_lazy("No certificate was issued yet"),
            gettext_lazy(
                "They appear here when somebody has completed a course or attended a workshop, and has asked."
            ),
        ),
    )
)


@policy(OFFICE)
def credentials(request: HttpRequest) -> HttpResponse:
    """Everything that was issued, newest first; first how many wait for a signature."""
    seen = scope.visible(request.user, selectors.credentials())
    waiting = seen.filter(state=CredentialState.PENDING).count()
    heading = (
        ngettext(
            "%(waiting)d certificate waits for a signature",
            "%(waiting)d certificates wait for a signature",
            waiting,
        )
        % {"waiting": waiting}
        if waiting
        else _("Every certificate is signed")
    )
    return show(request, LIST, heading=heading)
