"""The sessions of an event, as its page shows them."""

from typing import Any

from django import template

from hansa.events import rules
from hansa.events.enums import SessionKind

register = template.Library()


@register.filter
def sessions(details: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sessions that a pack names, with the word for their kind and the moments they begin and end."""
    kinds = dict(SessionKind.choices)
    return [
        session
        | {
            "kind_label": kinds.get(session.get("kind", ""), ""),
            "starts": rules.instant(session.get("starts_at")),
            "ends": rules.instant(session.get("ends_at")),
        }
        for session in details.get("sessions") or []
    ]
