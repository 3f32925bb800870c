"""How an application moves: one table, from which everything else is read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hansa.applications.enums import ApplicationState as S

APPLICANT = "applicant"
OFFICER = "officer"
RELEASING_OFFICER = "releasing officer"
SYSTEM = "system"


class ActRefused(Exception):
    """The application does not stand where this act could take it further."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act} is not possible while the application is {state}")
        self.act = act
        self.state = state


class GuardRefused(Exception):
    """The act is possible here in principle, but what it needs is not there. ``guard`` names it."""

    def __init__(self, guard: str) -> None:
        super().__init__(f"needs: {guard}")
        self.guard = guard


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    origins: frozenset[S]
    act: str
    to: S
    by: frozenset[str]
    guards: tuple[str, ...] = ()
    signal: str = ""


def _row(
    origins: Collection[S],
    act: str,
    to: S,
    by: Collection[str],
    guards: tuple[str, ...] = (),
    signal: str = "",
) -> Transition:
    return Transition(frozenset(origins), act, to, frozenset(by), guards, signal)


BEFORE_DECISION = frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.ELIGIBLE, S.UNDER_REVIEW})
HOLDING_A_PLACE = frozenset({S.OFFERED, S.CONFIRMED})
ENDED = frozenset({S.INELIGIBLE, S.NOT_SELECTED, S.DECLINED, S.LAPSED, S.WITHDRAWN, S.DISQUALIFIED})
#: Whom a decision left without a place, and who may still be given one.
WAITING = frozenset({S.RESERVE, S.NOT_SELECTED})
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
JUDGED = frozenset({S.ELIGIBLE, S.UNDER_REVIEW})

TABLE: tuple[Transition, ...] = (
    _row({S.DRAFT}, "submit", S.SUBMITTED, {APPLICANT}, ("call_open", "complete"), "application_submitted"),
    _row({S.RETURNED}, "submit", S.SUBMITTED, {APPLICANT}, ("complete",), "application_submitted"),
    # From a list of the office's own, such as one on paper; nobody is written to before the officer says so.
    _row({S.DRAFT}, "enter", S.SUBMITTED, {OFFICER}, ("answered",)),
    _row({S.SUBMITTED}, "return", S.RETURNED, {OFFICER}, ("reason",), "application_returned"),
    _row({S.SUBMITTED}, "find_eligible", S.ELIGIBLE, {OFFICER}, ("endorsed",), "application_screened"),
    _row(
        {S.SUBMITTED, S.RETURNED, S.ELIGIBLE},
        "find_ineligible",
        S.INELIGIBLE,
        {OFFICER},
        ("reason",),
        "application_screened",
    ),
    _row({S.INELIGIBLE}, "reconsider", S.SUBMITTED, {OFFICER}, ("reason",)),
    _row({S.ELIGIBLE}, "assign", S.UNDER_REVIEW, {OFFICER, SYSTEM}),
    _row(
        {S.UNDER_REVIEW, S.RESERVE},
        "offer",
        S.OFFERED,
        {RELEASING_OFFICER},
        ("released",),
        "application_decided",
    ),
    _row(
        {S.UNDER_REVIEW},
        "keep_in_reserve",
        S.RESERVE,
        {RELEASING_OFFICER},
        ("released",),
        "application_decided",
    ),
    _row(
        {S.UNDER_REVIEW, S.RESERVE},
        "turn_down",
        S.NOT_SELECTED,
        {RELEASING_OFFICER},
        ("released",),
        "application_decided",
    ),
    # A place came free and nobody on the reserve fits, or an appeal was upheld.
    _row(
        {S.NOT_SELECTED},
        "offer_after_all",
        S.OFFERED,
        {RELEASING_OFFICER},
        ("released", "solved_again"),
        "application_decided",
    ),
    _row(
        {S.NOT_SELECTED},
        "keep_in_reserve_after_all",
        S.RESERVE,
        {RELEASING_OFFICER},
        ("released", "appeal_upheld"),
        "application_decided",
    ),
    _row({S.OFFERED}, "accept", S.CONFIRMED, {APPLICANT}, ("in_time",), "offer_confirmed"),
    _row(HOLDING_A_PLACE, "decline", S.DECLINED, {APPLICANT}, (), "offer_declined"),
    _row({S.OFFERED}, "lapse", S.LAPSED, {SYSTEM, OFFICER}, ("overdue",), "offer_declined"),
    _row(BEFORE_DECISION | {S.RESERVE}, "withdraw", S.WITHDRAWN, {APPLICANT}, (), "application_withdrawn"),
    _row(
        BEFORE_DECISION | HOLDING_A_PLACE | {S.RESERVE}, "disqualify", S.DISQUALIFIED, {OFFICER}, ("reason",)
    ),
    # One person applied to one call from two accounts: of the two applications one stays.
    _row(
        frozenset(S) - {S.WITHDRAWN},
        "set_aside",
        S.WITHDRAWN,
        {OFFICER, SYSTEM},
        ("reason",),
        "application_withdrawn",
    ),
)


def transition(state: str, act: str) -> Transition:
    """Return the row for an act from this state, or raise ``ActRefused``."""
    for row in TABLE:
        if row.act == act and S(state) in row.origins:
            return row
    raise ActRefused(act, state)


def state_after(state: str, act: str, *, role: str, facts: Mapping[str, bool] | None = None) -> S:
    """Return where the act leads, or say why it does not.

    ``facts`` answers each guard of the row by name; an unanswered guard counts as not met, so a
    forgotten check refuses instead of letting pass.
    """
    row = transition(state, act)
    if role not in row.by:
        raise ActRefused(act, state)
    for guard in row.guards:
        if not (facts or {}).get(guard):
            raise GuardRefused(guard)
    return row.to


def acts_from(state: str, role: str) -> list[str]:
    """Return what somebody in this role may do from here, in the table's order."""
    return [row.act for row in TABLE if S(state) in row.origins and role in row.by]
