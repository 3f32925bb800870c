"""Compute the list at once, seal it, and take it back before anybody is told."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors
from hansa.applications.enums import RunKind, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.rules import selection as engine
from hansa.applications.rules.changes import Changes, read
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import calls, computing, conflicts, listing
from hansa.applications.services.listing import locked_run
from hansa.applications.services.preparing import prepare
from hansa.applications.services.refusals import NotProven, NotYours, RunStale
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import calls as all_calls


def run_selection(
    *, call_id: int, by: Any, now: datetime, places: int | None = None, changes: Changes | None = None
) -> SelectionRun:
    """Compute the list of a call at once and store it with everything needed to repeat it; the desk begins one instead.

    ``changes`` are what the board changes of the call's rules, with its reason.
    A list without a cohort is stored too, with the rules that leave none. Nothing is decided yet:
    no applicant sees anything. Raises ``merit.ReviewsMissing`` or ``NothingToSelect``.
    """
    call = all_calls().get(pk=call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if selectors.adopted_run(call) is not None:
        raise ActRefused("select", "decided")
    conflicts.note_known(call=call, by=by, now=now)
    prepared = prepare(call, places=places, changes=changes)
    found = computing.compute(prepared.instance, reserves=selectors.terms_of(call).reserves)
    with transaction.atomic():
        run = listing.store(
            call,
            prepared,
            found.result,
            seconds=found.seconds,
            by=by,
            now=now,
            changes=changes,
            reserves=found.reserves,
            prices=found.prices,
        )
        if found.result.selected:
            listing.decide(run, prepared.instance, found.result.selected, found.reserves, found.standings)
        calls.turn(call, "start_selection", by=by, now=now)
    return run


@transaction.atomic
def seal_selection(*, run_id: int, by: Any, now: datetime) -> SelectionRun:
    """Adopt a proven list as it stands; sealing twice changes nothing.

    Raises ``NotProven`` or, where scores or applications changed meanwhile, ``RunStale``.
    """
    run = locked_run(run_id, by)
    if run.state in (RunState.SEALED, RunState.RELEASED):
        return run
    if run.kind != RunKind.SELECTION:
        raise ActRefused("seal", run.kind)
    if run.state != RunState.COMPUTED or run.status != engine.Status.OPTIMAL.value:
        raise NotProven
    prepared = prepare(run.call, places=run.rules["k"], changes=read(run.changes))
    if prepared.candidates != run.candidates or prepared.rules != run.rules:
        raise RunStale
    run.state, run.sealed_by, run.sealed_at = RunState.SEALED, by, now
    run.save(update_fields=["state", "sealed_by", "sealed_at"])
    calls.turn(run.call, "seal", by=by, now=now)
    record(by, "selection.seal", run, digest=run.digest)
    return run


@transaction.atomic
def unseal_selection(*, run_id: int, reason: str, by: Any, now: datetime) -> SelectionRun:
    """Take a sealed list back before its release, for a reason that stays in the log."""
    run = locked_run(run_id, by)
    if run.state != RunState.SEALED:
        raise ActRefused("unseal", run.state)
    run.state, run.sealed_by, run.sealed_at = RunState.SUPERSEDED, None, None
    run.save(update_fields=["state", "sealed_by", "sealed_at"])
    calls.turn(run.call, "unseal", by=by, now=now)
    record(by, "selection.unseal", run, reason=reason)
    return run
