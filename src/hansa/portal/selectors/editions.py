"""Editions as lists show them: what runs now, what comes, what was."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hansa.foundation.ui import dates
from hansa.portal.selectors.board import Board
from hansa.programmes.enums import CallState, ProgrammeKind

SHUT = (CallState.DRAFT, CallState.APPROVED, CallState.CANCELLED)


@dataclass(frozen=True)
class Row:
    """An edition with its one status and its one act."""

    edition: Any
    call: Any
    #: The day on which it is read.
    today: date
    status: str
    status_words: str | Promise
    act_words: str | Promise
    act_url: str


def call_of(edition: Any) -> Any:
    """Return the edition's announced call without a query (it was selected along), else None."""
    call = getattr(edition, "call", None)
    return None if call is None or call.state in SHUT else call


def row(edition: Any, now: datetime) -> Row:
    """Return the edition with the status and act that fit this instant."""
    call = call_of(edition)
    new = partial(Row, edition, call, now.date())
    page = reverse("portal:edition", args=[edition.slug])
    if call is not None and call.accepts(now):
        return new("done", pgettext_lazy("state", "Open"), _("May I apply?"), page + "#may")
    if call is not None and call.state_at(now) == CallState.PUBLISHED:
        return new("waiting", _opens(edition, call), _("What it asks for"), page + "#may")
    if is_over(edition, now):
        return new("closed", _("Finished"), _("Look back"), page)
    if edition.programme.kind == ProgrammeKind.COURSE:
        return new("done", _("Open to all"), _("Enrol"), course_url(edition.slug) or page)
    if call is not None:
        return new("closed", _("Call closed"), _("See where it stands"), page)
    words = _("Dates to come") if edition.starts_on is None else _("Under way")
    return new("waiting" if edition.starts_on is None else "half", words, _("Read on"), page)


def _opens(edition: Any, call: Any) -> str | Promise:
    """Say on which day a call opens, by the clock of its place."""
    if call.opens_at is None:
        return _("Opens later")
    on = call.opens_at.astimezone(ZoneInfo(edition.time_zone)).date()
    return gettext("Opens %(day)s") % {"day": dates.day(on)}


def course_url(slug: str) -> str:
    """Return the address of an edition's course, or nothing where courses are not installed."""
    try:
        return reverse("learning:course", args=[slug])
    except NoReverseMatch:
        return ""


def is_over(edition: Any, now: datetime) -> bool:
    """Tell whether an edition lies behind us: an archive, or past its last day."""
    if edition.is_archive:
        return True
    today = now.date()
    if edition.ends_on is not None:
        return bool(edition.ends_on < today)
    return bool(edition.year < today.year)


def open_rows(known: Board, now: datetime) -> list[Row]:
    """Return what one can join at this instant: open calls, what closes first on top, then what is under way."""
    calling = [e for e in known.editions if (call := call_of(e)) is not None and call.accepts(now)]
    calling.sort(key=lambda e: (e.call.closes_at is None, e.call.closes_at or now, e.slug))
    running = [e for e in known.editions if e not in calling and _stands(e, now) == "now"]
    running.sort(key=lambda e: (e.ends_on is None, e.ends_on or now.date(), e.slug))
    return [row(edition, now) for edition in calling + running]


def coming_rows(known: Board, now: datetime) -> list[Row]:
    """Return what comes: editions that have not begun and whose call is not open, what begins first on top."""
    ahead = [e for e in known.editions if _stands(e, now) == "ahead"]
    ahead.sort(key=lambda e: (e.starts_on is None, e.starts_on or now.date(), e.year, e.slug))
    rows = [row(edition, now) for edition in ahead]
    return [r for r in rows if r.call is None or not r.call.accepts(now)]


def past_editions(known: Board, now: datetime) -> list[Any]:
    """Return the archive, newest first."""
    over = [e for e in known.editions if is_over(e, now)]
    over.sort(key=lambda e: (-e.year, -(e.starts_on or date(e.year, 1, 1)).toordinal(), e.slug))
    return over


@dataclass(frozen=True)
class Told:
    """A programme with its editions, newest first, and the years between which it was held."""

    programme: Any
    editions: list[Any]

    @property
    def first(self) -> int:
        return min(edition.year for edition in self.editions)

    @property
    def last(self) -> int:
        return max(edition.year for edition in self.editions)


def record(known: Board, now: datetime) -> list[Told]:
    """Return every programme with what has been, what was held last on top; copies for trying are left out."""
    past = [edition for edition in past_editions(known, now) if not edition.is_living_copy]
    programmes = {edition.programme_id: edition.programme for edition in past}
    return [
        Told(programme, [edition for edition in past if edition.programme_id == key])
        for key, programme in programmes.items()
    ]


def answers(known: Board, now: datetime) -> list[tuple[Any, str]]:
    """Return who answers for each programme that one can join or that comes, with the edition."""
    rows = [*open_rows(known, now), *coming_rows(known, now)]
    found = []
    for one in rows:
        contact = one.edition.details.get("contact") or {}
        if contact.get("role"):
            found.append((one.edition, contact["role"]))
    return found


def _stands(edition: Any, now: datetime) -> str:
    if is_over(edition, now):
        return "over"
    today = now.date()
    begun = edition.starts_on <= today if edition.starts_on is not None else edition.year == today.year
    return "now" if begun else "ahead"
