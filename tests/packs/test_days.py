"""An edition that nobody has seen yet gets its own days, its place and its size."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.programmes.adapters.folders import read_pack
from hansa.programmes.rules.packs.days import days_of, with_days
from tests.packs.conftest import SHIPPED

PACKS = sorted(path.parent for path in SHIPPED.glob("*/*/pack.yaml"))


def shipped(name: str):
    pack = read_pack(SHIPPED / name).pack
    assert pack is not None
    return pack


@pytest.mark.parametrize("home", PACKS, ids=lambda path: path.name)
def test_days_left_as_they_are_change_nothing(home):
    pack = read_pack(home).pack
    assert pack is not None
    assert with_days(pack, days_of(pack)) == pack


@settings(max_examples=25, deadline=None)
@given(later=st.integers(-400, 400), longer=st.integers(0, 30), places=st.integers(1, 500))
def test_days_that_were_put_in_are_read_out_again(later, longer, places):
    pack = shipped("templates/workshop")
    before = days_of(pack)
    move = timedelta(later)
    wanted = replace(
        before,
        starts_on=before.starts_on + move,
        ends_on=before.ends_on + move + timedelta(longer),
        closes_on=before.closes_on + move,
        places=places,
    )
    found = days_of(with_days(pack, wanted))
    assert replace(found, gatherings={}) == replace(wanted, gatherings={})
    # The gathering that began and ended with the edition still does.
    [gathering] = with_days(pack, wanted).events
    assert (gathering.starts_on, gathering.ends_on) == (wanted.starts_on, wanted.ends_on)


def test_hours_stay_and_weeks_move_with_the_first_day():
    pack = shipped("templates/online-course")
    before = days_of(pack)
    later = with_days(pack, replace(before, starts_on=before.starts_on + timedelta(7)))
    old, new = pack.courses[0].calendar[0], later.courses[0].calendar[0]
    assert new.starts_on - old.starts_on == timedelta(7)
    call = shipped("wego/nia-workshop-2017")
    moved = with_days(call, replace(days_of(call), closes_on=date(2017, 10, 20))).call
    assert moved.closes_at.timetz() == call.call.closes_at.timetz()
    assert moved.closes_at.date() == date(2017, 10, 20)


def test_a_gathering_may_have_a_day_of_its_own():
    pack = shipped("wego/champions-2025")
    before = days_of(pack)
    key, day = next(iter(before.gatherings.items()))
    wanted = replace(before, gatherings={**before.gatherings, key: day + timedelta(3)})
    assert days_of(with_days(pack, wanted)).gatherings[key] == day + timedelta(3)


def test_another_city_is_said_in_english_until_somebody_translates_it():
    pack = shipped("templates/workshop")
    wanted = replace(days_of(pack), city="Turin", country="IT", time_zone="Europe/Rome", venue="Arsenale")
    moved = with_days(pack, wanted)
    assert set(moved.edition.place.city.values()) == {"Turin"}
    assert moved.events[0].place.city["en"] == "Turin"
    assert str(moved.call.closes_at.tzinfo) == "Europe/Rome"
    assert days_of(moved).venue == "Arsenale"
    kept = with_days(moved, replace(wanted, places=7))
    assert kept.edition == moved.edition


def test_another_year_is_in_the_title_too():
    pack = shipped("wego/nia-workshop-2017")
    before = days_of(pack)
    later = with_days(pack, replace(before, starts_on=date(2018, 2, 5), ends_on=date(2018, 2, 8)))
    assert later.edition.year == 2018
    assert "2018" in later.edition.title["en"] or "2017" not in pack.edition.title["en"]
