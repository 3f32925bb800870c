"""The office's list of accounts that look like one person's."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.foundation import scope
from hansa.foundation.office.lists import Asked, Column, Empty, Filter, OfficeList, StandardView, register
from hansa.foundation.ui.dates import day
from hansa.foundation.ui.icons import status
from hansa.foundation.ui.templatetags.ui import address

from .. import selectors
from ..enums import LikenessState
from ..models import Likeness

_SHAPES = {LikenessState.OPEN: "needs", LikenessState.DIFFERENT: "closed", LikenessState.MERGED: "done"}


def _pair(row: dict[str, Any], known: Any) -> str:
    named = (
        f"<bdi>{escape(row[f'{side}__name'] or row[f'{side}__email'])}</bdi>" for side in ("one", "other")
    )
    return SafeString("<br>".join(named))


def _why(signs: list[str]) -> str:
    return SafeString("<br>".join(escape(selectors.sign_said(sign)) for sign in signs)) if signs else "–"


def _state(row: dict[str, Any], known: Any) -> str:
    state = LikenessState(row["state"])
    return str(status(_SHAPES[state], state.label))


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {}


ALIKES = register(
    OfficeList(
        key="alikes",
        url_name="accounts_office:alikes",
        label=gettext_lazy("Possibly the same person"),
        heading=lambda found, is_narrowed: (
            ngettext(
                "%(total)d pair of accounts that look alike",
                "%(total)d pairs of accounts that look alike",
                found,
            )
            % {"total": found}
        ),
        rows=lambda asked: scope.visible(asked.person, Likeness.objects.all()),
        fields=(
            *("uid", "signs", "state", "noticed_at"),
            *("one__name", "one__email", "other__name", "other__email"),
        ),
        columns=(
            Column("pair", gettext_lazy("Accounts"), _pair, ("one__name", "pk")),
            Column(
                "why",
                gettext_lazy("Why"),
                lambda row, known: _why(row["signs"]),
                is_named=True,
            ),
            Column("state", gettext_lazy("State"), _state, ("state", "pk")),
            Column(
                "noticed",
                gettext_lazy("Noticed"),
                lambda row, known: day(row["noticed_at"].date()),
                ("noticed_at", "pk"),
                falls=True,
                kind="nowrap",
                is_named=True,
            ),
        ),
        link=lambda row: address("accounts_office:alike", row["uid"]),
        name=lambda row: f"{row['one__name']} · {row['other__name']}",
        order="-noticed",
        search=lambda rows, word: (
            rows.filter(one__name__icontains=word) | rows.filter(other__name__icontains=word)
        ),
        search_label=gettext_lazy("Name"),
        filters=(
            Filter(
                "state",
                gettext_lazy("State"),
                pgettext_lazy("any state", "Any"),
                lambda asked: LikenessState.choices,
                lambda rows, value: rows.filter(state=value),
            ),
        ),
        views=(StandardView("open", gettext_lazy("Possibly the same person"), "state=open"),),
        known=_known,
        empty=Empty(
            gettext_lazy("No two accounts look alike"),
            gettext_lazy("They stand here when a name, a passport or an address is there twice."),
        ),
    )
)
