"""What is held about a person: each app names its share, so a download is never short of one."""

from collections.abc import Callable
from typing import Any

Share = Callable[[Any], list[dict[str, Any]]]
_shares: dict[str, Share] = {}


def register_export(name: str, share: Share) -> None:
    """Add an app's share: a function from a person to plain rows about them."""
    _shares[name] = share


def export_for(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return everything held about a person, by the app that holds it."""
    return {name: share(person) for name, share in sorted(_shares.items())}
