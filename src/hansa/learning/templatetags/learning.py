"""Template filters of learning."""

from django import template

register = template.Library()


@register.filter
def unlocalize_seconds(value: float) -> str:
    """Write seconds for a script: a point, whatever the reader's language writes."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
