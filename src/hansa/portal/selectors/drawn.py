"""Parts of pages that everybody sees alike: drawn once for each language and state, and kept as long as the board.

Such a part is drawn from what everybody may know and nothing else: it is given no request and no person, so it cannot
show one person's page to another.
"""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hansa.portal.selectors.board import Board


def drawn(
    known: Board, template: str, state: tuple[Any, ...], facts: Callable[[], dict[str, Any]]
) -> SafeString:
    """Return a part as it looks in this state; ``facts`` are worked out only where it is not drawn yet."""
    key = (template, get_language() or "en", *state)
    return known.keep("drawn", key, lambda: SafeString(render_to_string(template, facts())))
