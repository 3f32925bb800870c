"""How an appeal moves, and what follows from one that is right: never that somebody else loses a place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from hansa.applications.enums import AppealOutcome, AppealState
from hansa.applications.rules import recorded
from hansa.applications.rules import selection as engine
from hansa.applications.rules.transitions import ActRefused, GuardRefused

APPEALS_OFFICER = "appeals officer"
#: From, act, to, by, guards; as the table of an application is.
TABLE: tuple[tuple[AppealState | None, str, AppealState, frozenset[str], tuple[str, ...]], ...] = (
    (
        None,
        "lodge",
        AppealState.LODGED,
        frozenset({"applicant", "officer"}),
        ("released", "reason", "in_time"),
    ),
    (
        AppealState.LODGED,
        "uphold",
        AppealState.UPHELD,
        frozenset({APPEALS_OFFICER}),
        ("reason", "uninvolved"),
    ),
    (
        AppealState.LODGED,
        "dismiss",
        AppealState.DISMISSED,
        frozenset({APPEALS_OFFICER}),
        ("reason", "uninvolved"),
    ),
)


def state_after(
    state: AppealState | str | None, act: str, *, role: str, facts: Mapping[str, bool]
) -> AppealState:
    """Return where the act leads; raises ``ActRefused`` or, for what it needs, ``GuardRefused``."""
    for origin, known, to, by, guards in TABLE:
        if known != act or origin != state or role not in by:
            continue
        for guard in guards:
            if not facts.get(guard):
                raise GuardRefused(guard)
        return to
    raise ActRefused(act, str(state or ""))


@dataclass(frozen=True)
class Seats:
    """A released list as it stands: the numbers of those who hold a place, are gone, or wait on the reserve."""

    places: int
    offered: frozenset[str]
    gone: frozenset[str]
    reserve: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """What corrected points mean: for the list as it would have been, and for the list as it stands."""

    outcome: AppealOutcome
    #: Whether they would have been on the list, had the points been right from the start.
    would: bool
    #: Who was on the released list and would not have been: they keep their places.
    instead: tuple[str, ...]
    instance: engine.Instance
    result: engine.Result
    #: Sides of rules that keep a place from being added.
    in_the_way: tuple[engine.Bound, ...] = ()


def weigh(
    instance: engine.Instance,
    released: Collection[str],
    seats: Seats,
    number: str,
    *,
    reserves: int,
    on_reserve: bool,
    time_limit: float | None = None,
) -> Verdict:
    """Solve again with corrected points, which ``instance`` has already, and everybody who was offered a place held.

    A free place goes to whoever the solver brings in. Where none is free, or somebody else comes before, but they would
    have been on the list from the start, a place is added beside the others as long as every rule is kept.
    """
    right = engine.solve(instance, time_limit=time_limit)
    would = number in right.selected
    instead = tuple(sorted(set(released) - set(right.selected))) if would else ()
    outside = seats.gone | seats.others - {number}
    if len(seats.offered) < seats.places:
        free = recorded.held(instance, offered=seats.offered, gone=outside, k=len(seats.offered) + 1)
        found = engine.solve(free, time_limit=time_limit)
        if number in found.selected:
            return Verdict(AppealOutcome.PLACE, would, instead, free, found)
    if would:
        more = replace(
            recorded.held(instance, offered=seats.offered, gone=outside, k=len(seats.offered) + 1),
            forced_in=seats.offered | {number},
        )
        found = engine.solve(more, time_limit=time_limit)
        if number in found.selected:
            return Verdict(AppealOutcome.ADDED, would, instead, more, found)
        reserve = AppealOutcome.STANDS if on_reserve else AppealOutcome.RESERVE
        return Verdict(reserve, would, instead, instance, right, found.conflict)
    joins = not on_reserve and number in recorded.reserves(instance, right.selected, least=reserves)
    return Verdict(AppealOutcome.RESERVE if joins else AppealOutcome.STANDS, would, instead, instance, right)
