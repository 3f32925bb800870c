"""The icons of the sprite, each drawn once and kept."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hansa.foundation.ui.escaping import always, escape

# Drawings whose direction means "onward" turn round where the text runs from right to left.
_TURNING = frozenset({"arrow", "out", "undo"})


def status(kind: str, label: object) -> SafeString:
    """Say a status with a word, a shape and a colour: done, half, ring, needs, refused, closed, waiting."""
    return SafeString(f'<span class="st {always(kind)}">{icon(kind)}{escape(label)}</span>')


@lru_cache(maxsize=256)
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; the word beside it carries the meaning, so screen readers skip it."""
    box = "0 0 32 32" if name == "mark" else "0 0 16 16"
    turning = " flip" if name in _TURNING else ""
    return format_html(
        '<svg class="i{}{}" viewBox="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        turning,
        f" {extra}" if extra else "",
        box,
        static("ui/icons.svg"),
        name,
    )
