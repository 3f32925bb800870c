"""Windows cut into slots, who may sit in one, which act follows which; no database."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.applications.rules import interviews as rules
from hansa.applications.rules import merit, terms

ZONES = (
    "Asia/Seoul", "Europe/Bucharest", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia",
    "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Europe/Dublin",
)  # fmt: skip
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
# The nights on which clocks change, in one of the zones each: these are what breaks such arithmetic.
NIGHTS = st.sampled_from(
    [
        date(2017, 3, 26),
        date(2017, 10, 29),
        date(2017, 3, 12),
        date(2017, 11, 5),
        date(2017, 4, 2),
        date(2017, 10, 1),
    ]
)
HOURS = st.builds(
    rules.Hours,
    day=st.one_of(DAYS, NIGHTS),
    starts=st.times(),
    ends=st.times(),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(1, 180),
    pause=st.integers(0, 120),
)


@given(HOURS)
def test_slots_never_overlap_nor_leave_the_window(hours):
    cut = rules.slots(hours)
    for begin, end in cut:
        assert end - begin == timedelta(minutes=hours.minutes)
        assert hours.begins_at <= begin
        assert end <= hours.ends_at
    for one, following in pairwise(cut):
        assert not rules.overlap(one, following)
        assert following[0] - one[1] == timedelta(minutes=hours.pause)


@given(HOURS)
def test_slots_leave_no_room_for_one_more(hours):
    cut = rules.slots(hours)
    following = cut[-1][1] + timedelta(minutes=hours.pause) if cut else hours.begins_at
    if len(cut) < rules.MOST_SLOTS:
        assert following + timedelta(minutes=hours.minutes) > hours.ends_at


@given(HOURS, st.sampled_from(ZONES))
def test_day_shift_is_what_two_calendars_on_the_wall_differ_by(hours, own):
    for begin, _end in rules.slots(hours):
        shift = rules.day_shift(begin, hours.zone, own)
        assert abs(shift) <= 1 or {hours.zone, own} & {"Pacific/Apia", "Pacific/Kiritimati"}
        here, there = begin.astimezone(ZoneInfo(own)).date(), begin.astimezone(ZoneInfo(hours.zone)).date()
        assert here + timedelta(days=shift) == there


def hours(day, starts, ends, zone="Europe/Bucharest", minutes=30, pause=0):
    return rules.Hours(day, starts, ends, zone, minutes, pause)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 10, 28), 4),  # an ordinary night
        (date(2017, 10, 29), 6),  # clocks go back at four: the hour comes twice and both are there
        (date(2017, 3, 26), 2),  # clocks go forward at three: the hour that never was holds nobody
    ],
)
def test_slots_on_a_night_when_clocks_change(day, expected):
    assert len(rules.slots(hours(day, time(2, 30), time(4, 30)))) == expected


def test_slots_of_an_hour_that_never_was():
    assert rules.slots(hours(date(2017, 3, 26), time(3), time(4))) == []


def test_same_slot_is_another_day_for_somebody_far_away():
    [first, *_rest] = rules.slots(hours(date(2017, 10, 17), time(9), time(12), "Asia/Seoul"))
    assert first[0] == datetime(2017, 10, 17, 0, 0, tzinfo=UTC)
    assert rules.day_shift(first[0], "Asia/Seoul", "America/New_York") == 1
    assert rules.day_shift(first[0], "Asia/Seoul", "Europe/Bucharest") == 0


def test_may_change_until_a_day_before():
    at = datetime(2017, 10, 17, 0, 0, tzinfo=UTC)
    assert rules.may_change(at, at - timedelta(days=1))
    assert not rules.may_change(at, at - timedelta(days=1) + timedelta(seconds=1))


@given(
    st.sets(st.integers(1, 12)), st.sets(st.integers(1, 12)), st.dictionaries(st.integers(1, 12), st.integers(0, 9)),
    st.integers(1, 5),
)  # fmt: skip
def test_seated_are_free_without_conflict_and_least_busy(free, barred, load, each):
    who = rules.seated(free, barred=barred, load=load, each=each)
    fit = free - barred
    assert set(who) <= fit
    assert len(who) == min(each, len(fit))
    assert who == rules.seated(sorted(free, reverse=True), barred=barred, load=load, each=each)
    left = fit - set(who)
    assert (
        not left or not who or max(load.get(one, 0) for one in who) <= min(load.get(one, 0) for one in left)
    )


@given(st.integers(1, 30), st.integers(1, 20))
def test_tables_have_enough_interviewers(people, at_once):
    each = rules.each_table(people, at_once)
    assert each >= 1
    assert people < at_once or each * at_once <= people


@pytest.mark.parametrize(
    ("state", "act", "role", "to"),
    [
        ("", "interview_invite", "officer", "invited"),
        ("invited", "interview_book", "applicant", "scheduled"),
        ("scheduled", "interview_give_back", "applicant", "invited"),
        ("scheduled", "interview_miss", "interviewer", "no_show"),
        ("no_show", "interview_undo_miss", "officer", "scheduled"),
        ("scheduled", "interview_hold", "interviewer", "held"),
    ],
)
def test_interview_moves_as_the_table_says(state, act, role, to):
    assert rules.state_after(state, act, role=role) == to


@pytest.mark.parametrize(
    ("state", "act", "role"),
    [
        ("held", "interview_miss", "officer"),
        ("invited", "interview_hold", "officer"),
        ("scheduled", "interview_hold", "applicant"),
        ("called_off", "interview_book", "applicant"),
    ],
)
def test_interview_does_not_move_otherwise(state, act, role):
    with pytest.raises(rules.InterviewRefused):
        rules.state_after(state, act, role=role)


TOTALS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.integers(0, 50), min_size=1, max_size=3), min_size=1
)


@given(TOTALS, TOTALS, st.integers(1, 90))
def test_merit_with_interviews_orders_as_the_exact_mixture(read, heard, weight):
    merits = merit.merits(read)
    mixed = merit.with_interviews(
        merits, heard, most=50 * merit.readers_of(read), most_of_interview=50, weight=weight
    )

    def exact(key):
        spoken = heard.get(key)
        of_interview = Fraction(sum(spoken), len(spoken) * 50) if spoken else Fraction(0)
        return (100 - weight) * Fraction(sum(read[key]), len(read[key]) * 50) + weight * of_interview

    for one in read:
        for other in read:
            assert (mixed[one] < mixed[other]) == (exact(one) < exact(other))


def test_merit_without_weight_is_that_of_the_readers():
    assert merit.with_interviews({"a": 3}, {"a": [5]}, most=10, most_of_interview=5, weight=0) == {"a": 3}


def test_terms_of_interviews_take_the_calls_rubric_where_they_have_none():
    said = {"rubric": "rubric", "interviews": {"opens_on": "2017-10-16", "time_zone": "Asia/Seoul"}}
    read = terms.read(said).interviews
    assert (read.rubric, read.weight, read.minutes, read.opens_on) == ("rubric", 0, 20, date(2017, 10, 16))
    assert terms.read({**said, "interviews": None}).interviews is None
