"""A computed list as it is kept: with everything that is needed to compute it again, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from hansa.applications import permissions, selectors
from hansa.applications.enums import Outcome, RunKind, RunState
from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.rules import lots
from hansa.applications.rules import selection as engine
from hansa.applications.rules.changes import Changes
from hansa.applications.rules.selection import bundle
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import bounds
from hansa.applications.services.preparing import Prepared
from hansa.applications.services.pseudonyms import office_key
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import locked_call

TIME_LIMIT = 60.0


def digest_of(
    rules: Any, candidates: Any, seed: str, result: Any, solver: str, changes: Mapping[str, Any] | None = None
) -> str:
    """Return the fingerprint that a sealed list is held to; what the board changed, and why, is part of it."""
    body = {"rules": rules, "candidates": candidates, "seed": seed, "result": result, "solver": solver}
    if changes:
        body["changes"] = dict(changes)
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def store(
    call: Any,
    prepared: Prepared,
    result: engine.Result,
    *,
    seconds: float,
    by: Any,
    now: datetime,
    kind: RunKind = RunKind.SELECTION,
    changes: Changes | None = None,
    base: SelectionRun | None = None,
    **more: Any,
) -> SelectionRun:
    """Keep a list that was computed. Of a kind only the latest counts, but for scenarios, which stand side by side."""
    locked_call(call.pk)
    if kind == RunKind.SELECTION and selectors.adopted_run(call) is not None:
        raise ActRefused("select", "decided")
    earlier = SelectionRun.objects.filter(call=call)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    if kind != RunKind.SCENARIO:
        earlier.filter(kind=kind, state__in=[RunState.COMPUTED, RunState.NO_COHORT]).update(
            state=RunState.SUPERSEDED
        )
    plain = plain_result(result)
    solver = engine.solver_version()
    changed = changes.plain() if changes else {}
    run = SelectionRun.objects.create(
        call=call,
        number=number,
        kind=kind,
        base=base,
        state=RunState.COMPUTED if result.selected else RunState.NO_COHORT,
        status=result.status.value,
        rules=prepared.rules,
        candidates=prepared.candidates,
        result=plain,
        changes=changed,
        lots_seed=prepared.seed,
        lots_derivation=lots.DERIVATION,
        solver=solver,
        seconds=seconds,
        digest=digest_of(prepared.rules, prepared.candidates, prepared.seed, plain, solver, changed),
        computed_by=by,
        computed_at=now,
        **more,
    )
    binding = bounds.binding_of(run, selectors.terms_of(call))
    run.about = {**run.about, "binding": binding, "candidates": len(run.candidates)}
    run.save(update_fields=["about"])
    record(by, "selection.run", run, list=str(kind), status=run.status, value=result.value, digest=run.digest)
    return run


def decide(
    run: SelectionRun,
    instance: engine.Instance,
    selected: Iterable[str],
    reserve: Mapping[str, Any],
    standings: Mapping[str, Mapping[str, Any]],
) -> None:
    """Say for each application what a list means for it; nobody outside the office sees it."""
    chosen = set(selected)
    ids = numbers(run.call)
    Decision.objects.bulk_create(
        [
            Decision(
                application_id=ids[candidate.id],
                run=run,
                outcome=Outcome.SELECTED
                if candidate.id in chosen
                else Outcome.RESERVE
                if candidate.id in reserve
                else Outcome.NOT_SELECTED,
                merit=candidate.merit,
                lot=candidate.lot,
                standing=dict(standings.get(candidate.id, {})),
            )
            for candidate in instance.candidates
        ]
    )


def numbers(call: Any) -> dict[str, int]:
    """Return the key of each application of a call by its number."""
    return dict(Application.objects.filter(call=call).exclude(number="").values_list("number", "pk"))


def locked_run(run_id: int, by: Any) -> SelectionRun:
    """Return a list with its row locked; raises ``NotYours`` for whoever does not handle its call."""
    run = (
        SelectionRun.objects.select_for_update(of=("self",))
        .select_related("call__edition__programme")
        .get(pk=run_id)
    )
    if not permissions.can_handle_call(by, run.call):
        raise NotYours
    return run


def plain_result(result: engine.Result) -> dict[str, Any]:
    """Return a result as ``result.json`` of the published format has it."""
    plain: dict[str, Any] = {"status": result.status.value}
    if result.selected:
        plain |= {"value": result.value, "selected": list(result.selected)}
    if result.status is engine.Status.FEASIBLE:
        plain |= {"bound": result.bound, "gap": result.gap}
    if result.status is engine.Status.UNKNOWN:
        plain["bound"] = result.bound
    if result.conflict:
        plain["conflict"] = plain_bounds(result.conflict)
    return plain


def plain_bounds(bounds: Iterable[engine.Bound]) -> list[dict[str, Any]]:
    """Return sides of rules as plain data."""
    return [{"attr": b.attr, "value": b.value, "side": b.side, "at": b.at} for b in bounds]


def cheapest_repair(instance: engine.Instance) -> list[dict[str, Any]]:
    """Return by how much which rules would have to give so that a list exists, as plain data."""
    return [
        {
            "attr": repair.bound.attr,
            "value": repair.bound.value,
            "side": repair.bound.side,
            "from": repair.bound.at,
            "to": repair.to,
        }
        for repair in engine.repair_of(instance)
    ]


@transaction.atomic
def sealed_bundle(*, run: SelectionRun, by: Any) -> bytes:
    """Return a sealed list as one file without names, which a stranger can run again; that it was taken is logged."""
    record(by, "selection.bundle", run, digest=run.digest)
    return bundle.write(
        rules=run.rules,
        candidates=run.candidates,
        result=run.result,
        lots_seed=run.lots_seed,
        derivation=run.lots_derivation,
        solver=run.solver,
        key=office_key(),
    )
