"""Where a page of the office stands among the first steps of a new secretariat."""

from typing import Any

from django import template

from hansa.foundation.office import start

register = template.Library()


@register.inclusion_tag("office/step.html", takes_context=True)
def first_step(context: dict[str, Any], key: str) -> dict[str, Any]:
    """Say which of the first steps this page is; nothing where the house has taken them."""
    if not start.is_going(context.get("request")):
        return {}
    keys = [step.key for step in start.ordered()]
    return {"number": keys.index(key) + 1, "total": len(keys)} if key in keys else {}
