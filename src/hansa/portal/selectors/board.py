"""What every visitor may know, read once and kept until something is recorded.

Every act that changes it (a pack applied, a call opened, closed or amended, an office edited) leaves an entry in the
audit log, so a look at the log tells whether what was read still holds. Only facts are kept, never
"open now": that is worked out for each page from the hours, to the second. An installation whose log is still empty
keeps nothing.
"""

from dataclasses import dataclass
from typing import Any

from hansa.foundation.audit.selectors import digest_for, latest_digest
from hansa.foundation.audit.watched import Keeps, Watched
from hansa.network import selectors as network
from hansa.programmes import selectors as programmes

# Acts that change what everybody may see; what people do for themselves (apply, watch, register) is none of them.
ACTS = (
    *("network.", "members.", "house.", "pack.apply", "call.", "selection.release", "edition."),
    *("course.define", "course.bring_forward", "event.announce", "event.cancel"),
    *("caption.", "video.", "signatory.", "achievement."),
)


@dataclass(frozen=True)
class Board(Keeps):
    """The network with its offices, members and partners, and every edition with its call; not to be changed."""

    network: Any
    offices: tuple[Any, ...]
    members: tuple[Any, ...]
    partners: dict[str, Any]
    editions: tuple[Any, ...]
    countries: int

    def member(self, key: str) -> Any:
        """Return the member of that key, or None."""
        return next((row for row in self.members if row.key == key), None)


def board_of(request: Any) -> Board:
    """Return the board for one visit; looked up once however many parts of the page ask for it."""
    known: Board | None = getattr(request, "hansa_board", None)
    if known is None:
        known = board(digest_for(request))
        if request is not None:
            request.hansa_board = known
    return known


def board(digest: str | None = None) -> Board:
    """Return what everybody may know as it stands now: one query while nothing of it was changed."""
    return _kept.get(latest_digest() if digest is None else digest)


def forget() -> None:
    """Drop what is kept, so that the next visit reads anew."""
    _kept.forget()


def _read() -> Board:
    members = tuple(network.members().defer("search_text", "details"))
    return Board(
        network=network.network(),
        offices=tuple(network.offices()),
        members=members,
        partners={row.key: row for row in network.partners().only("key", "name", "is_domestic", "is_school")},
        editions=tuple(programmes.editions_listed()),
        countries=len({row.country for row in members}),
    )


_kept = Watched(_read, *ACTS)
