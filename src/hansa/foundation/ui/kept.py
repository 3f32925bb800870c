"""Parts of the frame that are drawn once and kept: with the same frame everybody is shown the same.

What differs from visit to visit (the token of a form, the address to come back to, a name) is left open as a hole when
the part is drawn and filled for each page. A kept template is given the frame and the holes and nothing else, so it
cannot show one person's page to another.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.base import Template
from django.template.context import Context
from django.template.defaultfilters import truncatechars
from django.template.loader import get_template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from hansa.foundation.ui.frame import Frame

# Many more than the roles, languages and sections that are met in practice; a bound all the same.
MOST_PARTS = 2_000


def _token(request: HttpRequest | None, csrf: Any) -> str:
    if not csrf or csrf == "NOTPROVIDED":
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', csrf)


def _path(request: HttpRequest | None, csrf: Any) -> str:
    return escape(request.get_full_path() if request else "/")


def _next(request: HttpRequest | None, csrf: Any) -> str:
    return escape(quote(request.get_full_path() if request else "/"))


def _name(request: HttpRequest | None, csrf: Any) -> str:
    return escape(truncatechars(getattr(getattr(request, "user", None), "name", ""), 24))


_FILLINGS: dict[str, Callable[[HttpRequest | None, Any], str]] = {
    "token": _token,
    "path": _path,
    "next": _next,
    "name": _name,
}
# Nobody can guess a hole, so nothing written by anybody is ever taken for one.
_SECRET = secrets.token_hex(16)
_HOLES = {name: SafeString(f"{_SECRET}-{name}-") for name in _FILLINGS}
_HOLE = re.compile(f"{_SECRET}-([a-z]+)-")

_parts: dict[tuple[str, Frame], list[str]] = {}


def part(name: str, frame: Frame, request: HttpRequest | None, csrf: Any) -> SafeString:
    """Return a part of the frame for this visit: drawn at its first use, then only its holes are filled."""
    pieces = _parts.get((name, frame))
    if pieces is None:
        pieces = _HOLE.split(_drawn(name, frame))
        if len(_parts) >= MOST_PARTS:
            _parts.clear()
        _parts[name, frame] = pieces
    if len(pieces) == 1:
        return SafeString(pieces[0])
    filled = {hole: _FILLINGS[hole](request, csrf) for hole in set(pieces[1::2])}
    return SafeString("".join(filled[piece] if at % 2 else piece for at, piece in enumerate(pieces)))


def _drawn(name: str, frame: Frame) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine is meant
    return template.render(Context({"frame": frame, "hole": _HOLES}))
