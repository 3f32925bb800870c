"""The office's list of applications."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.accounts import selectors as accounts
from hansa.applications import selectors
from hansa.applications.enums import ApplicationState, InterviewState, NominationState
from hansa.applications.models import Nomination
from hansa.applications.office.acts import ACTS
from hansa.applications.office.by_call import by_call
from hansa.applications.office.interview_acts import INVITE
from hansa.applications.services import city_word
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
from hansa.foundation.policy import OFFICE, STAFF_ROLES, policy
from hansa.foundation.ui.dates import day
from hansa.foundation.ui.templatetags.ui import address, status
from hansa.network import selectors as network
from hansa.programmes.enums import CallState

_SHAPES = {
    ApplicationState.SUBMITTED: "half",
    ApplicationState.RETURNED: "needs",
    ApplicationState.ELIGIBLE: "done",
    ApplicationState.INELIGIBLE: "refused",
    ApplicationState.UNDER_REVIEW: "half",
    ApplicationState.OFFERED: "waiting",
    ApplicationState.RESERVE: "waiting",
    ApplicationState.CONFIRMED: "done",
    ApplicationState.DISQUALIFIED: "refused",
}


def _regions(asked: Asked) -> list[tuple[str, str]]:
    return [(row.key, in_language(row.name, asked.language)) for row in network.regions()]


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Say each state once, however many rows are in it."""
    return {
        "language": asked.language,
        "states": {
            state.value: status(_SHAPES.get(state, "closed"), state.label) for state in ApplicationState
        },
        "words": {
            (word.value, state.value, is_cancelled): city_word(word, of=state, is_cancelled=is_cancelled)
            for word in NominationState
            for state in ApplicationState
            for is_cancelled in (False, True)
        },
        "cancelled": escape(_("The call is cancelled")),
        "complete": _("complete"),
    }


def _documents(row: dict[str, Any], known: dict[str, Any]) -> str:
    missing = row["missing_documents"]
    if not missing:
        complete: str = known["complete"]
        return complete
    return ngettext("%(missing)d missing", "%(missing)d missing", missing) % {"missing": missing}


def _word(row: dict[str, Any], known: dict[str, Any]) -> str:
    said = known["words"].get((row["nomination__state"], row["state"], _is_cancelled(row)), "–")
    slot = row["nomination__slot__number"]
    if not slot:
        return str(said)
    return SafeString(f'{said} <span class="tiny quiet">{slot}/{row["nomination__slot__maximum"]}</span>')


def _is_cancelled(row: dict[str, Any]) -> bool:
    return bool(row["call__state"] == CallState.CANCELLED)


def _state(row: dict[str, Any], known: dict[str, Any]) -> str:
    said: str = known["states"][row["state"]]
    if not _is_cancelled(row):
        return said
    return SafeString(f'{said}<br><span class="tiny quiet">{known["cancelled"]}</span>')


def _city(row: dict[str, Any], known: dict[str, Any]) -> str:
    return in_language(row["member__name"], known["language"])


def _search(rows: Any, word: str) -> Any:
    # Who and which cities are so called is asked of their own tables, once, and not of each application.
    people = accounts.people().filter(name__icontains=word).order_by().values("pk")
    cities = network.all_members().filter(search_text__contains=word).order_by().values("pk")
    return rows.filter(Q(applicant__in=people) | Q(member__in=cities) | Q(number__icontains=word))


def _by_word(rows: Any, value: str) -> Any:
    # Gathered once from the index of words, so that the list is still read in its order.
    return rows.filter(pk__in=Nomination.objects.filter(state=value).order_by().values("application"))


def _by_documents(rows: Any, value: str) -> Any:
    return rows.filter(missing_documents=0) if value == "complete" else rows.filter(missing_documents__gt=0)


def _by_interview(rows: Any, value: str) -> Any:
    if value == "none":
        return rows.filter(interview__isnull=True)
    return rows.filter(interview__state=value)


def _heading(found: int, is_narrowed: bool) -> str:
    if is_narrowed:
        return ngettext("%(total)d application fits", "%(total)d applications fit", found) % {"total": found}
    return ngettext("%(total)d application", "%(total)d applications", found) % {"total": found}


LIST = register(
    OfficeList(
        key="applications",
        url_name="applications_office:applications",
        label=gettext_lazy("Applications"),
        heading=_heading,
        rows=lambda asked: scope.visible(asked.person, selectors.applications()),
        fields=(
            *("uid", "number", "state", "missing_documents", "submitted_at"),
            *("applicant__name", "member__name", "call__edition__slug", "call__state"),
            *("nomination__state", "nomination__slot__number", "nomination__slot__maximum"),
        ),
        columns=(
            Column(
                "name",
                gettext_lazy("Applicant"),
                lambda row, known: row["applicant__name"],
                ("applicant__name", "applicant__uid"),
            ),
            Column(
                "number",
                gettext_lazy("Number"),
                lambda row, known: SafeString(f'<span class="nowrap">{row["number"]}</span>'),
                ("number", "pk"),
                kind="nowrap",
            ),
            Column("city", gettext_lazy("City"), _city, ("member__sort_name", "number")),
            Column(
                "documents",
                gettext_lazy("Documents"),
                _documents,
                ("missing_documents", "number"),
                falls=True,
                is_named=True,
            ),
            Column("word", gettext_lazy("City's decision"), _word, is_named=True),
            Column(
                "submitted_at",
                pgettext_lazy("an application", "Sent"),
                lambda row, known: (
                    day(row["submitted_at"].date(), short=True) if row["submitted_at"] else "–"
                ),
                ("submitted_at", "pk"),
                falls=True,
                kind="nowrap",
                is_named=True,
            ),
            Column(
                "state",
                gettext_lazy("State"),
                _state,
                ("state", "number"),
            ),
        ),
        link=lambda row: address("applications_office:application", row["uid"]),
        name=lambda row: f"{row['number']} {row['applicant__name']}",
        order="number",
        is_long=True,
        search=_search,
        search_label=gettext_lazy("City, name or number"),
        filters=(
            by_call(),
            Filter(
                "state",
                gettext_lazy("State"),
                gettext_lazy("Any state"),
                lambda asked: ApplicationState.choices[1:],
                lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                "word",
                gettext_lazy("City's decision"),
                gettext_lazy("Any word"),
                lambda asked: NominationState.choices,
                _by_word,
            ),
            Filter(
                "interview",
                gettext_lazy("Interview"),
                gettext_lazy("With or without an interview"),
                lambda asked: [("none", gettext_lazy("Not invited")), *InterviewState.choices],
                _by_interview,
            ),
            Filter(
                "region",
                gettext_lazy("Region"),
                gettext_lazy("All regions"),
                _regions,
                lambda rows, value: rows.filter(member__region=value),
            ),
            Filter(
                "documents",
                gettext_lazy("Documents"),
                gettext_lazy("Complete or not"),
                lambda asked: [
                    ("complete", gettext_lazy("Complete")),
                    ("missing", gettext_lazy("Something missing")),
                ],
                _by_documents,
            ),
        ),
        views=(
            StandardView("to-screen", gettext_lazy("To screen"), "state=submitted", STAFF_ROLES),
            StandardView("returned", gettext_lazy("Returned"), "state=returned"),
            StandardView("city", gettext_lazy("Waiting for the city"), "word=requested"),
            StandardView("eligible", gettext_lazy("Eligible"), "state=eligible"),
            StandardView("interviews", gettext_lazy("No interview time yet"), "interview=invited"),
            StandardView("places", gettext_lazy("Place accepted"), "state=confirmed"),
        ),
        acts=(*ACTS, INVITE),
        known=_known,
        empty=Empty(
            gettext_lazy("No application was sent yet"),
            gettext_lazy(
                "Drafts belong to their writers; you see an application here when it is sent. "
                "Applications come while a call is open."
            ),
            "programmes_office:calls",
            gettext_lazy("See the calls"),
        ),
    )
)


@policy(OFFICE)
def applications(request: HttpRequest) -> HttpResponse:
    """List applications of one's editions: filtered, sorted, paged, with a fixed number of queries."""
    slug = request.GET.get("call", "")
    person: Any = request.user
    may = bool(person.roles & STAFF_ROLES)
    return show(request, LIST, "applications/office/applications.html", slug=slug, may_import=may)
