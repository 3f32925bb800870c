"""Reading a table that somebody hands in, and writing one for them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .adapters import xlsx
from .rules import columns, text

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_SIGNS = 2_000
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetRefused(Exception):
    """A file was not read. ``reason`` is a whole sentence in the reader's language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Sheet:
    """A table as text. ``first`` is the number that the file gives the row after the header."""

    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    first: int = 2
    #: The encoding of a text file; empty for a workbook, which has no choice.
    encoding: str = ""


def read_sheet(*, data: bytes, encoding: str = "") -> Sheet:
    """Return the table in a CSV or XLSX file, whatever its name. Raises ``SheetRefused`` with a sentence.

    ``encoding`` is what a person chose for a text file; without it the most likely one is taken, and named.
    """
    if len(data) > MOST_BYTES:
        raise SheetRefused(
            _("The file is %(size)s MB; we can take %(most)s. Split it into two files.")
            % {
                "size": number_format(len(data) / 1_000_000, 1),
                "most": number_format(MOST_BYTES // 1_000_000),
            }
        )
    if not data.strip():
        raise SheetRefused(_("The file is empty. Save your table again, and choose that file."))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _table(_workbook(data), "")
    return _text_table(data, encoding)


def _workbook(data: bytes) -> list[list[str]]:
    try:
        return xlsx.read(data, most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS)
    except xlsx.NotWorkbook as wrong:
        raise SheetRefused(_why_not(wrong.code)) from None


def _why_not(code: str) -> str:
    if code == "old":
        return _(
            "This is a workbook of the old kind (.xls), or one with a password. Save it as .xlsx or CSV."
        )
    if code == "locked":
        return _("The workbook is locked with a password. Save a copy without one, and choose that.")
    if code == "too_large":
        return _("Unpacked, the workbook is larger than we can take. Copy your table into a new workbook.")
    return _("We cannot read this workbook. Save your table as CSV, and choose that file.")


def _text_table(data: bytes, encoding: str) -> Sheet:
    chosen = encoding if encoding in text.ENCODINGS else text.encoding_of(data)
    try:
        words = text.decoded(data, chosen)
    except text.NotText:
        raise SheetRefused(
            _("The file is not in the encoding %(encoding)s. Choose another one.") % {"encoding": chosen}
        ) from None
    if "\0" in words:
        raise SheetRefused(_("This is not a table of text. Save it as .xlsx or CSV, and choose that file."))
    try:
        rows = text.rows_of(words, text.separator_of(words))
    except csv.Error:
        raise SheetRefused(
            _("A cell of the file never ends. Save the table again, and choose that file.")
        ) from None
    return _table(rows, chosen)


def _table(rows: list[list[str]], encoding: str) -> Sheet:
    head = next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 0), None)
    if head is None:
        raise SheetRefused(_("The file has no rows. Save your table again, and choose that file."))
    body = rows[head + 1 :]
    while body and not any(cell.strip() for cell in body[-1]):
        body.pop()
    if not body:
        raise SheetRefused(_("The file has headings and no rows below them. Add a row for each member."))
    if len(body) > MOST_ROWS:
        raise SheetRefused(
            _("The file has more than %(most)s rows. Split it into two files.")
            % {"most": number_format(MOST_ROWS)}
        )
    wide = max(
        at for row in (rows[head], *body) for at, cell in enumerate(row[:MOST_COLUMNS], 1) if cell.strip()
    )
    return Sheet(
        header=[_cell(cell) for cell in rows[head][:wide]],
        rows=[[_cell(cell) for cell in row[:wide]] for row in body],
        first=head + 2,
        encoding=encoding,
    )


def _cell(cell: str) -> str:
    # Tabs and line ends within a cell are layout; other control signs are nothing a person typed.
    words = " ".join("".join(sign if ord(sign) >= 32 else " " for sign in cell).split())
    return words.replace("\u200b", "").replace("\ufeff", "")[:MOST_SIGNS]


def write_workbook(rows: Sequence[Sequence[str | int | float | date]], *, title: str) -> bytes:
    """Return the rows as a workbook; what looks like a formula is text there."""
    return xlsx.write(rows, title=title)


def write_text(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as CSV that every spreadsheet opens rightly: UTF-8 with its mark, formulas defused."""
    held = io.StringIO()
    csv.writer(held).writerows([columns.defused(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + held.getvalue().encode()
