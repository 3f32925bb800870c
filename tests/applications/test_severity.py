"""Scores corrected for severity: what was planted is found, what is not there is not offered."""

import random
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.applications.rules.severity import LEVEL, Score, Why, f_tail, fit


def planted(seed: int, *, files: int, panel: int, each: int, severity: float, noise: float = 5):
    """Totals of a panel whose leniency is known."""
    draw = random.Random(seed)  # tests want the same draw each time
    quality = {f"A{i:03d}": draw.gauss(50, 10) for i in range(files)}
    leniency = {f"r{j:02d}": draw.gauss(0, severity) for j in range(panel)}
    scores = [
        Score(one, reader, round(quality[one] + leniency[reader] + draw.gauss(0, noise)))
        for one in quality
        for reader in draw.sample(sorted(leniency), each)
    ]
    return quality, leniency, scores


def off(found, truth) -> float:
    """The root of the mean square of what is missed, whatever both are measured from."""
    shift = sum(found[one] - truth[one] for one in truth) / len(truth)
    return sqrt(sum((found[one] - truth[one] - shift) ** 2 for one in truth) / len(truth))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_planted_severities_are_recovered_and_help(seed):
    quality, leniency, scores = planted(seed, files=80, panel=8, each=3, severity=10)
    found = fit(scores)
    assert found.is_offered
    assert off(found.leniency, leniency) < 4
    corrected = off({one: row.value for one, row in found.applications.items()}, quality)
    raw = off({one: row.raw for one, row in found.applications.items()}, quality)
    assert corrected < raw
    # The standard deviation that is shown is the error that is made.
    shown = sum(row.sd for row in found.applications.values()) / len(quality)
    assert shown / 2 < corrected < shown * 2


def test_readers_who_do_not_differ_are_left_alone_as_often_as_the_level_says():
    offered = sum(
        fit(planted(seed, files=40, panel=6, each=2, severity=0)[2]).is_offered for seed in range(200)
    )
    assert offered <= 200 * LEVEL + 2.5 * sqrt(200 * LEVEL * (1 - LEVEL))


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(draw):
    _quality, _leniency, scores = planted(7, files=20, panel=5, each=2, severity=12)
    again = list(scores)
    draw.shuffle(again)
    assert fit(again) == fit(scores)


def test_a_reader_with_fewer_than_three_reviews_leaves_no_correction():
    _quality, _leniency, scores = planted(1, files=30, panel=5, each=2, severity=12)
    few = [*scores, Score("A000", "new", 10), Score("A001", "new", 10)]
    found = fit(few)
    assert (found.why_not, found.fewest, found.applications) == (Why.TOO_FEW_REVIEWS, 2, None)
    assert fit([]).why_not == Why.TOO_FEW_REVIEWS


def test_a_panel_in_two_parts_is_not_compared():
    left = [Score(f"A{i}", reader, 50 + i) for i in range(4) for reader in ("r1", "r2")]
    right = [Score(f"B{i}", reader, 20 + i) for i in range(4) for reader in ("r3", "r4")]
    found = fit(left + right)
    assert (found.why_not, found.parts) == (Why.NOT_CONNECTED, 2)


def test_without_anything_left_for_noise_nothing_is_offered():
    scores = [Score(f"A{i}", "alone", 50 + i) for i in range(5)]
    assert fit(scores).why_not == Why.NOT_ENOUGH


def test_readers_who_differ_over_applications_that_do_not_level_nobody():
    draw = random.Random(5)
    scores = [Score(f"A{i}", f"r{j}", 40 + 15 * j + draw.randint(-2, 2)) for i in range(8) for j in range(3)]
    found = fit(scores)
    assert found.why_not in (Why.ALL_ALIKE, None)
    if found.applications is not None:
        assert len({round(row.value, 1) for row in found.applications.values()}) > 1


def test_all_totals_alike_are_no_difference():
    scores = [Score(f"A{i}", reader, 50) for i in range(5) for reader in ("r1", "r2", "r3")]
    assert fit(scores).why_not == Why.NO_DIFFERENCE


@pytest.mark.parametrize(
    ("f", "above", "below", "chance"),
    # Tables of the F distribution; the last by hand: F(2, 2) is 1/(1 + f).
    [(4.2565, 2, 9, 0.05), (161.448, 1, 1, 0.05), (1, 5, 5, 0.5), (2.4034, 15, 15, 0.05), (9, 2, 2, 0.1)],
)
def test_chance_of_an_f_value_is_that_of_the_tables(f, above, below, chance):
    assert f_tail(f, above, below) == pytest.approx(chance, abs=1e-4)


@given(st.floats(0.01, 50), st.integers(1, 60), st.integers(1, 400))
def test_chance_falls_as_the_value_grows(f, above, below):
    assert 0 <= f_tail(f * 1.1, above, below) <= f_tail(f, above, below) <= 1
