"""Applications as a table: the stable key of every column, who gets it, and how a value is written so that it reads back.

Keys never change and are never translated; docs/columns.md lists them. A new column is added at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

OFFICER, AUDITOR, READER = "officer", "auditor", "reader"
ANSWER = "a."
BETWEEN = "; "


@dataclass(frozen=True)
class Column:
    """One column: its key, who gets it, and what a reader must not know for it to be left out."""

    key: str
    for_whom: frozenset[str]
    #: Left out for readers where the call hides this.
    hides: str = ""


def _column(key: str, *for_whom: str, hides: str = "") -> Column:
    return Column(key, frozenset(for_whom), hides)


COLUMNS: tuple[Column, ...] = (
    _column("number", OFFICER, AUDITOR, READER),
    _column("call", OFFICER, AUDITOR, READER),
    _column("state", OFFICER, AUDITOR),
    _column("sent_at", OFFICER, AUDITOR),
    _column("name", OFFICER, AUDITOR),
    _column("email", OFFICER),
    _column("language", OFFICER),
    _column("birth_date", OFFICER),
    _column("country", OFFICER),
    _column("city", OFFICER, AUDITOR, READER, hides="city"),
    _column("city_key", OFFICER, AUDITOR, READER, hides="city"),
    _column("region", OFFICER, AUDITOR),
    _column("city_word", OFFICER, AUDITOR),
    _column("city_rank", OFFICER, AUDITOR),
    _column("documents_missing", OFFICER, AUDITOR),
    _column("offer", OFFICER, AUDITOR),
    _column("review", READER),
    _column("points", READER),
)
KEYS = tuple(column.key for column in COLUMNS)


def columns_for(whom: str, *, hidden: frozenset[str] = frozenset()) -> list[str]:
    """Return the keys that somebody gets, in their fixed order; the answers come after them."""
    return [
        column.key
        for column in COLUMNS
        if whom in column.for_whom and not (whom == READER and column.hides in hidden)
    ]


def answer_keys(definition: Mapping[str, Any]) -> list[str]:
    """Return the keys of a form's questions as columns."""
    return [f"{ANSWER}{entry['key']}" for entry in definition.get("questions", [])]


def written(value: Any) -> str | int:
    """Return a value as its cell holds it: keys of options, days as 2027-01-20, several parted by semicolons."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return BETWEEN.join(str(one) for one in value)
    return str(value)


def several(text: str) -> list[str]:
    """Return what a cell with several values says, each once."""
    for sign in ("\n", "|", ";", ","):
        if sign in text:
            return list(dict.fromkeys(part for one in text.split(sign) if (part := one.strip())))
    return [text.strip()] if text.strip() else []


def table(heads: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[list[str | int]]:
    """Return rows by column key as cells, headings first; what a row does not say is empty."""
    return [list(heads), *([written(row.get(key)) for key in heads] for row in rows)]
