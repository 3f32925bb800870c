"""Things of the office that change only by acts on record: read once, kept until the next act.

The audit log tells whether anything was done since, and what; while the log is empty nothing is kept.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language

from hansa.foundation.audit.selectors import Position, acts_since, position_for

T = TypeVar("T")
MOST = 1_000

_kept: dict[tuple[Any, ...], tuple[Position, str, Any]] = {}


def keep(
    request: HttpRequest, *key: Any, read: Callable[[], T], until: str = "", acts: tuple[str, ...] = ()
) -> T:
    """Return what ``read`` returns, as it was at the last act on record; kept for each language.

    What also changes with the clock says ``until`` when it holds, such as the minute. What only some acts change
    says with what their names begin: after another's act it is not read anew.
    """
    position = position_for(request)
    if position is None:
        return read()
    named = (get_language(), *key)
    entry = _kept.get(named)
    if entry is not None and entry[1] == until:
        reached, value = _holding(request, entry[0], position, acts), entry[2]
        if reached is not None:
            if reached != entry[0]:
                _kept[named] = (reached, until, value)
            held: T = value
            return held
    fresh = read()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[named] = (position, until, fresh)
    return fresh


def _holding(
    request: HttpRequest, seen: Position, position: Position, acts: tuple[str, ...]
) -> Position | None:
    """Return up to where in the log something read at a position still holds, if it does."""
    if seen == position:
        return position
    found = acts_since(request, seen) if acts else None
    if found is None or any(act.startswith(acts) for act in found[1]):
        return None
    return found[0]


def forget() -> None:
    """Drop all that is kept, so that the next visit reads anew."""
    _kept.clear()
