"""What if a rule were another one: computed beside the list, compared with it, and adopted for a reason or forgotten."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.enums import RunKind, RunState
from hansa.applications.models import SelectionRun
from hansa.applications.rules import selection as engine
from hansa.applications.rules.changes import Changes, read, widened
from hansa.applications.rules.selection import SelectionRefused
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.selectors import judging
from hansa.applications.services import listing, selecting
from hansa.applications.services.listing import locked_run
from hansa.applications.services.preparing import Prepared, prepare
from hansa.applications.services.refusals import NotYours, ReasonMissing, Refused
from hansa.foundation.audit.services import record
from hansa.programmes.selectors import calls as all_calls

SIDE_BY_SIDE = 3
"""So many scenarios stand beside the list; an earlier one makes room."""
A_LOOK = 10.0


class RulesNonsense(Refused):
    """A minimum above its maximum, somebody held in and out at once, or a number that nobody has."""

    @property
    def reason(self) -> str:
        return _(
            "These rules cannot be meant: a minimum is above its maximum, or somebody is held in and out at once."
        )


class Stranger(Refused):
    """Somebody is to be held in or out who is no candidate."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

    @property
    def reason(self) -> str:
        return _("%(number)s is not among the candidates.") % {"number": self.number}


def compute_scenario(*, call_id: int, changes: Changes, title: str, by: Any, now: datetime) -> SelectionRun:
    """Compute what a list would be with some rules changed, and keep it beside the list. Nobody is told anything.

    Raises ``RulesNonsense``, ``Stranger``, and ``ReasonMissing`` where somebody is held in or out without one.
    """
    call = all_calls().get(pk=call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    if selectors.adopted_run(call) is not None:
        raise ActRefused("select", "decided")
    prepared = prepared_for(call, changes)
    begun = time.process_time()
    result = engine.solve(prepared.instance, time_limit=A_LOOK)
    seconds = round(time.process_time() - begun, 3)
    with transaction.atomic():
        run = listing.store(
            call,
            prepared,
            result,
            seconds=seconds,
            by=by,
            now=now,
            kind=RunKind.SCENARIO,
            changes=changes,
            title=title[:120],
            about={} if result.selected else {"repair": listing.cheapest_repair(prepared.instance)},
        )
        kept = [one.pk for one in scenarios_of(call)[:SIDE_BY_SIDE]]
        SelectionRun.objects.filter(call=call, kind=RunKind.SCENARIO).exclude(pk__in=kept).update(
            state=RunState.SUPERSEDED
        )
    return run


def prepared_for(call: Any, changes: Changes) -> Prepared:
    """Return a call's instance with changed rules, or say in a sentence why it cannot be meant."""
    if any(
        not reason.strip() for held in (changes.forced_in, changes.forced_out) for reason in held.values()
    ):
        raise ReasonMissing
    try:
        prepared = prepare(call, changes=changes)
    except SelectionRefused as refused:
        raise RulesNonsense from refused
    known = {candidate.id for candidate in prepared.instance.candidates}
    for number in (*changes.forced_in, *changes.forced_out):
        if number not in known:
            raise Stranger(number)
    return prepared


@dataclass(frozen=True)
class Looked:
    """What a list would be, and, where there is none, by how much which rules would have to give."""

    result: engine.Result
    repair: list[dict[str, Any]]


def look(call: Any, changes: Changes) -> Looked:
    """Say what the list would be under changed rules; nothing is kept."""
    instance = prepared_for(call, changes).instance
    result = engine.solve(instance, time_limit=A_LOOK)
    return Looked(result, [] if result.selected else listing.cheapest_repair(instance))


def try_repair(*, run_id: int, by: Any, now: datetime, title: Callable[[Changes], str]) -> SelectionRun:
    """Compute a scenario that had no list again, with its rules given as little as lets there be one.

    ``title`` names the changes. Nobody decides anything by it: it stands beside the list as every scenario does.
    """
    with transaction.atomic():
        scenario = locked_run(run_id, by)
        if scenario.kind != RunKind.SCENARIO or not scenario.about.get("repair"):
            raise ActRefused("repair", scenario.state)
    changes = widened(read(scenario.changes), scenario.rules["ranges"], scenario.about["repair"])
    return compute_scenario(call_id=scenario.call_id, changes=changes, title=title(changes), by=by, now=now)


def adopt_scenario(*, run_id: int, reason: str, by: Any, now: datetime) -> SelectionRun:
    """Make a scenario's rules those of the list, as the board decides for a reason, and compute the list by them.

    The reason and every change are part of what is sealed; letters do not claim that the rules were the call's.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        scenario = locked_run(run_id, by)
        if scenario.kind != RunKind.SCENARIO or scenario.state != RunState.COMPUTED:
            raise ActRefused("adopt", scenario.state)
    changes = replace(read(scenario.changes), reason=reason.strip())
    run = selecting.run_selection(call_id=scenario.call_id, by=by, now=now, changes=changes)
    record(by, "selection.adopt", run, scenario=scenario.number, reason=reason.strip()[:300])
    return run


@transaction.atomic
def forget_scenario(*, run_id: int, by: Any, now: datetime) -> None:
    """Take a scenario from beside the list."""
    scenario = locked_run(run_id, by)
    if scenario.kind == RunKind.SCENARIO and scenario.state != RunState.SUPERSEDED:
        scenario.state = RunState.SUPERSEDED
        scenario.save(update_fields=["state"])
        record(by, "selection.forget", scenario)


def scenarios_of(call: Any) -> list[SelectionRun]:
    """Return the scenarios that stand beside a call's list, latest first."""
    return judging.scenarios_beside(call)
