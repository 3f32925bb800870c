"""What publishing does to a call at once: it may open in that second, or have no day left on which one could apply."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hansa.programmes import selectors
from hansa.programmes.enums import CallState
from hansa.programmes.office.outline.packs import moment
from hansa.programmes.permissions import UNANNOUNCED
from hansa.programmes.rules.calls import at_publishing

#: What the officer ticks where a call would open as soon as it is published.
CONFIRMS = "opens_now"


@dataclass(frozen=True)
class Warned:
    """A sentence before the click, and whether the click needs a tick or cannot be made."""

    sentence: str
    is_refused: bool


def opening_of(pack: Any, now: datetime) -> str:
    """Return when the call of a pack opens by itself, if it does."""
    call = pack.call
    return (
        moment(call.opens_at, pack.edition)
        if call is not None and call.opens_at and call.opens_at > now
        else ""
    )


def warning_of(pack: Any, slug: str, now: datetime) -> Warned | None:
    """Say what the days of a pack's call mean today; nothing where it opens later, stands open, or is all past."""
    call, edition = pack.call, pack.edition
    if call is None or (edition.ends_on is not None and edition.ends_on < now.date()):
        # What was over before it came here goes into the archive.
        return None
    standing = selectors.calls().filter(edition__slug=slug).first()
    if standing is not None and standing.state_at(now) not in (*UNANNOUNCED, CallState.PUBLISHED):
        return None
    found = at_publishing(call.opens_at, call.closes_at, now)
    opens = moment(call.opens_at, edition) if call.opens_at else ""
    closes = moment(call.closes_at, edition) if call.closes_at else ""
    if found == "reversed":
        said = _("The call would close on %(closes)s, before it opens on %(opens)s. Change one of the two.")
        return Warned(said % {"closes": closes, "opens": opens}, True)
    if found == "over":
        said = _("The last day to apply, %(closes)s, is past: nobody could apply. Choose a later one.")
        return Warned(said % {"closes": closes}, True)
    if found == "opens":
        said = (
            _(
                "Applications were to open on %(opens)s. So the call would open at once, when you press the button,"
                " and close on %(closes)s. Its rules freeze then."
            )
            if closes
            else _(
                "Applications were to open on %(opens)s. So the call would open at once, when you press the button."
                " Its rules freeze then."
            )
        )
        return Warned(said % {"opens": opens, "closes": closes}, False)
    return None
