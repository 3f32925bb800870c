"""Who travels, as a list: what is there and what is missing, and its contents for those alone who may read them."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from hansa.applications import permissions
from hansa.applications.enums import Visa
from hansa.applications.office.by_call import by_call
from hansa.applications.selectors import travel as journeys
from hansa.applications.services import travelling
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
)
from hansa.foundation.ui import dates
from hansa.foundation.ui.templatetags.ui import address, status
from hansa.programmes.permissions import editions_managed_by


def _rows(asked: Asked) -> Any:
    editions = editions_managed_by(asked.person)
    return scope.visible(asked.person, journeys.participants(editions))


def _may(asked: Asked) -> bool:
    return bool(asked.person.roles & permissions.TRAVEL_ROLES)


def _visas(asked: Asked) -> list[tuple[str, Any]]:
    if not _may(asked):
        return []
    return [("open", gettext_lazy("Still open")), *((visa.value, visa.label) for visa in Visa)]


def _by_visa(rows: Any, value: str) -> Any:
    wanted = travelling.VISA_OPEN if value == "open" else (value,)
    return rows.filter(travel__visa__in=wanted)


def _days(asked: Asked) -> list[tuple[str, str]]:
    if not _may(asked):
        return []
    days = _rows(asked).exclude(travel__arrives_on=None).order_by("travel__arrives_on")
    return [
        (day.isoformat(), dates.day(day, short=True))
        for day in days.values_list("travel__arrives_on", flat=True).distinct()
    ]


def _by_what(rows: Any, value: str) -> Any:
    if value == "complete":
        return rows.filter(travel__is_complete=True)
    return rows.exclude(travel__is_complete=True)


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "language": asked.language,
        "may": _may(asked),
        "complete": status("done", pgettext("travel data", "Complete")),
        "begun": status("half", pgettext("travel data", "Begun")),
        "nothing": status("ring", pgettext("travel data", "Nothing yet")),
        "there": _("there"),
        "visas": {visa.value: str(visa.label) for visa in Visa},
    }


def _state(row: dict[str, Any], known: dict[str, Any]) -> str:
    if row["travel__is_complete"]:
        return str(known["complete"])
    return str(known["begun"] if row["travel__revision"] else known["nothing"])


def _hidden(row: dict[str, Any], known: dict[str, Any], value: Any, said: str) -> str:
    """Say what stands there to whom it concerns, and to everybody else that something does."""
    if not value:
        return "–"
    return said if known["may"] else str(known["there"])


def _visa(row: dict[str, Any], known: dict[str, Any]) -> str:
    visa = row["travel__visa"] or ""
    return _hidden(row, known, visa, known["visas"].get(visa, ""))


def _way(row: dict[str, Any], known: dict[str, Any], when: str, flight: str) -> str:
    moment = row[when]
    if not moment or not known["may"]:
        return _hidden(row, known, moment, "")
    said = escape(dates.instant(moment, row["call__edition__time_zone"]))
    number = row[flight]
    return SafeString(
        f'{said} <span class="tiny quiet" dir="ltr">{escape(number)}</span>' if number else said
    )


def _heading(found: int, is_narrowed: bool) -> str:
    if is_narrowed:
        return ngettext("%(total)d participant fits", "%(total)d participants fit", found) % {"total": found}
    return ngettext("%(total)d participant travels", "%(total)d participants travel", found) % {
        "total": found
    }


LIST = register(
    OfficeList(
        key="travel",
        url_name="applications_office:travels",
        label=gettext_lazy("Travel"),
        heading=_heading,
        rows=_rows,
        fields=(
            *("uid", "number", "applicant__name", "member__name", "call__edition__time_zone"),
            *("travel__is_complete", "travel__revision", "travel__visa"),
            *(
                "travel__arrives_at",
                "travel__arrival_flight",
                "travel__departs_at",
                "travel__departure_flight",
            ),
        ),
        columns=(
            Column(
                "name",
                gettext_lazy("Participant"),
                lambda row, known: row["applicant__name"],
                ("applicant__name", "applicant__uid"),
            ),
            Column(
                "city",
                gettext_lazy("City"),
                lambda row, known: in_language(row["member__name"], known["language"]),
                ("member__sort_name", "number"),
            ),
            Column("visa", gettext_lazy("Visa"), _visa, ("travel__visa", "number"), is_named=True),
            Column(
                "arrives",
                gettext_lazy("Arrives"),
                lambda row, known: _way(row, known, "travel__arrives_at", "travel__arrival_flight"),
                ("travel__arrives_at", "number"),
                is_named=True,
            ),
            Column(
                "departs",
                pgettext_lazy("a traveller", "Leaves"),
                lambda row, known: _way(row, known, "travel__departs_at", "travel__departure_flight"),
                ("travel__departs_at", "number"),
                is_named=True,
            ),
            Column("state", gettext_lazy("Travel data"), _state, ("travel__is_complete", "number")),
        ),
        link=lambda row: address("applications_office:travel", row["uid"]),
        name=lambda row: f"{row['number']} {row['applicant__name']}",
        order="name",
        search=lambda rows, word: rows.filter(Q(applicant__name__icontains=word) | Q(number__icontains=word)),
        search_label=gettext_lazy("Name or number"),
        filters=(
            by_call(),
            Filter(
                "what",
                gettext_lazy("Travel data"),
                gettext_lazy("Complete or not"),
                lambda asked: [
                    ("missing", gettext_lazy("Something missing")),
                    ("complete", gettext_lazy("Complete")),
                ],
                _by_what,
            ),
            Filter(
                "visa", gettext_lazy("Visa"), gettext_lazy("Any visa"), _visas, _by_visa, is_personal=True
            ),
            Filter(
                "day",
                gettext_lazy("Arrives on"),
                gettext_lazy("Any day"),
                _days,
                lambda rows, value: rows.filter(travel__arrives_on=value),
                is_personal=True,
            ),
        ),
        views=(
            StandardView("missing", gettext_lazy("Something missing"), "what=missing"),
            StandardView("visa", gettext_lazy("Visa open"), "visa=open", permissions.TRAVEL_ROLES),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("Nobody travels yet"),
            gettext_lazy("Whoever takes an offered place stands here, with what they say of their journey."),
            "applications_office:applications",
            gettext_lazy("See the applications"),
        ),
    )
)


#: Those who may not read a journey do not learn of it by the order of the rows, either.
_TOLD = frozenset({"visa", "arrives", "departs"})
READERS_LIST = register(
    replace(
        LIST,
        key="travel-there",
        columns=tuple(
            replace(column, order=()) if column.key in _TOLD else column for column in LIST.columns
        ),
        filters=tuple(one for one in LIST.filters if one.key not in ("visa", "day")),
        views=tuple(view for view in LIST.views if view.key != "visa"),
    )
)
