"""Which roles somebody holds: apps add what follows from their own rows, this only unites it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from hansa.foundation.prepared import Prepared

RoleSource = Callable[[Any], "QuerySet[Any, str]"]
_sources: list[RoleSource] = []


def _united(person: int) -> "QuerySet[Any, str]":
    first, *others = (source(person) for source in _sources)
    return first.union(*others)


_roles = Prepared(_united)


def add_source(source: RoleSource) -> None:
    """Let an app derive roles from its rows: grants, coordinators of a member, staff of an office.

    A source takes the person's primary key and returns one unordered column of role names. All sources are asked in
    one query, on every page.
    """
    if source not in _sources:
        _sources.append(source)
        _roles.forget()


def held_by(person: Any) -> frozenset[str]:
    """Return every role of an active person, ``person`` among them; nobody else holds any."""
    if not person.is_active:
        return frozenset()
    return frozenset({"person", *(_roles.ask(person.pk) if _sources else ())})
