"""Compute the list, seal it, and release it by a second officer."""

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.applications import permissions, selectors
from hansa.applications.enums import Outcome, RunState
from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.rules import facts, lots, merit
from hansa.applications.rules import selection as engine
from hansa.applications.rules import terms as call_terms
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services import calibrating, calls, conflicts, interview_scores, offering
from hansa.applications.services.refusals import NotProven, NotYours, Refused, RunStale, SameOfficer
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import calls as all_calls
from hansa.programmes.selectors import locked_call
from hansa.questionnaires import selectors as questionnaires

TIME_LIMIT = 60.0


class NothingToSelect(Refused):
    """There is no application to choose from, or no number of places."""


@dataclass(frozen=True)
class Prepared:
    """One selection as plain values, ready for the solver and for the record."""

    instance: engine.Instance
    rules: dict[str, Any]
    candidates: list[dict[str, Any]]
    seed: str


def prepare(call: Any, *, places: int | None = None) -> Prepared:
    """Gather merits, lots, attributes and rules of a call as they stand.

    Raises ``merit.ReviewsMissing`` with the numbers that were not read by enough people, and
    ``calibrating.ScoresMoved`` where scores changed since the board adopted their correction.
    """
    terms = selectors.terms_of(call)
    judged = list(selectors.applications_judged(call))
    wanted = terms.places if places is None else places
    if not judged or not wanted:
        raise NothingToSelect("no applications under review, or no number of places")
    short = [
        application.number
        for application in judged
        if len(application.reviews.all()) < terms.reviews_per_application
    ]
    if short:
        raise merit.ReviewsMissing(short)
    totals = {a.number: [review.total or 0 for review in a.reviews.all()] for a in judged}
    read, readers = merit.merits(totals), merit.readers_of(totals)
    adopted = calibrating.corrected(call, totals)
    if adopted is not None:
        read, readers = adopted, calibrating.SCALE
    merits = interview_scores.merits_with_interviews(call, terms, read, readers=readers)
    seed = terms.lots_seed or call.edition.slug
    drawn = lots.draw(seed, merits)
    values = _attributes(call, terms, judged)
    candidates = tuple(
        engine.Candidate(a.number, a.member.key, values[a.number], merits[a.number], drawn[a.number])
        for a in judged
    )
    city_max = terms.places_per_city or wanted
    k = min(wanted, _most_seats(candidates, city_max))
    ranges = {
        attr: {value: (low, min(high, max(k, low))) for value, (low, high) in bounds.items()}
        for attr, bounds in terms.ranges.items()
    }
    instance = engine.Instance(
        id=call.edition.slug, k=k, city_max=city_max, candidates=candidates, ranges=ranges
    )
    rules = {
        "id": instance.id,
        "k": k,
        "city_max": city_max,
        "attrs": list(terms.attributes),
        "ranges": {attr: {v: list(pair) for v, pair in bounds.items()} for attr, bounds in ranges.items()},
        "forced_in": [],
        "forced_out": [],
    }
    rows = [{"id": c.id, "city": c.city, **c.attributes, "merit": c.merit, "lot": c.lot} for c in candidates]
    return Prepared(instance, rules, rows, seed)


def run_selection(*, call_id: int, by: Any, now: datetime, places: int | None = None) -> SelectionRun:
    """Compute the list of a call and store it with everything needed to repeat it.

    A list without a cohort is stored too, with the rules that leave none. Nothing is decided yet:
    no applicant sees anything. Raises ``merit.ReviewsMissing`` or ``NothingToSelect``.
    """
    call = all_calls().get(pk=call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if selectors.adopted_run(call) is not None:
        raise ActRefused("select", "decided")
    conflicts.note_known(call=call, by=by, now=now)
    prepared = prepare(call, places=places)
    begun = time.process_time()
    result = engine.solve(prepared.instance, time_limit=TIME_LIMIT)
    seconds = round(time.process_time() - begun, 3)
    return _store(call, prepared, result, seconds, by, now)


@transaction.atomic
def seal_selection(*, run_id: int, by: Any, now: datetime) -> SelectionRun:
    """Adopt a proven list as it stands; sealing twice changes nothing.

    Raises ``NotProven`` or, where scores or applications changed meanwhile, ``RunStale``.
    """
    run = _locked_run(run_id, by)
    if run.state in (RunState.SEALED, RunState.RELEASED):
        return run
    if run.state != RunState.COMPUTED or run.status != engine.Status.OPTIMAL.value:
        raise NotProven
    prepared = prepare(run.call, places=run.rules["k"])
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
    run = _locked_run(run_id, by)
    if run.state != RunState.SEALED:
        raise ActRefused("unseal", run.state)
    run.state, run.sealed_by, run.sealed_at = RunState.SUPERSEDED, None, None
    run.save(update_fields=["state", "sealed_by", "sealed_at"])
    calls.turn(run.call, "unseal", by=by, now=now)
    record(by, "selection.unseal", run, reason=reason)
    return run


@transaction.atomic
def release_decisions(*, run_id: int, by: Any, now: datetime) -> SelectionRun:
    """Tell everybody at once what a sealed list decided, with one letter each.

    By another officer than whoever computed it. All in one transaction: either everybody is told
    or nobody, and releasing twice changes nothing.
    """
    run = _locked_run(run_id, by)
    if run.state == RunState.RELEASED:
        return run
    if run.state != RunState.SEALED:
        raise ActRefused("release", run.state)
    if run.computed_by_id == by.pk:
        raise SameOfficer
    # Every row first, then the log: whoever withdraws at this moment waits, and nobody waits in a circle.
    selectors.lock_decided(run)
    run.state, run.released_by, run.released_at = RunState.RELEASED, by, now
    run.save(update_fields=["state", "released_by", "released_at"])
    for decision in selectors.decisions_of(run).order_by("application__number"):
        offering.announce(decision, by=by, now=now)
    calls.turn(run.call, "release", by=by, now=now)
    record(by, "selection.release", run, digest=run.digest)
    return run


def preview(run: SelectionRun) -> dict[str, list[Decision]]:
    """Return who would get which letter, without sending any."""
    decided = list(selectors.decisions_of(run))
    return {outcome.value: [d for d in decided if d.outcome == outcome] for outcome in Outcome}


def digest_of(rules: Any, candidates: Any, seed: str, result: Any, solver: str) -> str:
    """Return the fingerprint that a sealed list is held to."""
    body = {"rules": rules, "candidates": candidates, "seed": seed, "result": result, "solver": solver}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def _store(
    call: Any, prepared: Prepared, result: engine.Result, seconds: float, by: Any, now: datetime
) -> SelectionRun:
    locked_call(call.pk)
    earlier = SelectionRun.objects.filter(call=call)
    number = earlier.count() + 1
    earlier.filter(state__in=[RunState.COMPUTED, RunState.NO_COHORT]).update(state=RunState.SUPERSEDED)
    plain = _plain(result)
    solver = engine.solver_version()
    run = SelectionRun.objects.create(
        call=call,
        number=number,
        state=RunState.COMPUTED if result.selected else RunState.NO_COHORT,
        status=result.status.value,
        rules=prepared.rules,
        candidates=prepared.candidates,
        result=plain,
        lots_seed=prepared.seed,
        lots_derivation=lots.DERIVATION,
        solver=solver,
        seconds=seconds,
        digest=digest_of(prepared.rules, prepared.candidates, prepared.seed, plain, solver),
        computed_by=by,
        computed_at=now,
    )
    if result.selected:
        _decide(run, prepared.instance, result.selected, selectors.terms_of(call).reserves)
    calls.turn(call, "start_selection", by=by, now=now)
    record(by, "selection.run", run, status=run.status, value=result.value, digest=run.digest)
    return run


def _decide(run: SelectionRun, instance: engine.Instance, selected: Iterable[str], reserves: int) -> None:
    chosen = set(selected)
    others = sorted((c for c in instance.candidates if c.id not in chosen), key=lambda c: (-c.merit, c.lot))
    reserve = {candidate.id for candidate in others[:reserves]}
    ids = dict(Application.objects.filter(call=run.call).exclude(number="").values_list("number", "pk"))
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
            )
            for candidate in instance.candidates
        ]
    )


def _plain(result: engine.Result) -> dict[str, Any]:
    plain: dict[str, Any] = {"status": result.status.value}
    if result.selected:
        plain |= {"value": result.value, "selected": list(result.selected)}
    if result.status is engine.Status.FEASIBLE:
        plain |= {"bound": result.bound, "gap": result.gap}
    if result.status is engine.Status.UNKNOWN:
        plain["bound"] = result.bound
    if result.conflict:
        plain["conflict"] = [
            {"attr": b.attr, "value": b.value, "side": b.side, "at": b.at} for b in result.conflict
        ]
    return plain


def _attributes(call: Any, terms: call_terms.Terms, judged: list[Application]) -> dict[str, dict[str, str]]:
    answers: dict[str, dict[str, Any]] = {}
    if terms.questionnaire:
        answers = questionnaires.answers_by_subject(
            questionnaire_key=selectors.questionnaire_key(call, terms.questionnaire),
            subjects=[application.subject for application in judged],
        )
    before = selectors.members_before(call)
    return {
        a.number: facts.attributes(
            terms.attributes,
            member={"key": a.member.key, "region": a.member.region, "country": a.member.country},
            is_first_time=a.member_id not in before,
            answers=answers.get(a.subject, {}),
        )
        for a in judged
    }


def _most_seats(candidates: Iterable[engine.Candidate], city_max: int) -> int:
    """Return how many places can be filled at all: the call may have more places than applicants."""
    cities: dict[str, int] = {}
    for candidate in candidates:
        cities[candidate.city] = cities.get(candidate.city, 0) + 1
    return sum(min(count, city_max) for count in cities.values())


def _locked_run(run_id: int, by: Any) -> SelectionRun:
    run = (
        SelectionRun.objects.select_for_update(of=("self",))
        .select_related("call__edition__programme")
        .get(pk=run_id)
    )
    if not permissions.can_handle_call(by, run.call):
        raise NotYours
    return run
