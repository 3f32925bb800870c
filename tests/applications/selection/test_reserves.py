"""Whoever drops out is replaced by solving again: no offer is taken back, no rule is broken."""

import random
from dataclasses import replace

import pytest
from tools.invented_selections import invented

from hansa.applications.rules.selection import Status, broken_bounds, replace_dropped, solve
from tests.applications.selection.small import cohorts, small


@pytest.mark.parametrize("many", [25, pytest.param(500, marks=pytest.mark.trial)])
def test_replacement_is_what_the_definition_says(many):
    for seed in range(many):
        instance = small(seed)
        result = solve(instance)
        if result.status is not Status.OPTIMAL:
            continue
        dropped = random.Random(seed).choice(result.selected)
        offered = frozenset(result.selected) - {dropped}
        again = replace_dropped(instance, offered=frozenset(result.selected), gone=frozenset([dropped]))
        expected = cohorts(
            replace(
                instance,
                forced_in=(instance.forced_in | offered) - {dropped},
                forced_out=instance.forced_out | {dropped},
            )
        )
        if expected:
            assert (again.value, again.selected) == expected[0], instance.id
        else:
            assert again.status is Status.INFEASIBLE, instance.id


def test_three_drop_outs_one_after_another_keep_every_rule_and_every_offer():
    instance = invented(600, 24, 200, "base", seed=7)
    result = solve(instance)
    offered, gone = set(result.selected), set()
    for turn in range(3):
        leaving = sorted(offered)[turn * 5]
        gone.add(leaving)
        offered.discard(leaving)
        again = replace_dropped(instance, offered=frozenset(offered), gone=frozenset(gone))
        assert again.status is Status.OPTIMAL
        assert not broken_bounds(instance, again.selected)
        assert offered < set(again.selected)
        assert not gone & set(again.selected)
        offered = set(again.selected)
