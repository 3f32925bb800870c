"""The lottery against a linear programme over every cohort of small instances."""

import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings

from hansa.applications.rules.selection import Candidate, Instance, broken_bounds
from hansa.applications.rules.selection.lottery import NoCohort, OutOfTime, draw, lottery
from tests.applications.selection.by_brute_force import fairest_chances
from tests.applications.test_selection import instances


def lottery_equals_brute_force(instance: Instance) -> None:
    """Everybody's chance is the fairest, the portfolio gives just these chances, and keeps every rule."""
    expected = fairest_chances(instance)
    if expected is None:
        with pytest.raises(NoCohort):
            lottery(instance, seed="s")
        return
    found = lottery(instance, seed="s")
    # Leximin compares sorted chances; who has which of them is settled too, since it is unique.
    assert found.probabilities == pytest.approx(expected, abs=1e-5)
    assert sum(found.probabilities.values()) == pytest.approx(instance.k, abs=1e-9)
    assert sum(weight for _, weight in found.portfolio) == pytest.approx(1, abs=1e-12)
    shares = dict.fromkeys(expected, 0.0)
    for cohort, weight in found.portfolio:
        assert not broken_bounds(instance, cohort)
        for one in cohort:
            shares[one] += weight
    assert shares == pytest.approx(found.probabilities, abs=1e-9)
    assert found.drawn in dict(found.portfolio)


@settings(max_examples=60, deadline=None)
@given(instances())
def test_lottery_equals_brute_force(instance):
    lottery_equals_brute_force(instance)


@pytest.mark.trial
@settings(max_examples=500, deadline=None)
@given(instances())
def test_lottery_equals_brute_force_on_many(instance):
    lottery_equals_brute_force(instance)


def pool(n: int, k: int, seed: int) -> Instance:
    """Applicants with four features, and places for whose features the pool is not shaped."""
    choose = random.Random(seed)
    features = {"region": "abcdef", "gender": "fmx", "age": "uvw", "school": "pqr"}
    there = {of: [choose.random() + 0.1 for _ in values] for of, values in features.items()}
    people = tuple(
        Candidate(
            f"A{i:03d}",
            f"c{choose.randrange(n // 3)}",
            {of: choose.choices(values, there[of])[0] for of, values in features.items()},
            1,
            i + 1,
        )
        for i in range(n)
    )
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    for of, values in features.items():
        wanted = [share * choose.uniform(0.5, 1.6) for share in there[of]]
        seats = [round(k * share / sum(wanted)) for share in wanted]
        ranges[of] = {value: (max(0, s - 1), s + 1) for value, s in zip(values, seats, strict=True)}
    return Instance(k=k, city_max=2, candidates=people, ranges=ranges)


def test_alike_have_the_same_chance_whatever_the_order_of_rows():
    instance = pool(40, 6, 2)
    found = lottery(instance, seed="s")
    shuffled = random.Random(1).sample(instance.candidates, 40)
    again = lottery(Instance(k=6, city_max=2, candidates=tuple(shuffled), ranges=instance.ranges), seed="s")
    assert again.probabilities == pytest.approx(found.probabilities, abs=1e-6)
    alike: dict[tuple[str, ...], set[float]] = {}
    for person in instance.candidates:
        profile = (person.city, *person.attributes.values())
        alike.setdefault(profile, set()).add(found.probabilities[person.id])
    assert all(len(chances) == 1 for chances in alike.values())


def test_draw_follows_from_the_seed_and_the_weights_alone():
    portfolio = ((("A",), 0.25), (("B",), 0.75))
    drawn = {seed: draw(seed, portfolio) for seed in ("Busan", "Seoul", "Daegu", "Jeju", "Incheon", "Ulsan")}
    assert drawn == {seed: draw(seed, portfolio) for seed in drawn}
    assert set(drawn.values()) == {("A",), ("B",)}
    shares = [draw(str(number), portfolio) == ("A",) for number in range(2000)]
    assert abs(Fraction(sum(shares), 2000) - Fraction(1, 4)) < Fraction(1, 30)


def test_lottery_that_is_not_settled_in_time_is_not_handed_out():
    with pytest.raises(OutOfTime):
        lottery(pool(40, 6, 2), seed="s", time_limit=0.0)


def test_forced_in_are_certain_and_forced_out_have_no_chance():
    people = tuple(Candidate(f"A{i}", f"c{i}", {}, 1, i + 1) for i in range(6))
    found = lottery(
        Instance(
            k=3, city_max=1, candidates=people, forced_in=frozenset({"A0"}), forced_out=frozenset({"A5"})
        ),
        seed="s",
    )
    assert found.probabilities == pytest.approx(
        {"A0": 1.0, "A1": 0.5, "A2": 0.5, "A3": 0.5, "A4": 0.5, "A5": 0.0}
    )
    assert found.minimum == pytest.approx(0.5)


@pytest.mark.trial
def test_lottery_of_300_to_30_is_settled_in_time():
    began = time.process_time()
    found = lottery(pool(300, 30, 1), seed="s")
    assert time.process_time() - began < 20
    assert sum(found.probabilities.values()) == pytest.approx(30)
