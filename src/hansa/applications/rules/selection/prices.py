"""What each rule costs: the gain in merit if that bound alone were one wider."""

import time
from dataclasses import dataclass, replace

from hansa.applications.rules.selection.explanations import NotProven
from hansa.applications.rules.selection.instance import Bound, Instance, Result, Status
from hansa.applications.rules.selection.ladder import Ladder
from hansa.applications.rules.selection.optimum import EVERYTHING, optimum_of
from hansa.applications.rules.selection.problem import encode
from hansa.applications.rules.selection.search import TimeIsUp


@dataclass(frozen=True, slots=True)
class Price:
    """A bound and what the best cohort gains once it is one wider.

    For ``k`` and ``city_max`` likewise: one more place, one more a city. None where no cohort fills one
    more place, or where time ran out (``is_known`` False).
    """

    bound: Bound
    price: int | None
    is_known: bool = True


def prices(instance: Instance, result: Result, *, time_limit: float | None = None) -> tuple[Price, ...]:
    """Price ``k``, ``city_max`` and every side of every range that could bind, in that order.

    Raises ``NotProven`` unless the result is the proven optimum.
    """
    if result.status is not Status.OPTIMAL or result.value is None:
        raise NotProven(result.status.value)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    encoding = encode(instance)
    ladder = Ladder(encoding.problem, deadline)
    priced = [
        _of_size(
            replace(instance, k=instance.k + 1), Bound("k", "", "exactly", instance.k), result.value, deadline
        ),
        _of_size(
            replace(instance, city_max=instance.city_max + 1),
            Bound("city_max", "", "max", instance.city_max),
            result.value,
            deadline,
        ),
    ]
    for bound in instance.bounds():
        if bound.attr != "city_max":
            row = encoding.row_of[bound.attr, bound.value]
            priced.append(_of_side(ladder, bound, row, result.value))
    return tuple(priced)


def _of_size(wider: Instance, bound: Bound, value: int, deadline: float | None) -> Price:
    best = optimum_of(encode(wider).problem, deadline=deadline)
    if not best.is_proven:
        return Price(bound, None, is_known=False)
    return Price(bound, None if best.value is None else best.value - value)


def _of_side(ladder: Ladder, bound: Bound, row: int, value: int) -> Price:
    certificate = ladder.root.certificate
    most = EVERYTHING if certificate is None else certificate.bound
    if certificate is not None:
        dual = int(certificate.duals[row])
        most += max(-dual if bound.side == "min" else dual, 0)
    try:
        best = ladder.best(most, value, lambda core: core.widened(row, bound.side), lambda *_met: None)
    except TimeIsUp:
        return Price(bound, None, is_known=False)
    return Price(bound, None if best is None else best - value)
