"""How a call moves from draft to archive, and when it takes applications.

One table says every move: from where, by which act, to where, by whom, and which signal tells the
rest of the house. Nothing else in Hansa decides what may follow what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from hansa.programmes.enums import CallState as S

OFFICER = "officer"
SYSTEM = "system"
RELEASING_OFFICER = "releasing officer"


@dataclass(frozen=True)
class Move:
    """One row of the table. ``timed`` moves are made by the clock as well as by hand."""

    act: str
    origins: frozenset[S]
    to: S
    by: frozenset[str]
    signal: str = ""
    timed: bool = False


def _move(act: str, origins: set[S], to: S, by: set[str], signal: str = "", timed: bool = False) -> Move:
    return Move(act, frozenset(origins), to, frozenset(by), signal, timed)


ENDED = frozenset({S.ARCHIVED, S.CANCELLED})
BEFORE_CLOSING = frozenset({S.PUBLISHED, S.OPEN, S.PAUSED})

MOVES: tuple[Move, ...] = (
    _move("approve", {S.DRAFT}, S.APPROVED, {OFFICER}),
    _move("publish", {S.APPROVED}, S.PUBLISHED, {OFFICER}),
    _move("open", {S.PUBLISHED}, S.OPEN, {OFFICER, SYSTEM}, "call_opened", timed=True),
    _move("pause", {S.OPEN}, S.PAUSED, {OFFICER}),
    _move("resume", {S.PAUSED}, S.OPEN, {OFFICER}),
    _move("close", {S.OPEN, S.PAUSED}, S.CLOSED, {OFFICER, SYSTEM}, "call_closed", timed=True),
    # An extension after the deadline is the one way back; once screening began there is none.
    _move("reopen", {S.CLOSED}, S.OPEN, {OFFICER}, "call_opened"),
    _move("start_screening", {S.CLOSED}, S.SCREENING, {OFFICER, SYSTEM}),
    _move("start_review", {S.CLOSED, S.SCREENING}, S.REVIEW, {OFFICER, SYSTEM}),
    _move("start_interviews", {S.SCREENING, S.REVIEW}, S.INTERVIEWS, {OFFICER, SYSTEM}),
    _move("start_selection", {S.CLOSED, S.SCREENING, S.REVIEW, S.INTERVIEWS}, S.SELECTION, {OFFICER, SYSTEM}),
    _move("seal", {S.SELECTION}, S.DECIDED, {OFFICER}),
    _move("unseal", {S.DECIDED}, S.SELECTION, {OFFICER}),
    _move("release", {S.DECIDED}, S.RELEASED, {RELEASING_OFFICER}),
    _move("confirm_cohort", {S.RELEASED}, S.CONFIRMED, {OFFICER, SYSTEM}),
    _move("complete", {S.CONFIRMED, S.RELEASED}, S.COMPLETED, {OFFICER, SYSTEM}),
    # A call that ended before Hansa ran it (the archive) is put away without the steps between.
    _move("archive", {S.COMPLETED, S.PUBLISHED, S.CLOSED}, S.ARCHIVED, {OFFICER, SYSTEM}),
    _move("cancel", set(S) - ENDED, S.CANCELLED, {OFFICER}),
)
#: Steps that an officer takes by a button of their own; the others follow from applications, or need a form.
BY_HAND = frozenset({"open", "complete", "archive"})
_BY_ACT = {move.act: move for move in MOVES}
ACTS = tuple(_BY_ACT)


class MoveRefused(Exception):
    """The call does not stand where this act could take it further."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act} is not possible while the call is {state}")
        self.act = act
        self.state = state


class DateRefused(Exception):
    """A new date does not fit. ``code`` names why, ``facts`` the dates that show it."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code} {facts}")
        self.code = code
        self.facts = facts


def move(act: str) -> Move:
    """Return the row of the table for an act."""
    return _BY_ACT[act]


def state_after(state: str, act: str) -> S:
    """Return where the call stands after the act, or raise ``MoveRefused``."""
    row = _BY_ACT.get(act)
    if row is None or S(state) not in row.origins:
        raise MoveRefused(act, state)
    return row.to


def acts_from(state: str) -> list[str]:
    """Return what may be done with a call that stands here, in the table's order."""
    return [row.act for row in MOVES if S(state) in row.origins]


def _to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def accepts(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Tell whether an application that arrives now is in time.

    The closing second still counts: a call that closes at 23:59:00 takes what arrives at 23:59:00.9
    and refuses 23:59:01. It does not wait for the clock's helper: a published call whose hour
    has come is open, an open one whose hour has passed is closed.
    """
    if state not in (S.OPEN, S.PUBLISHED):
        return False
    if opens_at is None and state == S.PUBLISHED:
        return False
    started = opens_at is None or now >= opens_at
    return started and (closes_at is None or _to_the_second(now) <= closes_at)


def state_at(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> S:
    """Return where the call stands at this instant, as the clock has it.

    What is written in the row may lag behind by the scheduler's interval; what people are told may not.
    """
    current = S(state)
    if current == S.PUBLISHED and opens_at is not None and now >= opens_at:
        current = S.OPEN
    if current in (S.OPEN, S.PAUSED) and closes_at is not None and _to_the_second(now) > closes_at:
        current = S.CLOSED
    return current


def at_publishing(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> str:
    """Tell what a call does in the second it is published: "over", "reversed", "opens", or nothing."""
    if closes_at is not None and opens_at is not None and closes_at <= opens_at:
        return "reversed"
    if closes_at is not None and _to_the_second(now) > closes_at:
        return "over"
    return "opens" if opens_at is not None and now >= opens_at else ""


def due_moves(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> list[str]:
    """Return the moves that the clock owes this call, in order: open, close."""
    target = state_at(state, opens_at, closes_at, now)
    if target == state:
        return []
    if target == S.OPEN:
        return ["open"]
    return ["open", "close"] if state == S.PUBLISHED else ["close"]


def check_early_close(state: str, closes_at: datetime | None, now: datetime) -> None:
    """Refuse to close early what is not open, or what has already closed by its date."""
    if S(state) not in _BY_ACT["close"].origins:
        raise MoveRefused("close", state)
    if closes_at is not None and now >= closes_at:
        raise DateRefused("already_past", before=closes_at.isoformat())


def check_extension(state: str, closes_at: datetime | None, until: datetime, now: datetime) -> None:
    """Refuse an extension that shortens, lies in the past, or comes once screening has begun."""
    if S(state) not in BEFORE_CLOSING | {S.CLOSED}:
        raise MoveRefused("extend", state)
    if closes_at is None:
        raise DateRefused("no_date", after=until.isoformat())
    if until <= closes_at:
        raise DateRefused("not_later", before=closes_at.isoformat(), after=until.isoformat())
    if until <= now:
        raise DateRefused("in_the_past", after=until.isoformat())


#: Days of a call in the order in which they must come; each may be unknown.
TIMELINE = ("closes_on", "interviews_open", "interviews_close", "decisions_on", "starts_on", "ends_on")
#: Those that an officer may move after the call was announced.
MOVABLE = TIMELINE[1:]


def check_order(days: Mapping[str, date | None]) -> None:
    """Refuse a timetable whose days do not follow each other."""
    known = [(name, day) for name in TIMELINE if (day := days.get(name)) is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            raise DateRefused(
                "out_of_order",
                earlier=earlier,
                first=first.isoformat(),
                later=later,
                second=second.isoformat(),
            )


def check_bringing_forward(days: Mapping[str, date | None], to: Mapping[str, date], today: date) -> None:
    """Refuse to bring a date forward that is unknown, would not come earlier, lies in the past, or overtakes another."""
    for name, day in to.items():
        before = days.get(name) if name in MOVABLE else None
        if before is None:
            raise DateRefused("no_date", field=name)
        if day >= before:
            raise DateRefused("not_earlier", field=name, before=before.isoformat(), after=day.isoformat())
        if day < today:
            raise DateRefused("in_the_past", field=name, after=day.isoformat())
    check_order({**days, **to})
