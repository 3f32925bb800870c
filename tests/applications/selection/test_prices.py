"""Each rule's price is the optimum with that bound one wider, less the optimum."""

from dataclasses import replace

import pytest

from hansa.applications.rules.selection import Bound, Instance, Status, prices, solve
from tests.applications.selection.small import cohorts, small


def one_wider(instance: Instance, bound: Bound) -> Instance:
    if bound.attr == "k":
        return replace(instance, k=instance.k + 1)
    if bound.attr == "city_max":
        return replace(instance, city_max=instance.city_max + 1)
    low, high = instance.ranges[bound.attr][bound.value]
    pair = (low - 1, high) if bound.side == "min" else (low, high + 1)
    values = dict(instance.ranges[bound.attr]) | {bound.value: pair}
    return replace(instance, ranges=dict(instance.ranges) | {bound.attr: values})


@pytest.mark.parametrize("many", [15, pytest.param(500, marks=pytest.mark.trial)])
def test_prices_are_what_the_definition_says(many):
    for seed in range(many):
        instance = small(seed)
        result = solve(instance)
        if result.status is not Status.OPTIMAL:
            continue
        priced = prices(instance, result)
        named = [one.bound for one in priced]
        assert named[:2] == [
            Bound("k", "", "exactly", instance.k),
            Bound("city_max", "", "max", instance.city_max),
        ]
        assert named[2:] == [bound for bound in instance.bounds() if bound.attr != "city_max"]
        for one in priced:
            wider = cohorts(one_wider(instance, one.bound))
            expected = wider[0][0] - result.value if wider else None
            assert one.price == expected, (instance.id, one)
