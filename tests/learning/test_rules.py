"""Watched time, completion, calendar: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.learning.rules import calendar, completion, progress
from hansa.learning.rules.completion import Facts, Rule

COUNT = 20
BITS = st.integers(0, (1 << (COUNT + 4)) - 1)
PLENTY = 10_000.0


@given(BITS, st.lists(BITS, max_size=6), st.randoms(use_true_random=False))
def test_merge_gives_the_same_in_any_order_and_any_number_of_times(kept, sent, random):
    once = twice = kept
    for bits in sent:
        once = progress.merge(once, bits, COUNT)
    again = [*sent, *sent]
    random.shuffle(again)
    for bits in again:
        twice = progress.merge(twice, bits, COUNT)
    assert progress.merge(once, 0, COUNT) == progress.merge(twice, 0, COUNT)
    assert progress.merge(once, once, COUNT) == progress.merge(once, 0, COUNT)


@given(BITS, BITS, st.floats(-100, 500))
def test_credited_never_gains_more_than_the_clock_allows(kept, sent, allowance):
    kept = progress.merge(kept, 0, COUNT)
    credit = progress.credited(kept, sent, COUNT, allowance)
    assert credit.bits & kept == kept
    assert credit.bits & ~progress.merge(kept, sent, COUNT) == 0
    assert credit.gained_s == (credit.bits ^ kept).bit_count() * progress.BUCKET_S
    assert credit.gained_s <= max(0, allowance)


@given(BITS, BITS)
def test_credited_with_plenty_of_time_is_the_merge(kept, sent):
    kept = progress.merge(kept, 0, COUNT)
    assert progress.credited(kept, sent, COUNT, PLENTY).bits == progress.merge(kept, sent, COUNT)


@given(st.lists(st.tuples(BITS, st.integers(0, 60)), max_size=12))
def test_credited_over_many_reports_keeps_within_double_speed(reports):
    kept, elapsed, gained = 0, 0, 0
    for bits, seconds in reports:
        elapsed += seconds
        credit = progress.credited(kept, bits, COUNT, progress.allowance(elapsed, gained))
        kept, gained = credit.bits, gained + credit.gained_s
        assert gained <= progress.FASTEST * elapsed + progress.GRACE_S


@given(st.integers(0, (1 << 64) - 1))
def test_bits_are_read_as_they_were_written(bits):
    assert progress.read_bits(progress.written_bits(bits)) == bits


def test_bits_stand_lowest_bucket_first():
    assert progress.read_bits("0180") == 1 | 1 << 15
    assert progress.written_bits(0) == ""


@pytest.mark.parametrize("text", ["0", "zz", "-1", "0x01", "f" * 10_000, "01 02", "０１"])
def test_bits_that_are_none_are_refused(text):
    with pytest.raises(progress.UnreadableBits):
        progress.read_bits(text)


@pytest.mark.parametrize(
    ("seconds", "count"), [(0, 0), (-1, 0), (1, 1), (60, 12), (62.4, 12), (62.5, 13), (77.3, 15)]
)
def test_bucket_count_leaves_out_a_short_last_piece(seconds, count):
    assert progress.bucket_count(seconds) == count


def test_percent_is_rounded_down():
    assert progress.percent((1 << 17) - 1, 19) == 89
    assert progress.percent(0, 0) == 0


def test_wait_to_read_asks_for_double_speed():
    assert [progress.wait_to_read(61, elapsed) for elapsed in (0, 30, 30.5, 99)] == [31, 1, 0, 0]


def test_completion_asks_only_for_what_the_rule_states():
    facts = Facts({"a": 100, "b": 50}, frozenset({"q"}), frozenset({"q"}), frozenset(), frozenset({"r"}))
    assert completion.completion(Rule(), facts).done
    lectures = completion.completion(Rule(lectures_percent=90), facts)
    assert not lectures.done
    assert [(one.kind, one.done, one.of, one.missing) for one in lectures.missing] == [
        ("lectures", 1, 2, ("b",))
    ]
    assert [one.kind for one in completion.completion(Rule(readings=True, workshops=1), facts).missing] == [
        "readings",
        "workshops",
    ]


def test_completion_by_count_takes_any_pieces():
    facts = Facts({}, frozenset({"a", "b"}), frozenset({"a", "c"}))
    assert completion.completion(Rule(coursework=2), facts).done
    assert not completion.completion(Rule(coursework=3), facts).done
    assert not completion.completion(Rule(), facts).done


def test_completion_of_an_empty_course_is_never_reached():
    assert not completion.completion(Rule(), Facts({})).done
    assert not completion.completion(Rule(coursework=0), Facts({"a": 100})).done


def test_completion_once_reached_stays():
    judged = completion.completion(Rule(lectures_percent=90), Facts({"new": 0}), was_completed=True)
    assert judged.done
    assert judged.missing == []


PERCENT = st.integers(0, 100)
KEYS = st.frozensets(st.sampled_from("abcd"))


@given(
    st.dictionaries(st.sampled_from("abc"), PERCENT), KEYS, KEYS, KEYS, KEYS, st.integers(0, 2), PERCENT, KEYS
)
def test_completion_is_never_lost_by_doing_more(
    lectures, passed, pieces, read, readings, workshops, least, more
):
    rule = Rule(lectures_percent=least, readings=True, workshops=1)
    before = completion.completion(rule, Facts(lectures, passed, pieces, read, readings, workshops))
    grown = Facts(dict.fromkeys(lectures, 100), passed | more, pieces, read | more, readings, workshops + 1)
    after = completion.completion(rule, grown)
    assert after.done or not before.done
    assert len(after.missing) <= len(before.missing)


def test_stricter_rules_are_told_from_laxer_ones():
    base = Rule(lectures_percent=80, coursework=1)
    assert completion.is_stricter(base, Rule(lectures_percent=90, coursework=1))
    assert completion.is_stricter(base, Rule(lectures_percent=80))
    assert completion.is_stricter(base, Rule(80, 1, readings=True))
    assert not completion.is_stricter(base, Rule(lectures_percent=0, coursework=0))
    assert not completion.is_stricter(base, base)


TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("begins", "has_calendar", "all_open", "expected"),
    [
        (None, False, False, calendar.Release(True)),
        (None, True, False, calendar.Release(False)),
        (date(2026, 11, 20), True, False, calendar.Release(True, date(2026, 11, 20))),
        (date(2026, 11, 21), True, False, calendar.Release(False, date(2026, 11, 21))),
        (date(2027, 11, 21), True, True, calendar.Release(True)),
    ],
)
def test_release_follows_the_calendar(begins, has_calendar, all_open, expected):
    found = calendar.release(week_starts_on=begins, has_calendar=has_calendar, all_open=all_open, today=TODAY)
    assert found == expected


@pytest.mark.parametrize(
    ("is_archive", "year", "ends_on", "expected"),
    [
        (True, 2026, None, "archive"),
        (False, 2026, None, None),
        (False, 2025, None, "over"),
        (False, 2025, date(2026, 11, 20), None),
        (False, 2026, date(2026, 11, 19), "over"),
    ],
)
def test_enrolment_closes_after_the_last_day(is_archive, year, ends_on, expected):
    assert (
        calendar.enrolment_closed(is_archive=is_archive, year=year, ends_on=ends_on, today=TODAY) == expected
    )


def test_phase_of_a_week():
    week = date(2026, 11, 16), date(2026, 11, 22)
    assert [calendar.phase(*week, today=date(2026, 11, day)) for day in (15, 16, 22, 23)] == [
        "to_come",
        "now",
        "now",
        "past",
    ]
