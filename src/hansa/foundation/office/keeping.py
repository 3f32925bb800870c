"""Things of the office that change only by acts on record: read once, kept until the next act.

The audit log's last fingerprint tells whether anything was done since; while the log is empty nothing is kept.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language

from hansa.foundation.audit.selectors import digest_for

T = TypeVar("T")
MOST = 1_000

_kept: dict[tuple[Any, ...], tuple[str, Any]] = {}


def keep(request: HttpRequest, *key: Any, read: Callable[[], T], until: str = "") -> T:
    """Return what ``read`` returns, as it was at the last act on record; kept for each language.

    What also changes with the clock says ``until`` when it holds, such as the minute.
    """
    digest = digest_for(request)
    if not digest:
        return read()
    digest += until
    named = (get_language(), *key)
    entry = _kept.get(named)
    if entry is not None and entry[0] == digest:
        value: T = entry[1]
        return value
    fresh = read()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[named] = (digest, fresh)
    return fresh


def forget() -> None:
    """Drop all that is kept, so that the next visit reads anew."""
    _kept.clear()
