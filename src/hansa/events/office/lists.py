"""The office's list of events."""

from html import escape
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.foundation import clock
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
from hansa.foundation.ui.templatetags.ui import address, status

from .. import permissions, rules, selectors, services


def _over() -> Q:
    today = clock.now().date()
    past = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
    return past | Q(starts_on__isnull=True, edition__is_archive=True)


def _rows(asked: Asked) -> Any:
    turn = Case(When(_over(), then=Value(1)), default=Value(0))
    return selectors.with_numbers(permissions.events_managed_by(asked.person)).annotate(turn=turn)


# Of a pack's long text about an event a line says only where it is.
_PLACE = "details__place"
_DAYS = ("time_zone", "starts_on", "ends_on", "starts_at", "ends_at")
_FIELDS = (
    *("title", *_DAYS, "period", "capacity", _PLACE, "edition__title"),
    *("confirmed", "waiting", "present"),
)


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"language": asked.language, "now": asked.now, "today": status("half", _("today"))}


def _title(row: dict[str, Any], known: dict[str, Any]) -> str:
    return SafeString(f"<bdi>{escape(in_language(row['title'], known['language']))}</bdi>")


def _when(row: dict[str, Any], known: dict[str, Any]) -> str:
    days = rules.Days(*[row[name] for name in _DAYS])
    said = escape(services.when_on(days, (row[_PLACE] or {}).get("city") or {}, row["period"]))
    return SafeString(f"{said}<br>{known['today']}") if days.is_today(known["now"]) else said


def _seats(row: dict[str, Any], known: dict[str, Any]) -> str:
    return (
        f"{row['confirmed']}\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{row['capacity']}"
        if row["capacity"]
        else str(row["confirmed"])
    )


def _search(rows: Any, word: str) -> Any:
    return rows.filter(Q(title__icontains=word) | Q(key__icontains=word) | Q(edition__slug__icontains=word))


def _by_time(rows: Any, value: str) -> Any:
    return rows.filter(_over()) if value == "past" else rows.exclude(_over())


LIST = register(
    OfficeList(
        key="events",
        url_name="events_office:events",
        label=gettext_lazy("Events"),
        heading=lambda found, is_narrowed: (
            ngettext("%(total)d event", "%(total)d events", found) % {"total": found}
        ),
        rows=_rows,
        fields=_FIELDS,
        columns=(
            Column("event", gettext_lazy("Event"), _title, ("key",)),
            Column(
                "edition",
                gettext_lazy("Edition"),
                lambda row, known: in_language(row["edition__title"], known["language"]),
                ("edition__slug", "position"),
                kind="small",
            ),
            Column("when", gettext_lazy("When"), _when, ("turn", F("starts_on").asc(nulls_last=True), "pk")),
            Column("where", gettext_lazy("Where"), lambda row, known: services.where_at(row[_PLACE] or {})),
            Column(
                "seats",
                gettext_lazy("Seats taken"),
                _seats,
                ("confirmed", "pk"),
                falls=True,
                kind="n",
                is_named=True,
            ),
            Column(
                "waiting",
                pgettext_lazy("people at an event", "Waiting"),
                lambda row, known: str(row["waiting"]),
                ("waiting", "pk"),
                falls=True,
                kind="n",
                is_named=True,
            ),
            Column(
                "present",
                pgettext_lazy("people at an event", "Present"),
                lambda row, known: str(row["present"]),
                ("present", "pk"),
                falls=True,
                kind="n",
                is_named=True,
            ),
        ),
        link=lambda row: address("events_office:event", row["pk"]),
        name=lambda row: in_language(row["title"], "en"),
        order="when",
        search=_search,
        search_label=gettext_lazy("Title or city"),
        filters=(
            Filter(
                "when",
                gettext_lazy("When"),
                gettext_lazy("Any time"),
                lambda asked: [("coming", gettext_lazy("Coming and on")), ("past", gettext_lazy("Over"))],
                _by_time,
            ),
        ),
        views=(
            StandardView("coming", gettext_lazy("Coming and on"), "when=coming"),
            StandardView("past", gettext_lazy("Over"), "when=past"),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("No event here"),
            gettext_lazy("Events come with a programme’s pack."),
            "programmes_office:packs",
            gettext_lazy("Go to the programme files"),
        ),
    )
)


@policy(OFFICE)
def events(request: HttpRequest) -> HttpResponse:
    """List the events of this office, coming ones first, with their numbers."""
    return show(request, LIST)
