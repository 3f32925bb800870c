"""The selection against its definition: brute force on small instances, published answers on real ones."""

import csv
import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.applications.rules import lots
from hansa.applications.rules.selection import (
    Bound,
    Candidate,
    Instance,
    SelectionRefused,
    Status,
    broken_bounds,
    conflict_of,
    solve,
    value_of,
)
from hansa.applications.rules.selection.feasibility import is_infeasible

EXAMPLES = Path(__file__).parent.parent / "data" / "selection"


def example(name: str) -> tuple[Instance, dict]:
    folder = EXAMPLES / name
    rules = json.loads((folder / "rules.json").read_text())
    with (folder / "applicants.csv").open() as lines:
        candidates = tuple(
            Candidate(
                row["id"],
                row["city"],
                {a: row[a] for a in rules["attrs"]},
                int(row["merit"]),
                int(row["lot"]),
            )
            for row in csv.DictReader(lines)
        )
    ranges = {
        attr: {value: (low, high) for value, (low, high) in values.items()}
        for attr, values in rules["ranges"].items()
    }
    instance = Instance(k=rules["k"], city_max=rules["city_max"], candidates=candidates, ranges=ranges)
    return instance, json.loads((folder / "answer.json").read_text())


@st.composite
def instances(draw, *, ties: bool = True) -> Instance:
    """Small instances, with many equal merits, cities that are full and rules that may contradict."""
    n = draw(st.integers(2, 9))
    k = draw(st.integers(1, min(5, n)))
    drawn = draw(st.permutations(range(1, n + 1)))
    merit = st.integers(0, 3) if ties else st.integers(-20, 60)
    candidates = tuple(
        Candidate(
            f"A{i}",
            draw(st.sampled_from("abcd")),
            {"region": draw(st.sampled_from("xyz")), "gender": draw(st.sampled_from("fm"))},
            draw(merit),
            drawn[i],
        )
        for i in range(n)
    )
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    for attr, values in (("region", "xyz"), ("gender", "fm")):
        for value in values:
            if draw(st.booleans()):
                low = draw(st.integers(0, 2))
                ranges.setdefault(attr, {})[value] = (low, low + draw(st.integers(0, 3)))
    forced = draw(st.lists(st.sampled_from([c.id for c in candidates]), max_size=2, unique=True))
    return Instance(
        k=k,
        city_max=draw(st.integers(1, 3)),
        candidates=candidates,
        ranges=ranges,
        forced_in=frozenset(forced[:1]),
        forced_out=frozenset(forced[1:]),
    )


def by_definition(instance: Instance) -> tuple[int, tuple[str, ...]] | None:
    """Every cohort: the most merit, and among those the one that serves the earliest lots."""
    ordered = sorted(instance.candidates, key=lambda candidate: candidate.lot)
    best: tuple[int, tuple[int, ...]] | None = None
    for positions in itertools.combinations(range(len(ordered)), instance.k):
        ids = [ordered[j].id for j in positions]
        if broken_bounds(instance, ids):
            continue
        rank = (-value_of(instance, ids), positions)
        best = rank if best is None else min(best, rank)
    if best is None:
        return None
    return -best[0], tuple(ordered[j].id for j in best[1])


@pytest.mark.parametrize("name", ["n100_k24_c60_base_s91", "n100_k24_c60_ties_s92"])
def test_published_examples_give_their_answers(name):
    instance, answer = example(name)
    result = solve(instance)
    assert result.status.value == answer["status"]
    assert result.value == answer["value"]
    assert list(result.selected) == answer["selected"]


@settings(max_examples=40, deadline=None)
@given(instances())
def test_cohort_with_ties_equals_brute_force(instance):
    expected, result = by_definition(instance), solve(instance)
    if expected is None:
        assert result.status is Status.INFEASIBLE
        assert not result.selected
    else:
        assert (result.status, result.value, result.selected) == (Status.OPTIMAL, *expected)


@settings(max_examples=25, deadline=None)
@given(instances(ties=False))
def test_cohort_with_any_merits_equals_brute_force(instance):
    expected, result = by_definition(instance), solve(instance)
    assert (expected is None) == (result.status is Status.INFEASIBLE)
    if expected is not None:
        assert (result.value, result.selected) == expected


@settings(max_examples=25, deadline=None)
@given(instances())
def test_conflict_is_irreducible(instance):
    conflict = conflict_of(instance)
    if by_definition(instance) is not None:
        assert conflict == ()
        return
    assert conflict
    if conflict[0].attr != "k":
        assert is_infeasible(instance, conflict)
        for bound in conflict:
            assert not is_infeasible(instance, [other for other in conflict if other != bound])


def test_result_does_not_depend_on_the_order_of_rows():
    instance, answer = example("n100_k24_c60_ties_s92")
    for seed in range(5):
        rows = list(instance.candidates)
        random.Random(seed).shuffle(rows)
        shuffled = Instance(
            k=instance.k, city_max=instance.city_max, candidates=tuple(rows), ranges=instance.ranges
        )
        assert list(solve(shuffled).selected) == answer["selected"]


def test_conflict_names_the_rules_that_leave_no_cohort():
    candidates = tuple(Candidate(f"A{i}", f"city{i}", {"region": "x"}, 1, i + 1) for i in range(4))
    instance = Instance(k=2, city_max=1, candidates=candidates, ranges={"region": {"x": (0, 1), "y": (0, 2)}})
    result = solve(instance)
    assert result.status is Status.INFEASIBLE
    assert result.conflict == (Bound("region", "x", "max", 1),)


def test_too_few_candidates_are_a_conflict_of_size():
    instance = Instance(k=3, city_max=3, candidates=(Candidate("A", "a", {}, 1, 1),))
    assert solve(instance).conflict == (Bound("k", "", "exactly", 3),)


def test_time_that_runs_out_is_never_called_optimal():
    instance, _answer = example("n100_k24_c60_base_s91")
    result = solve(instance, time_limit=0.0)
    assert result.status in (Status.UNKNOWN, Status.FEASIBLE)
    if result.status is Status.FEASIBLE:
        assert not broken_bounds(instance, result.selected)
        assert result.gap >= 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"k": 0}, "k:"),
        ({"city_max": 0}, "city_max:"),
        ({"candidates": (Candidate("A", "a", {}, 1, 1), Candidate("A", "a", {}, 1, 2))}, "id: A"),
        ({"candidates": (Candidate("A", "a", {}, 1, 1), Candidate("B", "a", {}, 1, 1))}, "lot: 1"),
        ({"candidates": (Candidate("A", "a", {}, 10**9, 1),)}, "merit: A"),
        ({"ranges": {"region": {"x": (2, 1)}}}, "ranges.region.x"),
        ({"forced_in": frozenset("A"), "forced_out": frozenset("A")}, "forced_in: A"),
        ({"forced_in": frozenset("Z")}, "Z is no candidate"),
    ],
)
def test_nonsense_is_refused_with_its_field(change, word):
    known = {"k": 1, "city_max": 1, "candidates": (Candidate("A", "a", {"region": "x"}, 1, 1),)}
    with pytest.raises(SelectionRefused, match=word):
        Instance(**{**known, **change})


def test_lots_follow_from_the_seed_alone():
    numbers = [f"NW17-{serial:04d}" for serial in range(1, 30)]
    drawn = lots.draw("Seoul, 13 October 2017", numbers)
    assert sorted(drawn.values()) == list(range(1, 30))
    assert drawn == lots.draw("Seoul, 13 October 2017", reversed(numbers))
    assert drawn != lots.draw("another seed", numbers)
    assert min(drawn, key=drawn.__getitem__) == "NW17-0023"
