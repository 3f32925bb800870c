"""The office's lists of programmes: calls, and editions as they stand as packs."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.foundation import clock
from hansa.foundation.i18n import in_language, listed
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
from hansa.foundation.ui import dates
from hansa.foundation.ui.templatetags.ui import address, instant, status
from hansa.network import selectors as network
from hansa.programmes import permissions, selectors
from hansa.programmes.enums import CallState
from hansa.programmes.office import outline
from hansa.programmes.rules.calls import state_at

WEEK = timedelta(days=7)


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "language": asked.language,
        "now": asked.now,
        "secretariat": _("Secretariat"),
        "rolling": _("rolling"),
        "states": {state: status(outline.status_of(state), state.label) for state in CallState},
        "words": {state.value: str(state.label) for state in CallState},
    }


def _state(row: dict[str, Any], known: dict[str, Any]) -> str:
    state = state_at(row["state"], row["opens_at"], row["closes_at"], known["now"])
    said: str = known["states"][state]
    return said


def _instant(row: dict[str, Any], name: str) -> SafeString:
    zone, place = row["edition__time_zone"], row["edition__details__place"] or {}
    return instant(row[name], zone, dates.own_city(zone, place.get("country"), place.get("city") or {}))


def _closes(row: dict[str, Any], known: dict[str, Any]) -> str:
    written = _instant(row, "closes_at")
    if not row["rolling"]:
        return written
    return SafeString(f'{written} <span class="tiny quiet">{known["rolling"]}</span>')


def _office(path: str) -> Any:
    def cell(row: dict[str, Any], known: dict[str, Any]) -> str:
        name = row[f"{path}office__name"]
        return in_language(name, known["language"]) if name else str(known["secretariat"])

    return cell


def _title(path: str) -> Any:
    return lambda row, known: in_language(row[path], known["language"])


def _searched(path: str) -> Any:
    def search(rows: Any, word: str) -> Any:
        return rows.filter(Q(**{f"{path}slug__icontains": word}) | Q(**{f"{path}title__icontains": word}))

    return search


def _by_closing(rows: Any, value: str) -> Any:
    now = clock.now()
    return rows.filter(closes_at__gte=now, closes_at__lte=now + WEEK, state__in=_BEFORE)


_BEFORE = (CallState.PUBLISHED, CallState.OPEN, CallState.PAUSED)


def _offices(asked: Asked) -> list[tuple[str, str]]:
    offices = [(row, in_language(row.name, asked.language)) for row in network.every_office()]
    count = Counter(name for _row, name in offices)
    # An office that moved has its earlier self beside it, with the same name.
    return [
        (row.key, name if count[name] == 1 else f"{name}, {in_language(row.city_names, asked.language)}")
        for row, name in offices
    ]


def _office_filter(path: str) -> Filter:
    return Filter(
        "office",
        gettext_lazy("Office"),
        gettext_lazy("All offices"),
        _offices,
        lambda rows, value: rows.filter(**{f"{path}office__key": value}),
    )


CALLS = register(
    OfficeList(
        key="calls",
        url_name="programmes_office:calls",
        label=gettext_lazy("Calls"),
        heading=lambda found, is_narrowed: (
            ngettext("%(number)d call", "%(number)d calls", found) % {"number": found}
        ),
        rows=lambda asked: selectors.calls_by_urgency().filter(
            edition__in=permissions.editions_managed_by(asked.person)
        ),
        fields=(
            *("state", "opens_at", "closes_at", "rolling"),
            *(
                f"edition__{name}"
                for name in ("slug", "title", "time_zone", "details__place", "office__name")
            ),
        ),
        columns=(
            Column("edition", gettext_lazy("Edition"), _title("edition__title"), ("edition__slug",)),
            Column(
                "state", gettext_lazy("State"), _state, ("turn", F("closes_at").desc(nulls_last=True), "pk")
            ),
            Column(
                "opens",
                gettext_lazy("Opens"),
                lambda row, known: _instant(row, "opens_at"),
                (F("opens_at").asc(nulls_last=True), "pk"),
                is_named=True,
            ),
            Column(
                "closes",
                gettext_lazy("Closes"),
                _closes,
                (F("closes_at").asc(nulls_last=True), "pk"),
                is_named=True,
            ),
            Column("office", gettext_lazy("Office"), _office("edition__"), is_named=True),
        ),
        link=lambda row: address("programmes_office:call", row["edition__slug"]),
        name=lambda row: row["edition__slug"],
        order="state",
        search=_searched("edition__"),
        search_label=gettext_lazy("Title"),
        filters=(
            Filter(
                "state",
                gettext_lazy("State"),
                gettext_lazy("Any state"),
                lambda asked: CallState.choices,
                lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                "closes",
                gettext_lazy("Closes"),
                gettext_lazy("Any day"),
                lambda asked: [("week", gettext_lazy("Within seven days"))],
                _by_closing,
                is_timely=True,
            ),
            _office_filter("edition__"),
        ),
        views=(
            StandardView("open", pgettext_lazy("a call", "Open"), "state=open"),
            StandardView("closing", gettext_lazy("Closing this week"), "closes=week"),
            StandardView("announced", gettext_lazy("Announced"), "state=published"),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("No call yet"),
            gettext_lazy("A call comes with the pack of its edition."),
            "programmes_office:packs",
            gettext_lazy("Go to the programme files"),
        ),
    )
)


def _edition(row: dict[str, Any], known: dict[str, Any]) -> str:
    return in_language(row["title"], known["language"])


def _mark(row: dict[str, Any], known: dict[str, Any]) -> str:
    marks = [
        word
        for is_so, word in (
            (row["is_archive"], known["archive"]),
            (row["is_living_copy"], known["moved"]),
        )
        if is_so
    ]
    return listed(marks)


def _dates(row: dict[str, Any], known: dict[str, Any]) -> str:
    if row["starts_on"]:
        return dates.days(row["starts_on"], row["ends_on"] or row["starts_on"])
    return str(row["year"])


def _call(row: dict[str, Any], known: dict[str, Any]) -> str:
    state = row["call__state"]
    if state is None:
        return SafeString(f'<span class="quiet">{known["none"]}</span>')
    link = address("programmes_office:call", row["slug"])
    return SafeString(f'<a href="{link}">{known["words"][state]}</a>')


def _known_editions(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return _known(asked, rows) | {"archive": _("Archive"), "moved": _("Dates moved"), "none": _("none")}


PACKS = register(
    OfficeList(
        key="packs",
        url_name="programmes_office:packs",
        label=gettext_lazy("Editions"),
        heading=lambda found, is_narrowed: (
            ngettext(
                "%(number)d edition has its files here", "%(number)d editions have their files here", found
            )
            % {"number": found}
        ),
        rows=lambda asked: permissions.editions_managed_by(asked.person),
        fields=(
            *("slug", "title", "year", "starts_on", "ends_on", "is_archive", "is_living_copy"),
            *("programme__title", "office__name", "call__state"),
        ),
        columns=(
            Column("edition", gettext_lazy("Edition"), _edition, ("slug",)),
            Column(
                "programme",
                gettext_lazy("Programme"),
                _title("programme__title"),
                ("programme__key", "-year"),
            ),
            Column(
                "dates",
                gettext_lazy("Dates"),
                _dates,
                ("year", F("starts_on").asc(nulls_last=True), "slug"),
                falls=True,
                kind="nowrap",
                is_named=True,
            ),
            Column("office", gettext_lazy("Office"), _office(""), is_named=True),
            Column("call", gettext_lazy("Call"), _call, ("call__state", "slug"), is_named=True),
            Column("mark", gettext_lazy("Kind"), _mark, kind="small"),
        ),
        link=lambda row: address("programmes_office:pack", row["slug"]),
        name=lambda row: row["slug"],
        order="-dates",
        search=_searched(""),
        search_label=gettext_lazy("Title"),
        filters=(
            Filter(
                "kind",
                gettext_lazy("Kind"),
                gettext_lazy("All kinds"),
                lambda asked: [
                    ("current", gettext_lazy("Not in the archive")),
                    ("archive", gettext_lazy("Archive")),
                    ("moved", gettext_lazy("Dates moved")),
                ],
                lambda rows, value: rows.filter(
                    **{"is_living_copy": True} if value == "moved" else {"is_archive": value == "archive"}
                ),
            ),
            _office_filter(""),
        ),
        views=(
            StandardView("current", gettext_lazy("Not in the archive"), "kind=current"),
            StandardView("archive", gettext_lazy("Archive"), "kind=archive"),
        ),
        known=_known_editions,
        empty=Empty(
            gettext_lazy("No pack is applied yet"),
            gettext_lazy(
                "A programme is one folder of text. Hand one in, read its plan, rehearse it, apply it."
            ),
        ),
        per_page=100,
    )
)


@policy(OFFICE)
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls of one's editions: open ones first, each with its deadline and the city's clock."""
    may_begin = permissions.can_apply_packs(request.user)
    return show(request, CALLS, "programmes/office/calls.html", may_begin=may_begin)
