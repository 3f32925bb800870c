"""How a window of hours becomes slots, who may sit in one, and how an interview moves.

Hours are written by the clock of one city; slots are cut in real time, so that a night on which the clocks change
gives neither an hour twice nor one that never was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Until so long before it begins an applicant may take another time or give it back.
CHANGE_UNTIL = timedelta(days=1)
#: A slot that begins sooner than this is not offered any more: nobody would be ready.
BOOK_UNTIL = timedelta(hours=2)
#: Whoever sits in it may say so early that somebody did not come.
NO_SHOW_AFTER = timedelta(minutes=10)
MOST_SLOTS = 400
#: Whoever did not come gets a letter so long after it was noted: until then it can be taken back without a word.
MISSED_LETTER_AFTER = timedelta(hours=1)
#: What was noted longer ago than this is not written about any more.
MISSED_LETTER_UNTIL = timedelta(days=2)
#: So long they have to say what kept them.
TIME_TO_EXPLAIN = timedelta(days=3)


@dataclass(frozen=True)
class Hours:
    """A window as an officer lays it: a day, from and to by one city's clock, how long each, the break between."""

    day: date
    starts: time
    ends: time
    zone: str
    minutes: int
    pause: int = 0

    @property
    def begins_at(self) -> datetime:
        """The instant at which it begins."""
        return _instant(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant at which the last interview is over at the latest."""
        return _instant(self.day, self.ends, self.zone)


def _instant(day: date, hour: time, zone: str) -> datetime:
    """Return the instant of an hour by a city's clock: of one that comes twice the first, of one that never was the next."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def slots(hours: Hours) -> list[tuple[datetime, datetime]]:
    """Cut a window into slots, first to last: none overlaps another, none runs beyond the window."""
    if hours.minutes <= 0 or hours.pause < 0:
        return []
    length, step = timedelta(minutes=hours.minutes), timedelta(minutes=hours.minutes + hours.pause)
    cut: list[tuple[datetime, datetime]] = []
    begin, end = hours.begins_at, hours.ends_at
    while begin + length <= end and len(cut) < MOST_SLOTS:
        cut.append((begin, begin + length))
        begin += step
    return cut


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Tell whether two spans of time share a moment; one may begin when the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def day_shift(moment: datetime, theirs: str, own: str) -> int:
    """Return how many days later (or, below nought, earlier) it is in ``theirs`` than in ``own``: -1, 0 or 1."""
    return (moment.astimezone(ZoneInfo(theirs)).date() - moment.astimezone(ZoneInfo(own)).date()).days


def may_book(starts_at: datetime, now: datetime) -> bool:
    """Tell whether a slot is still offered."""
    return now + BOOK_UNTIL <= starts_at


def may_change(starts_at: datetime, now: datetime) -> bool:
    """Tell whether an applicant may still take another time or give this one back."""
    return now + CHANGE_UNTIL <= starts_at


def seated(free: Iterable[int], *, barred: Collection[int], load: Mapping[int, int], each: int) -> list[int]:
    """Return who holds an interview: of those who are free and have no conflict those with the least to do.

    Up to ``each`` of them. Somebody with a conflict stays out, and the others hold it; where nobody is left the list
    is empty and there is no interview at that time.
    """
    fit = sorted((person for person in free if person not in barred), key=lambda one: (load.get(one, 0), one))
    return fit[:each]


def each_table(interviewers: int, at_once: int) -> int:
    """Return how many sit in one interview, where so many hold so many at once."""
    return max(1, interviewers // max(1, at_once))


INVITED, SCHEDULED, HELD, NO_SHOW, CALLED_OFF = "invited", "scheduled", "held", "no_show", "called_off"
APPLICANT, OFFICER, INTERVIEWER, SYSTEM = "applicant", "officer", "interviewer", "system"


class InterviewRefused(Exception):
    """The interview does not stand where this act could take it further."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act} is not possible while the interview is {state}")
        self.act = act
        self.state = state


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    origins: frozenset[str]
    act: str
    to: str
    by: frozenset[str]


def _move(origins: set[str], act: str, to: str, by: set[str]) -> Move:
    return Move(frozenset(origins), act, to, frozenset(by))


#: What an application's history says of its interview; beside the application's own table, as the city's word is.
TABLE: tuple[Move, ...] = (
    _move({""}, "interview_invite", INVITED, {OFFICER}),
    _move({NO_SHOW, CALLED_OFF}, "interview_invite", INVITED, {OFFICER}),
    _move({INVITED}, "interview_book", SCHEDULED, {APPLICANT}),
    _move({SCHEDULED}, "interview_rebook", SCHEDULED, {APPLICANT}),
    _move({SCHEDULED}, "interview_give_back", INVITED, {APPLICANT}),
    _move({SCHEDULED}, "interview_free", INVITED, {OFFICER}),
    _move({INVITED, SCHEDULED}, "interview_call_off", CALLED_OFF, {OFFICER, SYSTEM}),
    _move({SCHEDULED}, "interview_hold", HELD, {INTERVIEWER, OFFICER}),
    _move({SCHEDULED}, "interview_miss", NO_SHOW, {INTERVIEWER, OFFICER}),
    _move({NO_SHOW}, "interview_undo_miss", SCHEDULED, {INTERVIEWER, OFFICER}),
)


def state_after(state: str, act: str, *, role: str) -> str:
    """Return where an act leads, or raise ``InterviewRefused``."""
    for move in TABLE:
        if move.act == act and state in move.origins and role in move.by:
            return move.to
    raise InterviewRefused(act, state)


def acts_from(state: str, role: str) -> list[str]:
    """Return what somebody in this role may do from here."""
    return [move.act for move in TABLE if state in move.origins and role in move.by]
