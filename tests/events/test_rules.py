from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.events import rules

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEOUL = rules.Days("Asia/Seoul", date(2026, 11, 30), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("days", "now", "over"),
    [
        (SEOUL, datetime(2026, 12, 1, 14, 59, 59, tzinfo=UTC), False),
        (SEOUL, datetime(2026, 12, 1, 15, 0, tzinfo=UTC), True),  # midnight in Seoul
        (rules.Days("Asia/Seoul"), datetime(2099, 1, 1, tzinfo=UTC), False),  # to be announced
        (rules.Days("Europe/Athens", starts_on=date(2026, 11, 19)), NOW, True),
        (rules.Days("UTC", ends_at=NOW, starts_at=NOW.replace(hour=1)), NOW, True),
    ],
)
def test_event_is_over_at_its_own_midnight(days, now, over):
    assert days.is_over(now) is over


def test_event_is_today_by_the_clock_of_its_city():
    pacific = rules.Days("Pacific/Auckland", date(2026, 11, 21))
    assert pacific.is_today(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    assert not pacific.is_today(datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    assert not rules.Days("UTC").is_today(NOW)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ([], None),
        ([{"kind": "member_of"}], None),
        ([{"kind": "age", "under": 35, "on": "2025-09-01"}], rules.AgeRule(0, 35, date(2025, 9, 1))),
        ([{"kind": "age", "at_least": 18, "at_most": 35}], rules.AgeRule(18, 36)),
        ([{"kind": "age", "under": 35, "preferred": True}], None),
    ],
)
def test_age_rule_is_read_from_the_pack(said, rule):
    assert rules.age_rule(said) == rule


@pytest.mark.parametrize(
    ("born", "refused"),
    [
        (date(1991, 11, 30), rules.WrongAge),  # 35 on the day
        (date(1991, 12, 1), None),  # 34 on the day
        (None, rules.BirthDateMissing),
    ],
)
def test_age_counts_on_the_named_day(born, refused):
    asked = {
        "entry": "open",
        "source": "self",
        "days": SEOUL,
        "ages": rules.AgeRule(under=35),
        "is_over": False,
    }
    if refused is None:
        rules.check_registration(born=born, **asked)
    else:
        with pytest.raises(refused):
            rules.check_registration(born=born, **asked)


@pytest.mark.parametrize(
    ("entry", "source", "refused"),
    [
        ("open", "self", None),
        ("offer", "self", rules.NotOpen),
        ("invitation", "self", rules.NotOpen),
        ("closed", "self", rules.NotOpen),
        ("offer", "offer", None),
        ("closed", "walk_in", None),
    ],
)
def test_entry_decides_who_registers_themselves(entry, source, refused):
    asked = {"days": SEOUL, "ages": None, "born": None, "is_over": False}
    if refused is None:
        rules.check_registration(entry=entry, source=source, **asked)
    else:
        with pytest.raises(refused):
            rules.check_registration(entry=entry, source=source, **asked)


@given(capacity=st.integers(1, 60), asks=st.integers(0, 200), cancels=st.integers(0, 100))
def test_seats_never_exceed_the_capacity(capacity, asks, cancels):
    taken = waiting = 0
    for _ in range(asks):
        if rules.has_seat(taken=taken, capacity=capacity, source="self"):
            taken += 1
        else:
            waiting += 1
    assert (taken, waiting) == (min(asks, capacity), max(0, asks - capacity))
    for _ in range(min(cancels, taken)):
        taken -= 1
        moved = rules.seats_to_fill(taken=taken, capacity=capacity, waiting=waiting)
        taken, waiting = taken + moved, waiting - moved
    assert taken <= capacity
    assert not waiting or taken == capacity


def test_instant_of_a_pack_has_its_zone():
    assert rules.instant("2017-11-20 09:00 Asia/Seoul").astimezone(UTC).hour == 0
    assert rules.instant(None) is None
