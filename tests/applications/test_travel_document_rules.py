"""The machine-readable zone of passports: the standard's own example, and what must always hold."""

import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hansa.applications.rules.travel_document import (
    TravelDocument,
    Unread,
    check_digit,
    read_zone,
    value_of,
    zone_of,
)

TODAY = date(2010, 1, 1)
# ICAO Doc 9303, part 4, appendix B.
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
ANNA = TravelDocument(
    surname="ERIKSSON",
    given_names="ANNA MARIA",
    number="L898902C3",
    issuer="UTO",
    nationality="UTO",
    born_on=date(1974, 8, 12),
    expires_on=date(2012, 4, 15),
    sex="F",
)
LETTERS = st.text(string.ascii_uppercase, min_size=1, max_size=10)
NAMES = st.lists(LETTERS, min_size=1, max_size=2).map(" ".join)
# Letters and digits that no machine takes for one another.
PLAIN_NUMBER = st.text("379CEFHJKMNPRVWX", min_size=9, max_size=9)
DOCUMENTS = st.builds(
    TravelDocument,
    surname=LETTERS,
    given_names=NAMES,
    number=PLAIN_NUMBER,
    issuer=st.sampled_from(["KOR", "CHN", "ROU", "EGY"]),
    nationality=st.sampled_from(["KOR", "CHN", "ROU", "EGY"]),
    born_on=st.dates(date(1930, 1, 1), date(2009, 12, 31)),
    expires_on=st.dates(date(1995, 1, 1), date(2035, 12, 31)),
    sex=st.sampled_from(["", "F", "M"]),
)


def test_specimen_of_the_standard_is_read():
    assert read_zone(SPECIMEN, today=TODAY) == ANNA


@pytest.mark.parametrize(
    ("field", "digit"), [("L898902C3", "6"), ("740812", "2"), ("520727", "3"), ("<<<<", "0")]
)
def test_check_digit_of_a_field(field: str, digit: str):
    assert check_digit(field) == digit


@pytest.mark.parametrize("character", ["a", "é", "٣", " ", ""])
def test_value_of_a_character_that_does_not_stand_there(character: str):
    with pytest.raises(ValueError, match="zone"):
        value_of(character)


@given(DOCUMENTS)
def test_zone_written_is_read_as_it_was(document: TravelDocument):
    zone = zone_of(document)
    assert [len(line) for line in zone.splitlines()] == [44, 44]
    assert read_zone(f"REPUBLIC\nsome words\n{zone}\n", today=TODAY) == document


@given(DOCUMENTS, st.integers(0, 8), st.sampled_from("379CEFHJKMNPRVWX"))
def test_zone_with_one_other_character_is_never_read_as_another_number(
    document: TravelDocument, place: int, other: str
):
    first, second = zone_of(document).splitlines()
    # The weights are odd and no multiple of five: only values that differ by tens escape the digit.
    assume((value_of(second[place]) - value_of(other)) % 10)
    altered = second[:place] + other + second[place + 1 :]
    assert read_zone(f"{first}\n{altered}", today=TODAY) is Unread.UNSURE


@given(DOCUMENTS, st.integers(1, 3))
def test_zone_of_a_machine_that_miscounts_fillers_is_read(document: TravelDocument, off: int):
    first, second = zone_of(document).splitlines()
    assert read_zone(f"{first[:-off]}\n{second[:28]}{second[28 + off :]}", today=TODAY) == document


def test_zone_with_letters_taken_for_digits_is_set_right():
    first, second = SPECIMEN.splitlines()
    seen = second.replace("740812", "74O8I2").replace("120415", "1Z0415").replace("UTO", "UT0")
    assert read_zone(f"{first.replace('UTO', 'UT0')}\n{seen}", today=TODAY) == ANNA


def test_zone_with_noise_behind_the_names_is_read():
    first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<KK<<C<<<<<<<"
    assert read_zone(f"{first}\n{SPECIMEN.splitlines()[1]}", today=TODAY) == ANNA


@pytest.mark.parametrize("text", ["", "A photograph of a cat", SPECIMEN.splitlines()[0], "P<" + "<" * 42])
def test_page_without_a_zone_is_told(text: str):
    assert read_zone(text, today=TODAY) is Unread.NO_ZONE


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str):
    assert isinstance(read_zone(text, today=TODAY), TravelDocument | Unread)


def test_names_are_written_as_the_standard_does():
    document = TravelDocument(
        "Đặng-O'Connor", "Zoë Ælfrun", "X1", "KOR", "KOR", date(1985, 4, 12), date(2030, 1, 1)
    )
    assert zone_of(document).splitlines()[0].startswith("P<KORDANG<OCONNOR<<ZOE<AELFRUN<<")


def test_year_of_two_digits_means_the_nearest_century():
    old = TravelDocument("A", "B", "X1", "KOR", "KOR", date(1912, 1, 1), date(2009, 12, 31))
    assert read_zone(zone_of(old), today=TODAY) == old
    late = TravelDocument("A", "B", "X1", "KOR", "KOR", date(1999, 1, 1), date(2101, 2, 3))
    assert read_zone(zone_of(late), today=date(2095, 6, 1)) == late
