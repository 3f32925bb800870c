"""Members in a spreadsheet, as pure rules: how each cell is read, and what becomes of every row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.foundation.sheets.rules.columns import Unreadable, guess, read_rows
from hansa.network.rules import member_table
from hansa.network.rules.continents import CONTINENT_OF

COUNTRIES = {"korea": "KR", "kr": "KR", "france": "FR", "fr": "FR", "대한민국": "KR"}
COLUMNS = member_table.columns(COUNTRIES)
REGIONS = dict(CONTINENT_OF) | {"asia": "asia", "east asia": "east-asia"}
SEOUL = {"key": "seoul", "name": {"en": "Seoul", "ko": "서울"}, "country": "KR", "region": "asia"}
HEADER = ["name", "country", "kind", "status", "joined", "lat", "lon", "key", "region"]
MAPPING = guess(HEADER, COLUMNS)


def settled(*rows, standing=(SEOUL,), updates=True):
    read = read_rows([list(row) for row in rows], MAPPING, COLUMNS)
    return member_table.settle(read, {item["key"]: item for item in standing}, REGIONS, updates=updates)


@pytest.mark.parametrize(
    "header",
    [
        ["Name", "Country", "Latitude", "Longitude"],
        ["Nom de la ville", "Pays", "Latitude", "Longitude"],
        ["Stadt", "Land", "Breitengrad", "Längengrad"],
        ["Città", "Paese", "Latitudine", "Longitudine"],
        ["المدينة", "الدولة", "خط العرض", "خط الطول"],
        ["도시명", "국가", "위도", "경도"],
        ["城市名称", "国家", "纬度", "经度"],
    ],
)
def test_headings_are_known_in_seven_languages(header):
    assert guess(header, COLUMNS) == {"name": 0, "country": 1, "lat": 2, "lon": 3}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2014", 2014),
        ("2014-05-31", date(2014, 5, 31)),
        ("31.05.2014", date(2014, 5, 31)),
        ("31/05/2014", date(2014, 5, 31)),
        ("05/31/2014", date(2014, 5, 31)),
        ("2014년 5월 31일", date(2014, 5, 31)),
        ("04/04/2014", date(2014, 4, 4)),
    ],
)
def test_a_day_is_read_as_people_write_it(said, meant):
    assert member_table._joined(said) == meant


@pytest.mark.parametrize("said", ["03/04/2014", "May 2014", "1400", "2014-02-30", "soon"])
def test_a_day_that_may_be_two_or_none_is_refused(said):
    with pytest.raises(Unreadable):
        member_table._joined(said)


def test_a_member_is_known_by_its_key_or_its_name_and_country():
    by_name, by_key, new = settled(
        ("SEOUL", "korea", "", "", "2010", "", "", "", ""),
        ("Lyon", "France"),
        ("Other", "France", "", "", "", "", "", "lyon-2", ""),
    )
    assert (by_name.action, by_name.item["key"], by_name.changes) == (
        "update",
        "seoul",
        ("joined_year", "name"),
    )
    assert (by_key.action, by_key.item["key"]) == ("new", "lyon")
    assert (new.action, new.item["key"]) == ("new", "lyon-2")


def test_known_members_are_left_alone_where_one_says_so():
    [row] = settled(("Seoul", "KR", "", "", "2010"), updates=False)
    assert row.action == "known"
    assert row.item == SEOUL


def test_the_same_member_twice_in_one_file_is_said_with_the_row():
    _first, second = settled(("Lyon", "FR"), ("lyon", "France"))
    assert second.action == "bad"
    assert second.faults[0].code == "twice"
    assert second.faults[0].values == {"row": "2"}


def test_friendship_members_have_both_the_kind_and_the_standing():
    [row] = settled(("Ministry", "FR", "Government body"))
    assert (row.item["kind"], row.item["status"]) == ("friendship_government", "friendship")
    [row] = settled(("Union", "FR", "", "friendship"))
    assert (row.item["kind"], row.item["status"]) == ("friendship_government", "friendship")


def test_a_place_needs_both_numbers():
    [row] = settled(("Lyon", "FR", "", "", "", "45.76", ""))
    assert [fault.code for fault in row.faults] == ["half-a-place"]
    [row] = settled(("Lyon", "FR", "", "", "", "45,76", "4,83"))
    assert (row.item["lat"], row.item["lon"]) == (45.76, 4.83)


def test_a_country_has_a_region_without_saying_so():
    [row] = settled(("Lyon", "FR"))
    assert row.item["region"] == "europe"
    [row] = settled(("Busan", "KR", "", "", "", "", "", "", "East Asia"))
    assert row.item["region"] == "east-asia"


CELL = st.one_of(
    st.sampled_from(["Seoul", "Lyon", "KR", "FR", "city", "full", "2014", "-12.5", "=1", ""]),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELL, max_size=9), max_size=12), st.booleans())
def test_settling_loses_no_row_and_makes_no_key_twice(rows, updates):
    read = read_rows(rows, MAPPING, COLUMNS)
    found = member_table.settle(read, {"seoul": SEOUL}, REGIONS, updates=updates)
    assert [row.number for row in found] == [row.number for row in read]
    keys = [row.item["key"] for row in found if row.action != "bad"]
    assert len(keys) == len(set(keys))
    assert all(row.faults for row in found if row.action == "bad")


@given(st.lists(st.lists(CELL, max_size=9), max_size=12))
def test_what_was_taken_over_is_the_same_the_second_time(rows):
    read = read_rows(rows, MAPPING, COLUMNS)
    first = member_table.settle(read, {"seoul": SEOUL}, REGIONS, updates=True)
    standing = {"seoul": SEOUL} | {
        row.item["key"]: row.item for row in first if row.action in ("new", "update")
    }
    second = member_table.settle(read, standing, REGIONS, updates=True)
    assert {row.action for row in second} <= {"same", "bad"}
    assert [row.action == "bad" for row in first] == [row.action == "bad" for row in second]


def test_former_members_are_no_full_ones():
    former, ex = settled(
        ("A", "France", "", "Former member"), ("B", "France", "", "ancien membre"), standing=()
    )
    assert (former.item["status"], ex.item["status"]) == ("former", "former")
