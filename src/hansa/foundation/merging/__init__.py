"""Two accounts become one: each app names its share, so that nothing of either is left behind.

Whoever has rows that point at a person registers a ``Share`` in ``apps.py``. It names those columns (a test looks
whether all are named), says what would move and what cannot stand twice, and moves it, inside the caller's transaction
and with both accounts locked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """What would move: what it is called, and how many there are."""

    label: str
    count: int = 1


@dataclass(frozen=True)
class Collision:
    """What both accounts have and one person cannot have twice: what each has, and what becomes of it.

    With a ``key`` somebody chooses which of the two stays; ``default`` is ``"keep"`` or ``"gone"``, whose it is.
    Where ``blocks`` is set, the accounts cannot be merged while it stands.
    """

    title: str
    kept: str
    gone: str
    outcome: str
    key: str = ""
    default: str = "keep"
    blocks: bool = False


@dataclass(frozen=True)
class Merge:
    """One account that becomes part of another: whose, by whom, when, and what was chosen where they collide."""

    keep: Any
    gone: Any
    by: Any
    now: datetime
    choices: Mapping[str, str] = field(default_factory=dict)

    def stays(self, collision: Collision) -> str:
        """Return whose side stays: as somebody chose, else as the app proposes."""
        chosen = self.choices.get(collision.key, "")
        return chosen if chosen in ("keep", "gone") else collision.default


def nothing(keep: Any, gone: Any) -> list[Any]:
    """Return that there is nothing to say."""
    return []


@dataclass(frozen=True)
class Share:
    """An app's share in a merge. ``columns`` are ``app.Model.field``, in small letters but for the name of the model."""

    name: str
    columns: frozenset[str]
    move: Callable[[Merge], Mapping[str, int] | None]
    lines: Callable[[Any, Any], list[Line]] = nothing
    collisions: Callable[[Any, Any], list[Collision]] = nothing
    #: Lower first: what others' rows hang on is moved before them.
    order: int = 50


_shares: dict[str, Share] = {}


def register_merge(
    name: str,
    columns: Iterable[str],
    *,
    move: Callable[[Merge], Mapping[str, int] | None],
    lines: Callable[[Any, Any], list[Line]] = nothing,
    collisions: Callable[[Any, Any], list[Collision]] = nothing,
    order: int = 50,
) -> None:
    """Add an app's share, or put a new one in its place."""
    _shares[name] = Share(name, frozenset(columns), move, lines, collisions, order)


def shares() -> list[Share]:
    """Return every app's share in the order in which they are moved."""
    return sorted(_shares.values(), key=lambda share: (share.order, share.name))


def columns_covered() -> frozenset[str]:
    """Return every column that some app has named."""
    return frozenset().union(*(share.columns for share in _shares.values()))


def point_at(merge: Merge, *columns: tuple[Any, str]) -> dict[str, int]:
    """Let plain columns point at the kept account; return how many rows of each did. For those where nothing collides."""
    moved = {
        f"{model._meta.label}.{column}": model._default_manager.filter(**{column: merge.gone}).update(
            **{column: merge.keep}
        )
        for model, column in columns
    }
    return {name: count for name, count in moved.items() if count}
