"""Workbooks (XLSX), through openpyxl: the first sheet read as text, and a plain workbook written.

A workbook is a zip of XML. Before the library sees it, it is unpacked once with a count of its bytes, and refused where it
holds an XML document type: that is what bombs and links to elsewhere are made of, and no spreadsheet program writes one.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

MOST_UNPACKED = 20_000_000
MOST_ENTRIES = 2_000
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
#: What the library raises on files that are no workbook or a broken one.
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, SyntaxError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, NotImplementedError, OSError,
)  # fmt: skip


class NotWorkbook(Exception):
    """The bytes are no workbook that we read; ``code`` says why: damaged, too_large, old, locked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(data: bytes, *, most_rows: int, most_columns: int) -> list[list[str]]:
    """Return the rows of the first sheet as text, at most so many; of a formula the value that was saved."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotWorkbook("old")
    try:
        _weigh(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            # Some programs write a wrong size of the sheet; without one the rows themselves are counted.
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True)
            return [[_text(value) for value in row] for row in rows]
        finally:
            book.close()
    except RuntimeError as wrong:
        raise NotWorkbook("locked") from wrong
    except _BROKEN as wrong:
        raise NotWorkbook("damaged") from wrong


def _weigh(data: bytes) -> None:
    """Unpack everything once, counting: what an archive says of its sizes may be a lie."""
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise NotWorkbook("too_large")
        for entry in archive.infolist():
            with archive.open(entry) as opened:
                content = opened.read(left + 1)
            left -= len(content)
            if left < 0:
                raise NotWorkbook("too_large")
            if entry.filename.endswith((".xml", ".rels")) and any(mark in content for mark in _DOCTYPE):
                raise NotWorkbook("damaged")


def _text(value: Any) -> str:
    """Return a cell as a person would write it: 2014, not 2014.0; a day as 2014-05-31."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return "" if text.startswith("#") and text.endswith(("!", "?", "N/A")) else text


def write(rows: Iterable[Sequence[str | int | float | date]], *, title: str) -> bytes:
    """Return a workbook of one sheet with these rows, the first as headings; text stays text, whatever sign it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(sheet: Any, value: str | int | float | date, *, is_heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # a day without an hour is taken as well
    if isinstance(value, str):
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
