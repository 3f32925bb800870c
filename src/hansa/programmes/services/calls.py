"""Acts on calls: they open and close on their hour, and every other change of a date is an amendment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.dispatch import Signal

from hansa.foundation.audit.services import record
from hansa.programmes import selectors, signals
from hansa.programmes.enums import CallState
from hansa.programmes.models import Amendment, Call, Edition
from hansa.programmes.rules import calls as rules
from hansa.questionnaires import services as questionnaires
from hansa.questionnaires.selectors import questionnaires_under

_SIGNALS: dict[str, Signal] = {"call_opened": signals.call_opened, "call_closed": signals.call_closed}
#: Questions that people are judged by or already answer, once the call is open.
_FROZEN_WITH_THE_CALL = ("questionnaire", "nomination", "rubric")
#: Rules that an officer may amend while the call runs; what people are judged by is not among them.
AMENDABLE = ("places", "reviews_per_application")


class ReasonMissing(ValueError):
    """An amendment says why."""


@transaction.atomic
def advance_call(*, call_id: int, act: str, by: Any, now: datetime) -> Call:
    """Take a call one step further: ``start_review``, ``seal`` … as the table in ``rules/calls.py`` has it.

    Raises ``rules.MoveRefused`` where the call does not stand where this act could take it on.
    """
    call = selectors.locked_call(call_id)
    _move(call, act, by, now)
    return call


@transaction.atomic
def open_call(*, call_id: int, by: Any, now: datetime) -> Call:
    """Open an announced call; its rules freeze. One that is open already stays as it is."""
    call = selectors.locked_call(call_id)
    if call.state == CallState.OPEN:
        return call
    for act in ("approve", "publish"):
        if act in rules.acts_from(call.state):
            _move(call, act, by, now)
    _move(call, "open", by, now)
    return call


@transaction.atomic
def pause_call(*, call_id: int, by: Any, now: datetime, reason: str) -> Amendment:
    """Take no applications for a while; the deadline stays, and the reason stands on the public page."""
    return _held(call_id, "pause", by, now, reason)


@transaction.atomic
def resume_call(*, call_id: int, by: Any, now: datetime, reason: str) -> Amendment:
    """Let a paused call go on, and say why on the public page. One whose deadline has passed is closed, not resumed."""
    return _held(call_id, "resume", by, now, reason)


def _held(call_id: int, act: str, by: Any, now: datetime, reason: str) -> Amendment:
    call = selectors.locked_call(call_id)
    stands = call.state_at(now)
    before, after = str(stands), str(rules.state_after(stands, act))
    for owed in rules.due_moves(call.state, call.opens_at, call.closes_at, now):
        _move(call, owed, None, now)
    amendment = _amend(call, "state", before, after, reason, by, now)
    _move(call, act, by, now)
    return amendment


@transaction.atomic
def turn_call(*, call_id: int, now: datetime) -> Call:
    """Make the moves that the clock owes a call: open on its hour, close after its last second."""
    call = selectors.locked_call(call_id)
    for act in rules.due_moves(call.state, call.opens_at, call.closes_at, now):
        _move(call, act, None, now)
    return call


def turn_calls(*, now: datetime) -> int:
    """Open and close every call whose hour has come; each in a transaction of its own. Returns how many moved."""
    due = list(selectors.calls_to_turn(now).values_list("pk", flat=True))
    for call_id in due:
        turn_call(call_id=call_id, now=now)
    return len(due)


@transaction.atomic
def close_call_early(*, call_id: int, by: Any, now: datetime, reason: str) -> Amendment:
    """Close an open call before its date; what was promised stays on record beside the reason."""
    call = selectors.locked_call(call_id)
    rules.check_early_close(call.state, call.closes_at, now)
    before = call.closes_at
    moment = now.replace(microsecond=0)
    call.closes_at = moment
    call.save(update_fields=["closes_at"])
    amendment = _amend(call, "closes_at", _written(before), _written(moment), reason, by, now)
    _move(call, "close", by, now)
    return amendment


@transaction.atomic
def cancel_call(*, call_id: int, by: Any, now: datetime, reason: str) -> Call:
    """Cancel a call for good, with the reason that everybody who applied is told. Cancelled again it stays as it is."""
    call = selectors.locked_call(call_id)
    if call.state == CallState.CANCELLED:
        return call
    if not reason.strip():
        raise ReasonMissing("cancel")
    _move(call, "cancel", by, now)
    signals.call_cancelled.send(sender=Call, call=call, reason=reason.strip(), by=by, now=now)
    return call


@transaction.atomic
def extend_call(*, call_id: int, until: datetime, by: Any, now: datetime, reason: str) -> Amendment:
    """Give a call a later deadline; one that has closed and is not being screened yet opens again."""
    call = selectors.locked_call(call_id)
    rules.check_extension(call.state, call.closes_at, until, now)
    before = call.closes_at
    call.closes_at = until
    call.save(update_fields=["closes_at"])
    amendment = _amend(call, "closes_at", _written(before), _written(until), reason, by, now)
    if call.state == CallState.CLOSED:
        _move(call, "reopen", by, now)
    return amendment


@transaction.atomic
def bring_forward(
    *, call_id: int, days: Mapping[str, date], by: Any, now: datetime, reason: str
) -> list[Amendment]:
    """Move later days of a call earlier: interviews, decisions, the edition itself. Each is an amendment.

    ``days`` names days of ``rules.calls.MOVABLE``. Days must still follow each other, and none may lie
    in the past by the edition's own calendar.
    """
    call = selectors.locked_call(call_id)
    edition = Edition.objects.select_for_update().get(pk=call.edition_id)
    today = now.astimezone(ZoneInfo(edition.time_zone)).date()
    before = timetable_of(call, edition)
    rules.check_bringing_forward(before, days, today)
    moved = []
    for name in rules.MOVABLE:
        if name not in days:
            continue
        _set_day(call, edition, name, days[name])
        was = before[name]
        moved.append(
            _amend(call, name, was.isoformat() if was else None, days[name].isoformat(), reason, by, now)
        )
    call.save(update_fields=["timetable"])
    edition.save(update_fields=["starts_on", "ends_on"])
    signals.edition_edited.send(sender=Edition, edition=edition)
    started = before["starts_on"]
    if started is not None and "starts_on" in days:
        signals.edition_brought_forward.send(
            sender=Edition, edition=edition, days=(started - days["starts_on"]).days, by=by, now=now
        )
    return moved


@transaction.atomic
def amend_rule(*, call_id: int, rule: str, value: int, by: Any, now: datetime, reason: str) -> Amendment:
    """Change a number among the rules of a call: its places, the reviews each application gets."""
    if rule not in AMENDABLE:
        raise rules.MoveRefused(f"amend {rule}", rule)
    if value < 1:
        raise rules.DateRefused("too_small", field=rule)
    call = selectors.locked_call(call_id)
    if "seal" not in rules.acts_from(call.state) and call.state not in _BEFORE_SELECTION:
        raise rules.MoveRefused(f"amend {rule}", call.state)
    before = call.rules.get(rule)
    call.rules = {**call.rules, rule: value}
    call.save(update_fields=["rules"])
    return _amend(call, rule, before, value, reason, by, now)


_BEFORE_SELECTION = frozenset(
    {
        CallState.PUBLISHED, CallState.OPEN, CallState.PAUSED, CallState.CLOSED, CallState.SCREENING,
        CallState.REVIEW, CallState.INTERVIEWS,
    }
)  # fmt: skip


def timetable_of(call: Call, edition: Edition) -> dict[str, date | None]:
    """Return the days of a call by the names of ``rules.calls.TIMELINE``; unknown ones are None."""
    interviews = call.timetable.get("interviews") or {}
    zone = ZoneInfo(edition.time_zone)
    return {
        "closes_on": call.closes_at.astimezone(zone).date() if call.closes_at else None,
        "interviews_open": _day(interviews.get("opens_on")),
        "interviews_close": _day(interviews.get("closes_on")),
        "decisions_on": _day(call.timetable.get("decisions_on")),
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
    }


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _set_day(call: Call, edition: Edition, name: str, day: date) -> None:
    if name in ("starts_on", "ends_on"):
        setattr(edition, name, day)
    elif name == "decisions_on":
        call.timetable = {**call.timetable, "decisions_on": day.isoformat()}
    else:
        field = "opens_on" if name == "interviews_open" else "closes_on"
        interviews = {**(call.timetable.get("interviews") or {}), field: day.isoformat()}
        call.timetable = {**call.timetable, "interviews": interviews}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _move(call: Call, act: str, by: Any, now: datetime) -> None:
    before = call.state
    row = rules.move(act) if act in rules.ACTS else None
    call.state = rules.state_after(call.state, act)
    changed = ["state"]
    if act == "open" and call.frozen_at is None:
        call.frozen_at = now
        changed.append("frozen_at")
        _freeze_questions(call, by, now)
    if act == "close":
        call.closed_at = now
        changed.append("closed_at")
    call.save(update_fields=changed)
    record(by, f"call.{act}", call, before=str(before), after=str(call.state))
    if row is not None and row.signal:
        _SIGNALS[row.signal].send(sender=Call, call=call)


def _freeze_questions(call: Call, by: Any, now: datetime) -> None:
    said = [call.rules.get(rule) for rule in _FROZEN_WITH_THE_CALL]
    said.append((call.timetable.get("interviews") or {}).get("rubric"))
    named = {call.edition.key_of(name) for name in said if name}
    known = questionnaires_under(call.edition.key_of("")).filter(key__in=named).values_list("key", flat=True)
    for key in list(known):
        questionnaires.freeze(key=key, by=by, now=now)


def _amend(call: Call, field: str, before: Any, after: Any, reason: str, by: Any, now: datetime) -> Amendment:
    if not reason.strip():
        raise ReasonMissing(field)
    amendment = Amendment.objects.create(
        call=call, field=field, before=before, after=after, reason=reason.strip(), by=by, at=now
    )
    record(by, "call.amend", call, field=field, before=before, after=after)
    signals.call_amended.send(sender=Amendment, amendment=amendment)
    return amendment
