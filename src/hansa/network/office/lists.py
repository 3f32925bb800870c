"""The office's list of members: of every standing, with who speaks for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hansa.accounts.selectors import country_choices
from hansa.foundation.i18n import in_language
from hansa.foundation.office.keeping import keep
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
from hansa.foundation.scope import visible
from hansa.foundation.ui.templatetags.ui import address, status, unbroken
from hansa.network import selectors
from hansa.network.enums import MemberKind, MemberStatus


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    names = keep(asked.request, "regions", read=selectors.region_names)
    return {
        "language": asked.language,
        "countries": dict(country_choices(asked.language)),
        "regions": {key: in_language(name, asked.language) for key, name in names.items()},
        "kinds": {value: str(label) for value, label in MemberKind.choices},
        "standing": {value: str(label) for value, label in MemberStatus.choices},
        "speaks": {True: status("done", _("Yes")), False: status("ring", unbroken(_("None")))},
    }


def _name(row: dict[str, Any], known: dict[str, Any]) -> str:
    return SafeString(f"<bdi>{escape(in_language(row['name'], known['language']))}</bdi>")


def _said(field: str, words: str) -> Any:
    return lambda row, known: known[words].get(row[field], row[field])


def _regions(asked: Asked) -> list[tuple[str, str]]:
    return [(row.key, in_language(row.name, asked.language)) for row in selectors.regions()]


def _heading(found: int, is_narrowed: bool) -> str:
    if is_narrowed:
        return ngettext("%(number)d member found", "%(number)d members found", found) % {"number": found}
    return ngettext("%(number)d member", "%(number)d members", found) % {"number": found}


LIST = register(
    OfficeList(
        key="members",
        url_name="network_office:members",
        label=gettext_lazy("Members"),
        heading=_heading,
        rows=lambda asked: visible(asked.person, selectors.all_members()),
        fields=("key", "name", "country", "region", "kind", "status", "has_coordinator"),
        columns=(
            Column("name", gettext_lazy("Name"), _name, ("sort_name", "pk")),
            Column(
                "country", gettext_lazy("Country"), _said("country", "countries"), ("country", "sort_name")
            ),
            Column("region", gettext_lazy("Region"), _said("region", "regions"), ("region", "sort_name")),
            Column("kind", gettext_lazy("Kind"), _said("kind", "kinds"), ("kind", "sort_name")),
            Column("status", gettext_lazy("Standing"), _said("status", "standing"), ("status", "sort_name")),
            Column(
                "coordinator",
                gettext_lazy("Coordinator"),
                lambda row, known: known["speaks"][row["has_coordinator"]],
                ("has_coordinator", "sort_name"),
                is_named=True,
            ),
        ),
        link=lambda row: address("network_office:member", row["key"]),
        name=lambda row: str(row["key"]),
        order="name",
        search=lambda rows, word: selectors.members_matching(rows, search=word),
        search_label=gettext_lazy("City or name"),
        filters=(
            Filter(
                "kind",
                gettext_lazy("Kind"),
                gettext_lazy("All kinds"),
                lambda asked: MemberKind.choices,
                lambda rows, value: rows.filter(kind=value),
            ),
            Filter(
                "region",
                gettext_lazy("Region"),
                gettext_lazy("All regions"),
                _regions,
                lambda rows, value: rows.filter(region=value),
            ),
            Filter(
                "status",
                gettext_lazy("Standing"),
                gettext_lazy("Any standing"),
                lambda asked: MemberStatus.choices,
                lambda rows, value: rows.filter(status=value),
            ),
            Filter(
                "coordinator",
                gettext_lazy("Coordinator"),
                gettext_lazy("With or without"),
                lambda asked: [
                    ("yes", gettext_lazy("With a coordinator")),
                    ("no", gettext_lazy("Without a coordinator")),
                ],
                lambda rows, value: selectors.coordinated(rows, yes=value == "yes"),
            ),
        ),
        views=(
            StandardView("without", gettext_lazy("Without a coordinator"), "coordinator=no"),
            StandardView("cities", gettext_lazy("Cities"), "kind=city"),
            StandardView("former", gettext_lazy("Former"), "status=former"),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("No member is entered yet"),
            gettext_lazy("Members come with the network’s pack, or from a spreadsheet."),
            "network_office:sheets",
            gettext_lazy("Members from a spreadsheet"),
        ),
        per_page=100,
    )
)


@policy(OFFICE)
def members(request: HttpRequest) -> HttpResponse:
    """List the members; before they are narrowed, first how many have nobody here to speak for them."""
    without = keep(
        request,
        "members without a coordinator",
        read=lambda: selectors.coordinated(selectors.members(), yes=False).count(),
    )
    return show(request, LIST, "network/office/members.html", without=without)
