"""The cohort is the one that the definition names, whatever the order of rows and the solver's seed."""

import pytest
from tools.invented_selections import invented

from hansa.applications.rules.selection import Status, broken_bounds, relaxation, solve, value_of
from tests.applications.selection.small import cohorts, shuffled, small

KINDS = ("base", "ties", "tight")


@pytest.mark.parametrize("many", [40, pytest.param(500, marks=pytest.mark.trial)])
def test_cohort_is_what_the_definition_says(many):
    for seed in range(many):
        instance = small(seed)
        result, expected = solve(instance), cohorts(instance)
        if not expected:
            assert result.status is Status.INFEASIBLE, instance.id
            assert not result.selected
        else:
            assert result.status is Status.OPTIMAL, instance.id
            assert (result.value, result.selected) == expected[0], instance.id


@pytest.mark.parametrize("many", [3, pytest.param(200, marks=pytest.mark.trial)])
def test_cohort_does_not_depend_on_rows_or_the_solvers_seed(many, monkeypatch):
    for seed in range(many):
        instance = invented(100, 24, 60, KINDS[seed % 3], seed=seed)
        monkeypatch.setitem(relaxation.OPTIONS, "random_seed", 0)
        result = solve(instance)
        monkeypatch.setitem(relaxation.OPTIONS, "random_seed", seed + 1)
        assert solve(shuffled(instance, seed)) == result


def test_cohort_of_many_applicants_is_found_by_asking_for_columns():
    instance = invented(4_000, 100, 300, "ties", seed=3)
    result = solve(instance)
    assert result.status is Status.OPTIMAL
    assert not broken_bounds(instance, result.selected)
    assert value_of(instance, result.selected) == result.bound


@pytest.mark.parametrize("limit", [0.0, 0.01, 0.05])
def test_time_that_runs_out_leaves_an_honest_bound(limit):
    instance = invented(300, 40, 100, "tight", seed=0)
    proven, hurried = solve(instance), solve(instance, time_limit=limit)
    if hurried.bound is not None:
        assert hurried.bound >= proven.value
    if hurried.status is Status.FEASIBLE:
        assert not broken_bounds(instance, hurried.selected)
        assert hurried.value <= proven.value
    elif hurried.status is Status.OPTIMAL:
        assert hurried == proven
    else:
        assert hurried.status is Status.UNKNOWN
