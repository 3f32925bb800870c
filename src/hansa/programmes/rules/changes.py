"""What differs between two packs: the rows of a plan.

Both sides are plain trees (dictionaries, lists, values). Items of a list are recognised by what names
them (``key``, ``slug`` …), so a lecture that moved is not one lecture gone and another come.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["created", "changed", "retired"]
Path = tuple[str, ...]

#: What names an item of a list, the first that all items have.
NAMES: tuple[tuple[str, ...], ...] = (
    ("key",),
    ("slug",),
    ("attribute", "value"),
    ("phase", "number"),
    ("number",),
    ("what",),
    ("language",),
    ("kind",),
    ("name",),
)


@dataclass(frozen=True)
class Change:
    """One row of a plan: what will be created, changed or retired, and both values."""

    kind: Kind
    path: Path
    before: Any = None
    after: Any = None

    @property
    def section(self) -> str:
        return self.path[0]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what it takes to come from one tree to the other, in the order of the new one.

    A thing that is new or gone is one row, however much it holds.
    """
    return list(_between(before, after, ()))


def _between(before: Any, after: Any, path: Path) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mappings(before, after, path)
    elif _is_list(before) and _is_list(after):
        yield from _lists(before, after, path)
    elif before != after:
        yield Change("changed", path, before, after)


def _mappings(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Change]:
    for name in [*after, *(name for name in before if name not in after)]:
        here = (*path, str(name))
        if name not in before:
            yield from _whole("created", here, after[name])
        elif name not in after:
            yield from _whole("retired", here, before[name])
        else:
            yield from _between(before[name], after[name], here)


def _lists(before: Sequence[Any], after: Sequence[Any], path: Path) -> Iterator[Change]:
    fields = _naming_fields([*before, *after])
    old, new = _by_name(before, fields), _by_name(after, fields)
    if old is None or new is None:
        if list(before) != list(after):
            yield Change("changed", path, list(before), list(after))
        return
    yield from _mappings(old, new, path)
    stayed = [name for name in old if name in new]
    if stayed != [name for name in new if name in old]:
        yield Change("changed", (*path, "order"), stayed, [name for name in new if name in old])


def _whole(kind: Kind, path: Path, value: Any) -> Iterator[Change]:
    """One row for a thing; a list, a folder or a section at the top is told item by item."""
    if _is_list(value) and (named := _by_name(value, _naming_fields(value))):
        for name, item in named.items():
            yield from _whole(kind, (*path, name), item)
    elif (
        len(path) == 1
        and isinstance(value, Mapping)
        and value
        and all(isinstance(v, Mapping) for v in value.values())
    ):
        for name, item in value.items():
            yield from _whole(kind, (*path, str(name)), item)
    elif kind == "created":
        yield Change(kind, path, None, value)
    else:
        yield Change(kind, path, value, None)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _naming_fields(items: Sequence[Any]) -> tuple[str, ...] | None:
    if not items or not all(isinstance(item, Mapping) for item in items):
        return None
    return next((fields for fields in NAMES if all(_has(item, fields) for item in items)), None)


def _has(item: Mapping[str, Any], fields: tuple[str, ...]) -> bool:
    return all(isinstance(item.get(name), str | int) for name in fields)


def _by_name(items: Sequence[Any], fields: tuple[str, ...] | None) -> dict[str, Any] | None:
    """Return the items by name, or None where names are missing or used twice."""
    if not items:
        return {}
    if fields is None:
        return None
    named = {" ".join(str(item[name]) for name in fields): item for item in items}
    return named if len(named) == len(items) else None
