"""Tables that people bring: encodings, separators, workbooks, columns, faults of rows, limits."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.foundation.sheets import services
from hansa.foundation.sheets.rules import columns, text
from hansa.foundation.sheets.rules.columns import Column, Unreadable

KOREAN = "이름,국가\n서울특별시,대한민국\n부산광역시,대한민국\n인천광역시,대한민국\n제주특별자치도,대한민국\n"
CHINESE = "名称,国家\n北京市,中国\n成都市,中国\n杭州市,中国\n武汉市,中国\n深圳市,中国\n"
WESTERN = "nom;pays\nBesançon;France\nCórdoba;Espagne\nMünchen;Allemagne\n"


def number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        raise Unreadable("not-a-number") from None


COLUMNS = (
    Column("name", ("Name", "Nom", "城市", "이름"), is_required=True),
    Column("country", ("Country", "Pays", "国家", "국가"), is_required=True),
    Column("lat", ("Latitude",), number, is_number=True),
)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-16-le"),
        (KOREAN, "cp949"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-be"),
        (WESTERN, "cp1252"),
        (WESTERN, "utf-8"),
    ],
)
def test_an_encoding_is_recognised_by_its_bytes(words, encoding):
    data = words.encode(encoding)
    found = text.encoding_of(data)
    assert found in text.ENCODINGS
    assert text.decoded(data, found) == words


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\0"), max_size=300))
def test_text_in_utf8_is_read_as_it_was_written(words):
    data = words.encode("utf-8")
    assert text.decoded(data, "utf-8") == words


@given(st.binary(max_size=2_000))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    try:
        sheet = services.read_sheet(data=data)
    except services.SheetRefused as refused:
        said = refused.reason
    else:
        said = "."
        assert sheet.header
        assert sheet.rows
    assert said.endswith(".")


@pytest.mark.parametrize("separator", text.SEPARATORS)
def test_a_separator_is_recognised(separator):
    words = (
        separator.join(["name", "country", "joined"])
        + "\n"
        + separator.join(["A, B; C", "KR", "2010"])
        + "\n"
    )
    if separator in ",;":
        words = words.replace("A, B; C", '"A, B; C"')
    assert text.separator_of(words) == separator


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Cn", "Co")), max_size=20)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_workbook_that_we_write_reads_as_the_same_rows(rows):
    rows = [["key", "name", "country"], *rows, ["end", "end", "end"]]
    sheet = services.read_sheet(data=services.write_workbook(rows, title="Members"))
    assert sheet.header == rows[0]
    # What a spreadsheet shows as an error is nothing that a person wrote.
    said = [["" if cell.startswith("#") else cell for cell in row] for row in rows[1:]]
    read = [["" if cell.startswith("#") else cell for cell in row] for row in sheet.rows]
    assert read == said


def test_numbers_and_days_of_a_workbook_read_as_people_write_them():
    from datetime import date

    data = services.write_workbook([["a", "b", "c"], [2014, 37.5, date(2014, 5, 31)]], title="x")
    assert services.read_sheet(data=data).rows == [["2014", "37.5", "2014-05-31"]]


def test_the_row_numbers_are_those_of_the_file():
    sheet = services.read_sheet(data=b"\n\nname,country\nSeoul,KR\n\nBern,CH\n")
    assert sheet.first == 4
    rows = columns.read_rows(sheet.rows, {"name": 0, "country": 1}, COLUMNS, first=sheet.first)
    assert [(row.number, row.values["name"]) for row in rows] == [(4, "Seoul"), (6, "Bern")]


def test_columns_are_guessed_in_any_language_and_none_twice():
    assert columns.guess(["이름", "국가"], COLUMNS) == {"name": 0, "country": 1}
    assert columns.guess(["Nom de la ville", "PAYS", "Latitude (°)"], COLUMNS) == {
        "name": 0,
        "country": 1,
        "lat": 2,
    }
    assert columns.guess(["x", "y"], COLUMNS) == {}


@given(st.lists(st.sampled_from(["Name", "nom", "Country", "pays", "Latitude", "?", ""]), max_size=8))
def test_a_guess_never_takes_a_column_twice(header):
    found = columns.guess(header, COLUMNS)
    assert len(set(found.values())) == len(found)
    assert all(0 <= at < len(header) for at in found.values())


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=10))
def test_every_row_that_says_something_is_good_or_has_a_fault(rows):
    found = columns.read_rows(rows, {"name": 0, "country": 1, "lat": 2}, COLUMNS)
    assert len(found) == sum(any(cell.strip() for cell in row[:3]) for row in rows)
    for row in found:
        assert row.is_good == ({"name", "country"} <= set(row.values) and not row.faults)


def test_a_row_says_what_is_missing_and_what_cannot_be_read():
    [row] = columns.read_rows([["", "KR", "north"]], {"name": 0, "country": 1, "lat": 2}, COLUMNS)
    assert [(fault.column, fault.code, fault.text) for fault in row.faults] == [
        ("name", "missing", ""),
        ("lat", "not-a-number", "north"),
    ]


@pytest.mark.parametrize("said", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", '=HYPERLINK("x")'])
def test_a_formula_is_refused_on_the_way_in_and_defused_on_the_way_out(said):
    assert columns.is_formula(said) or said[1:2].isdigit()
    assert columns.defused(said).startswith("'")
    assert services.write_text([[said]]).decode("utf-8-sig").lstrip('"').startswith("'")


def test_a_negative_number_is_no_formula():
    assert not columns.is_formula("-33.4", is_number=True)
    assert not columns.is_formula("-33.4")
    assert not columns.is_formula("-")


@given(st.text(max_size=30))
def test_what_is_written_for_a_spreadsheet_never_begins_with_a_formula(words):
    assert not columns.defused(words).startswith(columns.FORMULA_SIGNS)


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old kind"),
        (b"PK\x03\x04 damaged", "cannot read"),
        (packed(**{"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'}), "cannot read"),
        (packed(**{"xl/worksheets/sheet1.xml": b"0" * 21_000_000}), "larger"),
        (b"name,country\n", "no rows"),
        (b"a\n" * 5_002, "more than"),
        (b"x" * 2_000_001, "MB"),
    ],
)
def test_what_we_cannot_take_is_refused_in_a_sentence(data, word):
    with pytest.raises(services.SheetRefused, match=word):
        services.read_sheet(data=data)


def test_a_chosen_encoding_is_taken_instead_of_the_guess():
    data = "name,country\nKøbenhavn,Denmark\n".encode("cp1252")
    assert services.read_sheet(data=data).encoding == "cp1252"
    assert services.read_sheet(data=data, encoding="gb18030").encoding == "gb18030"
    with pytest.raises(services.SheetRefused, match="encoding"):
        services.read_sheet(data=data, encoding="utf-8")
