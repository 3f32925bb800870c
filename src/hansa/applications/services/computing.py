"""A list is computed beside the office's work: begun with a click, worked out by a task, stopped or kept at the end."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors, signals
from hansa.applications.enums import RunKind, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.rules import merit, recorded
from hansa.applications.rules import selection as engine
from hansa.applications.rules.changes import Changes, read
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import calls, conflicts, explaining, listing
from hansa.applications.services.listing import locked_run
from hansa.applications.services.preparing import prepare
from hansa.applications.services.refusals import REFUSALS, NotYours
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call

WAITS, PROOF, LOTS, EXPLANATIONS, PRICES, RESERVES = (
    "waits",
    "proof",
    "lots",
    "explanations",
    "prices",
    "reserves",
)
STEPS = (PROOF, LOTS, EXPLANATIONS, PRICES, RESERVES)
"""What a list needs, in this order."""
SILENT = timedelta(minutes=3)
"""Whoever computes and is not heard of for so long has died: no step is silent for longer than the solver's limit."""
ATTEMPTS = 3
A_WORD = 0.5
"""Seconds between two words about how many are explained."""

Told = Callable[[str, int, int], None]


class Over(Exception):
    """The list that is being computed is no longer wanted."""


@dataclass(frozen=True)
class Computed:
    """All that was worked out for a list."""

    result: engine.Result
    seconds: float
    standings: dict[str, dict[str, Any]] = field(default_factory=dict)
    prices: list[dict[str, Any]] = field(default_factory=list)
    reserves: dict[str, list[str]] = field(default_factory=dict)


def _nobody(step: str, done: int, of: int) -> None:
    """Hear nothing."""


def compute(instance: engine.Instance, *, reserves: int, told: Told = _nobody) -> Computed:
    """Work a list out: proof, lots, explanations, prices, reserves. The same instance gives the same list.

    Asks no database. ``told`` hears each step, and in one that takes long how many of how many are done.
    """
    told(PROOF, 0, 0)
    begun = time.process_time()
    result = engine.solve(instance, time_limit=listing.TIME_LIMIT, told=lambda: told(LOTS, 0, 0))
    seconds = round(time.process_time() - begun, 3)
    if not result.selected:
        return Computed(result, seconds)
    told(EXPLANATIONS, 0, len(instance.candidates))
    standings = explaining.standings_of(instance, result, lambda done, of: told(EXPLANATIONS, done, of))
    told(PRICES, 0, 0)
    prices = explaining.prices_of(instance, result)
    told(RESERVES, 0, 0)
    found = recorded.reserves(instance, result.selected, least=reserves)
    return Computed(result, seconds, standings, prices, found)


@transaction.atomic
def begin_selection(
    *, call_id: int, by: Any, now: datetime, places: int | None = None, changes: Changes | None = None
) -> SelectionRun:
    """Begin to compute the list of a call, by what stands at this moment; a task does the rest.

    Where one is under way it is that one, whoever began it. Raises what ``prepare`` raises.
    """
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if selectors.adopted_run(call) is not None:
        raise ActRefused("select", "decided")
    known = SelectionRun.objects.filter(call=call, state=RunState.COMPUTING).first()
    if known is not None:
        return known
    conflicts.note_known(call=call, by=by, now=now)
    prepared = prepare(call, places=places, changes=changes)
    SelectionRun.objects.filter(call=call, kind=RunKind.SELECTION, state=RunState.ENDED).update(
        state=RunState.SUPERSEDED
    )
    run = listing.blank(call, prepared, by=by, now=now, changes=changes)
    run.progress = {
        "step": WAITS,
        "done": 0,
        "of": len(run.candidates),
        "heard": now.isoformat(),
        "attempts": 0,
        "places": places,
    }
    run.save()
    record(by, "selection.begin", run, candidates=len(run.candidates))
    signals.selection_begun.send(sender=SelectionRun, run=run, now=now)
    return run


def compute_selection(*, run_id: int, clock: Callable[[], datetime]) -> SelectionRun:
    """Compute a list that was begun, and keep it; done again, or by two at once, it is the same list, kept once.

    Nothing is locked while the solver works, so ``clock`` is asked at its end too. What is found counts only if nothing
    that it rests on moved meanwhile.
    """
    run = _taken(run_id, clock())
    if run.state != RunState.COMPUTING:
        return run
    terms = selectors.terms_of(run.call)
    instance = recorded.instance_of(run.rules, run.candidates)
    try:
        computed = compute(instance, reserves=terms.reserves, told=_Teller(run, clock))
        return _keep(run.pk, instance, computed, now=clock())
    except Over:
        run.refresh_from_db()
        return run
    except Exception:
        _end(run.pk, "broken")
        raise


@transaction.atomic
def stop_selection(*, run_id: int, by: Any, now: datetime) -> SelectionRun:
    """Stop a list that is being computed; the one before it stands. Stopped again nothing changes."""
    run = locked_run(run_id, by)
    if run.state != RunState.COMPUTING:
        return run
    return _ended(run, "stopped", by=by)


def take_up_silent(*, now: datetime) -> int:
    """Queue anew what somebody computed and is not heard of any more: a killed worker says nothing.

    What was tried ``ATTEMPTS`` times is given up, and said so. Returns how many were queued.
    """
    again = 0
    for key in list(SelectionRun.objects.filter(state=RunState.COMPUTING).values_list("pk", flat=True)):
        with transaction.atomic():
            run = _locked(key)
            if run.state != RunState.COMPUTING or now - _heard(run) < SILENT:
                continue
            if run.progress.get("attempts", 0) >= ATTEMPTS:
                _ended(run, "broken", by=None)
                continue
            run.progress = {**run.progress, "heard": now.isoformat()}
            run.save(update_fields=["progress"])
            signals.selection_begun.send(sender=SelectionRun, run=run, now=now)
            again += 1
    return again


class _Teller:
    """Writes how far a list has come where the page reads it, now and then; raises ``Over`` once nobody wants it."""

    def __init__(self, run: SelectionRun, clock: Callable[[], datetime]) -> None:
        self.run, self.clock = run, clock
        self.step, self.at = "", 0.0

    def __call__(self, step: str, done: int, of: int) -> None:
        if step == self.step and time.monotonic() - self.at < A_WORD:
            return
        self.step, self.at = step, time.monotonic()
        said = {"step": step, "done": done, "of": of, "heard": self.clock().isoformat()}
        wanted = SelectionRun.objects.filter(pk=self.run.pk, state=RunState.COMPUTING)
        if not wanted.update(progress={**self.run.progress, **said}):
            raise Over


@transaction.atomic
def _taken(run_id: int, now: datetime) -> SelectionRun:
    run = _locked(run_id)
    if run.state == RunState.COMPUTING:
        attempts = run.progress.get("attempts", 0) + 1
        run.progress = {**run.progress, "attempts": attempts, "heard": now.isoformat()}
        run.save(update_fields=["progress"])
    return run


@transaction.atomic
def _keep(run_id: int, instance: engine.Instance, computed: Computed, *, now: datetime) -> SelectionRun:
    """Let the list stand, if it is still wanted and all that it was computed from is as it was."""
    call = locked_call(SelectionRun.objects.values_list("call_id", flat=True).get(pk=run_id))
    run = _locked(run_id)
    if run.state != RunState.COMPUTING:
        return run
    if selectors.adopted_run(call) is not None:
        return _ended(run, "decided", by=None)
    try:
        prepared = prepare(call, places=run.progress.get("places"), changes=read(run.changes))
    except (*REFUSALS, merit.ReviewsMissing, engine.SelectionRefused):
        return _ended(run, "stale", by=None)
    if prepared.candidates != run.candidates or prepared.rules != run.rules:
        return _ended(run, "stale", by=None)
    listing.fill(
        run,
        computed.result,
        seconds=computed.seconds,
        now=now,
        reserves=computed.reserves,
        prices=computed.prices,
    )
    if computed.result.selected:
        listing.decide(run, instance, computed.result.selected, computed.reserves, computed.standings)
    calls.turn(call, "start_selection", by=run.computed_by, now=now)
    return run


@transaction.atomic
def _end(run_id: int, why: str) -> None:
    run = _locked(run_id)
    if run.state == RunState.COMPUTING:
        _ended(run, why, by=None)


def _ended(run: SelectionRun, why: str, *, by: Any) -> SelectionRun:
    run.state = RunState.ENDED
    run.progress = {**run.progress, "ended": why, "by": by.name if by is not None else ""}
    run.save(update_fields=["state", "progress"])
    record(by, "selection.end", run, why=why)
    return run


def _locked(run_id: int) -> SelectionRun:
    return (
        SelectionRun.objects.select_for_update(of=("self",))
        .select_related("call__edition__programme", "computed_by")
        .get(pk=run_id)
    )


def _heard(run: SelectionRun) -> datetime:
    return datetime.fromisoformat(run.progress["heard"])
