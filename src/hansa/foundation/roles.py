"""Which roles somebody holds: apps add what follows from their own rows, this only unites it."""

from collections.abc import Callable
from typing import Any

RoleSource = Callable[[Any], set[str]]
_sources: list[RoleSource] = []


def add_source(source: RoleSource) -> None:
    """Let an app derive roles from its rows: grants, coordinators of a member, staff of an office."""
    if source not in _sources:
        _sources.append(source)


def held_by(person: Any) -> frozenset[str]:
    """Return every role of an active person, ``person`` among them; nobody else holds any."""
    if not person.is_active:
        return frozenset()
    return frozenset({"person"}.union(*(source(person) for source in _sources)))
