"""Which roles somebody holds: apps add what follows from their own rows, this only unites it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

RoleSource = Callable[[Any], "QuerySet[Any, str]"]
_sources: list[RoleSource] = []


def add_source(source: RoleSource) -> None:
    """Let an app derive roles from its rows: grants, coordinators of a member, staff of an office.

    A source returns one unordered column of role names. All sources are asked in one query, on every page.
    """
    if source not in _sources:
        _sources.append(source)


def held_by(person: Any) -> frozenset[str]:
    """Return every role of an active person, ``person`` among them; nobody else holds any."""
    if not person.is_active:
        return frozenset()
    found = [source(person) for source in _sources]
    return frozenset({"person", *(found[0].union(*found[1:]) if found else ())})
