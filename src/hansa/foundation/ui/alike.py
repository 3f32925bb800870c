"""Parts of a page that say nothing but what a programme itself says: drawn once for each language and each wording.

They are kept by their very content, so a changed wording is another part: nothing has to tell when it changed. Only what
everybody may read belongs here (the papers a call asks for, who pays what), never what somebody wrote about themselves.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# A few parts for each of some dozens of calls in seven languages; a bound all the same.
MOST_KEPT = 512

_kept: dict[tuple[str, str | None, str], SafeString] = {}


def alike(template: str, **content: Any) -> SafeString:
    """Return a template drawn with this content, which is plain words, figures, lists and tables of them."""
    key = (template, get_language(), repr(content))
    known = _kept.get(key)
    if known is None:
        known = SafeString(render_to_string(template, content))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = known
    return known
