"""Conflicts and repairs against every cohort of small instances."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tools.invented_selections import invented

from hansa.applications.rules.selection import Bound, Candidate, Instance, conflict_of, solve
from hansa.applications.rules.selection.conflict import conflict_within
from hansa.applications.rules.selection.feasibility import is_infeasible
from hansa.applications.rules.selection.repair import Repair, repair_of, repaired
from tests.applications.selection.by_brute_force import cheapest_repair, cohorts_of_size, smallest_conflicts
from tests.applications.test_selection import instances


def conflict_equals_brute_force(instance: Instance) -> None:
    """The conflict has the least number of sides; irreducible follows, since a smaller one would be less."""
    conflict = conflict_of(instance)
    if not any(cohorts_of_size(instance)):
        assert conflict == (Bound("k", "", "exactly", instance.k),)
        return
    smallest = smallest_conflicts(instance)
    assert (frozenset(conflict) in smallest) if smallest else (conflict == ())


def repair_equals_brute_force(instance: Instance) -> None:
    """The repair is as cheap as any, what it widens does leave a cohort, and with as much merit as any."""
    expected, repair = cheapest_repair(instance), repair_of(instance)
    if expected is None:
        return
    assert (sum(abs(r.to - r.bound.at) for r in repair), solve(repaired(instance, repair)).value) == expected
    assert bool(repair) is bool(conflict_of(instance))


@settings(max_examples=60, deadline=None)
@given(instances())
def test_conflict_equals_brute_force(instance):
    conflict_equals_brute_force(instance)


@settings(max_examples=60, deadline=None)
@given(instances(ties=False))
def test_repair_equals_brute_force(instance):
    repair_equals_brute_force(instance)


@pytest.mark.trial
@settings(max_examples=1500, deadline=None)
@given(instances(ties=False))
def test_repair_equals_brute_force_on_many(instance):
    repair_equals_brute_force(instance)


@pytest.mark.trial
@settings(max_examples=1500, deadline=None)
@given(instances())
def test_conflict_equals_brute_force_on_many(instance):
    conflict_equals_brute_force(instance)


@settings(max_examples=40, deadline=None)
@given(instances())
def test_conflict_without_time_is_one_of_which_nothing_can_be_left_out(instance):
    found = conflict_within(instance, time_limit=0)
    assert is_irreducible(instance, found.sides)


def is_irreducible(instance: Instance, sides: tuple[Bound, ...]) -> bool:
    """Whether these leave no cohort, and any but one of them do; nothing where a cohort exists."""
    if not sides or sides[0].attr == "k":
        return True
    return is_infeasible(instance, sides) and not any(
        is_infeasible(instance, [other for other in sides if other != one]) for one in sides
    )


@pytest.mark.parametrize("kind", ["base", "narrow", "tight"])
def test_conflict_of_a_thousand_ends_soon(kind):
    found = invented(1000, 150, 300, kind)
    ranges = {attr: dict(values) for attr, values in found.ranges.items()}
    ranges["region"]["Africa"] = (75, 150)
    began = time.process_time()
    conflict = conflict_within(replace(found, ranges=ranges))
    assert time.process_time() - began < 3
    assert conflict.is_smallest
    assert is_irreducible(replace(found, ranges=ranges), conflict.sides)


def test_city_cap_is_named_where_it_is_part_of_the_conflict():
    people = tuple(Candidate(f"A{i}", "ab"[i % 2], {"region": "x"}, 1, i + 1) for i in range(6))
    instance = Instance(k=3, city_max=1, candidates=people, ranges={"region": {"x": (0, 3)}})
    assert conflict_of(instance) == (Bound("city_max", "", "max", 1),)


def test_too_many_forced_in_are_a_conflict_of_size():
    people = tuple(Candidate(f"A{i}", f"c{i}", {}, 1, i + 1) for i in range(3))
    instance = Instance(k=1, city_max=1, candidates=people, forced_in=frozenset({"A0", "A1"}))
    assert conflict_of(instance) == (Bound("k", "", "exactly", 1),)


def test_too_many_places_are_repaired_to_as_many_as_can_be_filled():
    people = tuple(Candidate(f"A{i}", f"c{i}", {"region": "x"}, 1, i + 1) for i in range(3))
    instance = Instance(k=5, city_max=1, candidates=people, ranges={"region": {"x": (0, 2)}})
    assert repair_of(instance) == (
        Repair(Bound("region", "x", "max", 2), 3),
        Repair(Bound("k", "", "exactly", 5), 3),
    )
