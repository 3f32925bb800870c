"""A place came free: the list is solved again with everybody who was offered one held in, and whoever is gone out."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState as S
from hansa.applications.enums import Outcome, RunKind, RunState
from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.rules import recorded
from hansa.applications.rules import selection as engine
from hansa.applications.rules.changes import Changes, applied, read
from hansa.applications.rules.transitions import HOLDING_A_PLACE, ActRefused
from hansa.applications.services import listing, offering
from hansa.applications.services.listing import locked_run
from hansa.applications.services.preparing import Prepared
from hansa.applications.services.refusals import NotProven, NotYours, ReasonMissing, Refused, RunStale
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call

ATTEMPTS = 3
"""So often it is solved anew where somebody's answer moved the places meanwhile."""


class NobodyMissing(Refused):
    """Every place of the released list is held by somebody."""

    @property
    def reason(self) -> str:
        return _("Every place is taken, so there is nobody to look for.")


@dataclass(frozen=True)
class Standing:
    """A released list as it stands now: who holds a place, who is gone, who still waits."""

    run: SelectionRun
    places: int
    #: The record's points with what appeals corrected.
    corrected: dict[str, int]
    offered: frozenset[str]
    gone: frozenset[str]
    reserve: frozenset[str]
    others: frozenset[str]

    @property
    def free(self) -> int:
        """How many places nobody holds."""
        return max(0, self.places - len(self.offered))

    @property
    def instance(self) -> engine.Instance:
        """The released list's instance, before anybody is held in or out."""
        return recorded.instance_of(self.run.rules, self.run.candidates, self.corrected)


def standing_of(call: Any) -> Standing | None:
    """Return how a call's released list stands, or None where none is released."""
    run = selectors.adopted_run(call)
    if run is None or run.state != RunState.RELEASED:
        return None
    states = dict(Application.objects.filter(call=call).exclude(number="").values_list("number", "state"))
    known = [row["id"] for row in run.candidates]
    offered = frozenset(number for number in known if states.get(number) in HOLDING_A_PLACE)
    reserve = frozenset(number for number in known if states.get(number) == S.RESERVE)
    others = frozenset(number for number in known if states.get(number) == S.NOT_SELECTED)
    return Standing(
        run=run,
        places=run.rules["k"] + selectors.places_added(call),
        corrected=selectors.points_corrected(call),
        offered=offered,
        gone=frozenset(known) - offered - reserve - others,
        reserve=reserve,
        others=others,
    )


def vacancies_of(call: Any) -> int:
    """Return how many places of a released list nobody holds."""
    standing = standing_of(call)
    return standing.free if standing is not None else 0


def find_replacements(
    *, call_id: int, by: Any, now: datetime, changes: Changes | None = None
) -> SelectionRun | None:
    """Compute who takes the places that nobody holds, and keep it for an officer to confirm; nobody is told anything.

    People on the reserve come first, since they were asked to wait; the others where nobody on it fits. Every rule of
    the released list is kept; ``changes`` are a board's, with their reason. Asked again where nothing moved, it returns
    what it found. None where no place is free, or nobody waits. ``by`` is None where it is looked for by itself.
    Nothing is locked while the solver works: where something moved meanwhile, it works again.
    """
    for _attempt in range(ATTEMPTS):
        with transaction.atomic():
            _call, standing, known = _asked(call_id, by, changes)
        if standing is None or known is not None:
            return known
        begun = time.process_time()
        instance, result, about = _solved(standing, changes or Changes())
        seconds = round(time.process_time() - begun, 3)
        with transaction.atomic():
            call, again, known = _asked(call_id, by, changes)
            if again is None or known is not None:
                return known
            if again != standing:
                continue
            return listing.store(
                call,
                Prepared(
                    instance,
                    recorded.rules_of(instance, sorted({*standing.run.rules["attrs"], *instance.ranges})),
                    recorded.rows_of(instance),
                    standing.run.lots_seed,
                ),
                result,
                seconds=seconds,
                by=by,
                now=now,
                kind=RunKind.REPLACEMENT,
                changes=changes,
                base=standing.run,
                about={**_about(standing), **about},
            )
    raise RunStale


def _asked(
    call_id: int, by: Any, changes: Changes | None
) -> tuple[Any, Standing | None, SelectionRun | None]:
    """Return the call, locked, how its list stands where there is something to solve, and what is found already."""
    call = locked_call(call_id)
    if by is not None and not permissions.can_handle_call(by, call):
        raise NotYours
    if changes and not changes.reason.strip():
        raise ReasonMissing
    standing = standing_of(call)
    if standing is None or not standing.free or not (standing.reserve or standing.others):
        _put_aside(call)
        return call, None, None
    known = proposal_of(call)
    if known is not None and _about(standing) == _circumstances(known) and not changes:
        return call, standing, known
    return call, standing, None


@transaction.atomic
def offer_places(*, run_id: int, by: Any, now: datetime) -> SelectionRun:
    """Offer the places that came free to those whom the list solved again has found, with a letter each.

    Nobody's offer is withdrawn. Done again it changes nothing. Raises ``RunStale`` where somebody's answer changed what
    is free since.
    """
    run = locked_run(run_id, by)
    if run.kind not in (RunKind.REPLACEMENT, RunKind.APPEAL):
        raise ActRefused("offer", run.kind)
    if run.state == RunState.RELEASED:
        return run
    if run.state != RunState.COMPUTED or run.status != engine.Status.OPTIMAL.value:
        raise NotProven
    standing = standing_of(run.call)
    if standing is None or _about(standing) != _circumstances(run):
        raise RunStale
    offer_to(run, standing, by=by, now=now)
    return run


def offer_to(run: SelectionRun, standing: Standing, *, by: Any, now: datetime) -> None:
    """Let a list solved again be known to those whom it gives a place; part of the confirmation's transaction."""
    ids = listing.numbers(run.call)
    rows = {row["id"]: row for row in run.candidates}
    chosen = sorted(set(run.result["selected"]) - standing.offered)
    selectors.lock_applications(ids[number] for number in chosen)
    run.state, run.released_by, run.released_at = RunState.RELEASED, by, now
    run.save(update_fields=["state", "released_by", "released_at"])
    for number in chosen:
        decision = Decision.objects.create(
            application_id=ids[number],
            run=run,
            outcome=Outcome.SELECTED,
            merit=rows[number]["merit"],
            lot=rows[number]["lot"],
        )
        offering.offer_after(decision, by=by, now=now)
    record(by, "selection.replace", run, digest=run.digest, offered=len(chosen))


def find_with_wider_rules(*, call_id: int, reason: str, by: Any, now: datetime) -> SelectionRun | None:
    """Look again with the rules widened by as little as is needed, as a board has decided for a reason."""
    if not reason.strip():
        raise ReasonMissing
    run = SelectionRun.objects.filter(
        call_id=call_id, kind=RunKind.REPLACEMENT, state=RunState.NO_COHORT
    ).first()
    if run is None or not run.about.get("repair"):
        raise RunStale
    changes = Changes(reason=reason.strip())
    for row in run.about["repair"]:
        if row["attr"] == "city_max":
            changes = replace(changes, city_max=row["to"])
        elif row["attr"] != "k":
            low, high = run.rules["ranges"][row["attr"]][row["value"]]
            low, high = (row["to"], high) if row["side"] == "min" else (low, row["to"])
            changes = changes.with_range(row["attr"], row["value"], low, high)
    return find_replacements(call_id=call_id, by=by, now=now, changes=changes)


def proposal_of(call: Any) -> SelectionRun | None:
    """Return the list solved again that waits for an officer's word."""
    return SelectionRun.objects.filter(
        call=call, kind=RunKind.REPLACEMENT, state__in=[RunState.COMPUTED, RunState.NO_COHORT]
    ).first()


def _put_aside(call: Any) -> None:
    SelectionRun.objects.filter(
        call=call, kind=RunKind.REPLACEMENT, state__in=[RunState.COMPUTED, RunState.NO_COHORT]
    ).update(state=RunState.SUPERSEDED)


def _about(standing: Standing) -> dict[str, Any]:
    """What a list solved again depends on: where one of these moved, it is looked for anew."""
    return {
        "places": standing.places,
        "offered": sorted(standing.offered),
        "reserve": sorted(standing.reserve),
        "others": sorted(standing.others),
        "corrected": dict(sorted(standing.corrected.items())),
    }


def _circumstances(run: SelectionRun) -> dict[str, Any]:
    return {name: run.about.get(name) for name in ("places", "offered", "reserve", "others", "corrected")}


def _solved(standing: Standing, changes: Changes) -> tuple[engine.Instance, engine.Result, dict[str, Any]]:
    """Return the first way that keeps every rule: all places from the reserve, all from everybody, then fewer."""
    base = standing.instance
    ranges = applied(base.ranges, changes)
    relaxed = engine.Instance(
        id=base.id,
        k=base.k,
        city_max=changes.city_max or base.city_max,
        candidates=base.candidates,
        ranges=ranges,
        forced_in=base.forced_in,
        forced_out=base.forced_out | frozenset(changes.forced_out),
    )
    first: tuple[engine.Instance, engine.Result] | None = None
    for filled, pool in _ways(standing):
        outside = standing.gone | (standing.others if pool == "reserve" else frozenset())
        instance = recorded.held(
            relaxed, offered=standing.offered, gone=outside, k=len(standing.offered) + filled
        )
        result = engine.solve(instance, time_limit=listing.TIME_LIMIT)
        if result.selected:
            in_the_way = first[1].conflict if first is not None and filled < standing.free else ()
            return (
                instance,
                result,
                {
                    "filled": filled,
                    "pool": pool,
                    "left": standing.free - filled,
                    "conflict": listing.plain_bounds(in_the_way),
                },
            )
        if pool == "all" and first is None:
            first = (instance, result)
    assert first is not None  # there is always a way with everybody who waits
    nobody = {"filled": 0, "pool": "all", "left": standing.free, "conflict": []}
    return (*first, {**nobody, "repair": listing.cheapest_repair(first[0])})


def _ways(standing: Standing) -> Iterator[tuple[int, str]]:
    if standing.reserve:
        yield standing.free, "reserve"
    for filled in range(standing.free, 0, -1):
        yield filled, "all"


def changes_of(run: SelectionRun) -> Changes:
    """Return what a board changed for a list."""
    return read(run.changes)
