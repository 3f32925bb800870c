"""Which column of a file is which, and what each row says: values, or faults with what is wrong."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Signs with which a cell begins that a spreadsheet would run.
FORMULA_SIGNS = ("=", "+", "-", "@")


class Unreadable(ValueError):
    """A cell says something that its column cannot take: a code, and values for the sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Column:
    """Something that is wanted of a row: its key, what spreadsheets call it, and how its text is read."""

    key: str
    names: tuple[str, ...]
    read: Callable[[str], Any] = str
    is_required: bool = False
    #: Numbers may begin with a minus or a plus; text may not.
    is_number: bool = False


@dataclass(frozen=True)
class RowFault:
    """Why a row cannot be taken: the wanted column, a code, what stood there, and values for the sentence."""

    column: str
    code: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of the file: its number there, what it says by wanted column, and its faults."""

    number: int
    values: Mapping[str, Any]
    faults: tuple[RowFault, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.faults


def plain(text: str) -> str:
    """Return a name as it is compared: without case, accents, signs and the order of spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def guess(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Return for each wanted column the place of the file's column that is most likely it; unknown ones are left out.

    The same words first, then the longest name that stands in the heading as whole words. No column of the file is
    taken twice.
    """
    headings = [plain(text) for text in header]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for column in columns:
        names = {plain(name) for name in (column.key, *column.names)}
        at = next((at for at, text in enumerate(headings) if at not in taken and text in names), None)
        if at is not None:
            found[column.key] = at
            taken.add(at)
    wanted = [
        (len(name), order, column.key, name)
        for order, column in enumerate(columns)
        for name in map(plain, column.names)
        if column.key not in found and len(name) >= 3
    ]
    for _length, _order, key, name in sorted(wanted, key=lambda item: (-item[0], item[1])):
        if key in found:
            continue
        at = next(
            (at for at, text in enumerate(headings) if at not in taken and f" {name} " in f" {text} "), None
        )
        if at is not None:
            found[key] = at
            taken.add(at)
    return found


def is_formula(text: str, *, is_number: bool = False) -> bool:
    """Tell whether a spreadsheet would run this text instead of showing it."""
    if not text.startswith(FORMULA_SIGNS):
        return False
    if text[0] in "+-" and (is_number or text[1:2].isdigit()):
        return False
    return len(text) > 1


def defused(text: str) -> str:
    """Return text that no spreadsheet runs: one that would be a formula gets an apostrophe in front."""
    return f"'{text}" if _would_run(text) else text


def restored(text: str) -> str:
    """Return what was written before ``defused`` put an apostrophe in front."""
    return text[1:] if text.startswith("'") and _would_run(text) else text


def _would_run(text: str) -> bool:
    # What begins with apostrophes of its own gets one more, so that taking one off gives back what was there.
    return text.lstrip("'").startswith((*FORMULA_SIGNS, "\t", "\r"))


def read_rows(
    rows: Sequence[Sequence[str]], mapping: Mapping[str, int], columns: Sequence[Column], *, first: int = 2
) -> list[Row]:
    """Return what each row says under this mapping. ``first`` is the number that the file gives the first row.

    Rows in which no mapped cell says anything are left out; their numbers stay with them.
    """
    found = []
    for number, cells in enumerate(rows, first):
        texts = {
            column.key: cells[at].strip()
            if (at := mapping.get(column.key, -1)) >= 0 and at < len(cells)
            else ""
            for column in columns
        }
        if any(texts.values()):
            found.append(_row(number, texts, columns))
    return found


def _row(number: int, texts: Mapping[str, str], columns: Sequence[Column]) -> Row:
    values: dict[str, Any] = {}
    faults: list[RowFault] = []
    for column in columns:
        text = texts[column.key]
        if not text:
            if column.is_required:
                faults.append(RowFault(column.key, "missing"))
            continue
        if is_formula(text, is_number=column.is_number):
            faults.append(RowFault(column.key, "formula", text))
            continue
        try:
            values[column.key] = column.read(text)
        except Unreadable as wrong:
            faults.append(RowFault(column.key, wrong.code, text, wrong.values))
    return Row(number, values, tuple(faults))
