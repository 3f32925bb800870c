"""What the best list would be if somebody who is in were out, or somebody who is out were in: asked for one person."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from hansa.applications.models import SelectionRun
from hansa.applications.rules import recorded
from hansa.applications.rules import selection as engine
from hansa.applications.services.listing import cheapest_repair, plain_bounds

#: So long one question may take while somebody waits for the page.
A_MOMENT = 10.0
MOST_KEPT = 500
_lock = Lock()
_kept: "OrderedDict[tuple[int, str, str], Swap]" = OrderedDict()


@dataclass(frozen=True)
class Swap:
    """The best list in which one person is on the other side, and who would come and go with it."""

    is_in: bool
    #: How much that list is worth less; None where there is none, or where it is not known.
    points: int | None
    exists: bool
    is_proven: bool = True
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    conflict: tuple[dict[str, Any], ...] = ()
    repair: tuple[dict[str, Any], ...] = ()


def swapped(run: SelectionRun, number: str) -> Swap:
    """Work out a list with one person on the other side. Nothing is stored; what was found is kept for the next look."""
    key = (run.pk, run.digest, number)
    with _lock:
        known = _kept.get(key)
    if known is None:
        known = _worked_out(run, number)
        with _lock:
            _kept[key] = known
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return known


def _worked_out(run: SelectionRun, number: str) -> Swap:
    instance = recorded.instance_of(run.rules, run.candidates)
    chosen = frozenset(run.result["selected"])
    is_in = number in chosen
    other = replace(
        instance,
        forced_in=instance.forced_in - {number} if is_in else instance.forced_in | {number},
        forced_out=instance.forced_out | {number} if is_in else instance.forced_out - {number},
    )
    found = engine.solve(other, time_limit=A_MOMENT)
    if found.selected:
        now = frozenset(found.selected)
        return Swap(
            is_in,
            run.result["value"] - (found.value or 0),
            True,
            found.status is engine.Status.OPTIMAL,
            tuple(sorted(now - chosen)),
            tuple(sorted(chosen - now)),
        )
    is_proven = found.status is engine.Status.INFEASIBLE
    return Swap(
        is_in,
        None,
        False,
        is_proven,
        conflict=tuple(plain_bounds(found.conflict)),
        repair=tuple(cheapest_repair(other)) if is_proven else (),
    )
