"""Explanations are exact, or an interval that holds the exact figure."""

import pytest
from tools.invented_selections import invented

from hansa.applications.rules.selection import Status, explain, explain_one, solve
from hansa.applications.rules.selection.explanations import NotProven
from tests.applications.selection.small import cohorts, shuffled, small
from tests.applications.test_selection import example


@pytest.mark.parametrize("many", [40, pytest.param(500, marks=pytest.mark.trial)])
def test_explanations_are_what_the_definition_says(many):
    for seed in range(many):
        instance = small(seed)
        result, every = solve(instance), cohorts(instance)
        if result.status is not Status.OPTIMAL:
            continue
        standings = explain(instance, result)
        assert set(standings) == {one.id for one in instance.candidates}
        for id_, standing in standings.items():
            others = [value for value, ids in every if (id_ in ids) != (id_ in result.selected)]
            expected = result.value - max(others) if others else None
            assert standing.selected == (id_ in result.selected)
            assert (standing.points, standing.least, standing.most) == (expected,) * 3, (instance.id, id_)


@pytest.mark.parametrize("name", ["n100_k24_c60_base_s91", "n100_k24_c60_ties_s92"])
def test_published_examples_are_explained_as_they_say(name):
    instance, answer = example(name)
    standings = explain(instance, solve(instance))
    said = {
        id_: {"selected": one.selected, "margin" if one.selected else "points_short": one.points}
        for id_, one in standings.items()
    }
    assert said == answer["explanations"]


def test_explanations_do_not_depend_on_the_order_of_rows():
    instance = invented(60, 12, 30, "ties", seed=5)
    result = solve(instance)
    assert explain(shuffled(instance, 1), result) == explain(instance, result)


@pytest.mark.parametrize("kind", ["base", "tight"])
def test_interval_holds_the_exact_figure_where_time_runs_out(kind):
    instance = invented(60, 12, 30, kind, seed=2)
    result = solve(instance)
    exact, hurried = explain(instance, result), explain(instance, result, time_limit=0.0)
    for id_, standing in hurried.items():
        points = exact[id_].points
        if standing.least is not None and points is not None:
            assert standing.least <= points
        if standing.most is not None:
            assert points is not None
            assert points <= standing.most
        if standing.points is not None:
            assert standing.points == points


def test_one_applicant_is_explained_as_among_all():
    instance = invented(60, 12, 30, "base", seed=3)
    result = solve(instance)
    everybody = explain(instance, result)
    for id_ in list(everybody)[::12]:
        assert explain_one(instance, result, id_) == everybody[id_]
    with pytest.raises(KeyError):
        explain_one(instance, result, "nobody")


def test_only_a_proven_cohort_is_explained():
    instance = next(one for one in map(small, range(100)) if not cohorts(one))
    with pytest.raises(NotProven):
        explain(instance, solve(instance))
