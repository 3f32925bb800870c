"""Editions as lists show them: what runs now, what comes, what was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hansa.programmes import selectors as programmes
from hansa.programmes.enums import CallState, ProgrammeKind

SHUT = (CallState.DRAFT, CallState.APPROVED, CallState.CANCELLED)


@dataclass(frozen=True)
class Row:
    """An edition with its one status and its one act."""

    edition: Any
    call: Any
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
    page = reverse("portal:edition", args=[edition.slug])
    if call is not None and call.accepts(now):
        return Row(edition, call, "done", _("Open"), _("May I apply?"), page + "#may")
    if call is not None and call.state_at(now) == CallState.PUBLISHED:
        return Row(edition, call, "waiting", _("Opens later"), _("What it asks for"), page + "#may")
    if _is_over(edition, now):
        return Row(edition, call, "closed", _("Finished"), _("Look back"), page)
    if edition.programme.kind == ProgrammeKind.COURSE:
        return Row(edition, call, "done", _("Open to all"), _("Enrol"), course_url(edition.slug) or page)
    if call is not None:
        return Row(edition, call, "closed", _("Call closed"), _("See where it stands"), page)
    words = _("Dates to come") if edition.starts_on is None else _("Under way")
    return Row(edition, call, "waiting" if edition.starts_on is None else "half", words, _("Read on"), page)


def course_url(slug: str) -> str:
    """Return the address of an edition's course, or nothing where courses are not installed."""
    try:
        return reverse("learning:course", args=[slug])
    except NoReverseMatch:
        return ""


def _is_over(edition: Any, now: datetime) -> bool:
    if edition.is_archive:
        return True
    today = now.date()
    if edition.ends_on is not None:
        return bool(edition.ends_on < today)
    return bool(edition.year < today.year)


def open_rows(now: datetime) -> list[Row]:
    """Return what one can join at this instant: open calls first, then courses and programmes under way."""
    calling = [call.edition_id for call in programmes.open_calls(now)]
    running = {edition.pk: edition for edition in programmes.editions_listed().filter(pk__in=calling)}
    found = [running[pk] for pk in calling if pk in running]
    found += [edition for edition in programmes.running_now(now) if edition.pk not in running]
    return [row(edition, now) for edition in found]


def coming_rows(now: datetime) -> list[Row]:
    """Return what comes: editions that have not begun and whose call is not open."""
    rows = [row(edition, now) for edition in programmes.upcoming(now)]
    return [r for r in rows if r.call is None or not r.call.accepts(now)]


def past_rows(now: datetime) -> list[Row]:
    """Return the archive, newest first."""
    return [row(edition, now) for edition in programmes.past(now)]

