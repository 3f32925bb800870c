"""A computed list as it is kept: with everything that is needed to compute it again, and its fingerprint."""

import hashlib
import io
import json
import zipfile
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
from hansa.applications.services import bounds, sealing
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
    run = blank(call, prepared, by=by, now=now, kind=kind, changes=changes, base=base)
    return fill(run, result, seconds=seconds, now=now, **more)


def blank(
    call: Any,
    prepared: Prepared,
    *,
    by: Any,
    now: datetime,
    kind: RunKind = RunKind.SELECTION,
    changes: Changes | None = None,
    base: SelectionRun | None = None,
) -> SelectionRun:
    """Return a list that is not computed yet, with what it is computed from; the call's row is locked."""
    last = SelectionRun.objects.filter(call=call).aggregate(last=Max("number"))["last"]
    return SelectionRun(
        call=call,
        number=(last or 0) + 1,
        kind=kind,
        base=base,
        state=RunState.COMPUTING,
        rules=prepared.rules,
        candidates=prepared.candidates,
        result={},
        changes=sealing.without_names(changes, call).plain() if changes else {},
        lots_seed=prepared.seed,
        lots_derivation=lots.DERIVATION,
        solver=engine.solver_version(),
        seconds=0.0,
        computed_by=by,
        computed_at=now,
    )


def fill(
    run: SelectionRun, result: engine.Result, *, seconds: float, now: datetime, **more: Any
) -> SelectionRun:
    """Write down what was computed and let the list stand in the place of the one before; the call's row is locked."""
    if run.kind != RunKind.SCENARIO:
        put_aside(run.call, RunKind(run.kind), but=run)
    plain, solver = plain_result(result), engine.solver_version()
    for name, value in more.items():
        setattr(run, name, value)
    run.state = RunState.COMPUTED if result.selected else RunState.NO_COHORT
    run.status, run.result, run.solver = result.status.value, plain, solver
    run.seconds, run.computed_at, run.progress = seconds, now, {}
    run.digest = digest_of(run.rules, run.candidates, run.lots_seed, plain, solver, run.changes)
    binding = bounds.binding_of(run, selectors.terms_of(run.call))
    run.about = {**run.about, "binding": binding, "candidates": len(run.candidates)}
    run.save()
    record(
        run.computed_by,
        "selection.run",
        run,
        list=str(run.kind),
        status=run.status,
        value=result.value,
        digest=run.digest,
    )
    return run


def put_aside(call: Any, kind: RunKind, *, but: SelectionRun | None = None) -> None:
    """Let the lists of a kind that nobody adopted, under way or ended make room for another one."""
    passing = [RunState.COMPUTED, RunState.NO_COHORT, RunState.COMPUTING, RunState.ENDED]
    rows = SelectionRun.objects.filter(call=call, kind=kind, state__in=passing)
    (rows.exclude(pk=but.pk) if but is not None and but.pk else rows).update(state=RunState.SUPERSEDED)


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
        if not result.conflict_is_smallest:
            plain["conflict_is_smallest"] = False
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
    return _bundle_of(run)


def seal_of(run: SelectionRun) -> str:
    """Return the one number that stands for a sealed list, as the file without names has it."""
    with zipfile.ZipFile(io.BytesIO(_bundle_of(run))) as packed:
        return str(json.loads(packed.read("seal.json"))["seal"])


def _bundle_of(run: SelectionRun) -> bytes:
    return bundle.write(
        rules=run.rules,
        candidates=run.candidates,
        result=run.result,
        lots_seed=run.lots_seed,
        derivation=run.lots_derivation,
        solver=run.solver,
        changes=sealing.changes_of(run),
        key=office_key(),
    )
