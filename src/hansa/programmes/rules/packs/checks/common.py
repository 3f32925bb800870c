"""What several checks share: doubled keys, names that nobody has, days in the wrong order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from ..faults import Finding, Path
from ..messages import nearest
from ..schema.base import Section
from ..schema.network import Network


def doubled(items: Iterable[Any], path: Path, field: str = "key", *, what: str = "key") -> Iterator[Finding]:
    """Yield a finding for each item whose key an earlier item has."""
    first: dict[object, int] = {}
    for number, item in enumerate(items):
        key = getattr(item, field)
        if key in first:
            yield Finding(
                (*path, number, field),
                f"The {what} “{key}” stands here a second time; it is item {first[key] + 1} already.",
                f"Give each its own {what}.",
            )
        else:
            first[key] = number


def unknown(keys: Iterable[str], known: Sequence[str], path: Path, what: str) -> Iterator[Finding]:
    """Yield a finding for each key of a list that nobody has."""
    for number, key in enumerate(keys):
        if key not in known:
            yield Finding((*path, number), f"There is no {what} “{key}”.", nearest(key, known))


def organisations(network: Network) -> list[str]:
    """Return the keys of everybody who can host or take part: the network, members, offices, partners."""
    return [
        network.key,
        *(member.key for member in network.members),
        *(office.key for office in network.offices),
        *(partner.key for partner in network.partners),
    ]


def disordered(
    first: date | None, last: date | None, path: Path, names: tuple[str, str]
) -> Iterator[Finding]:
    """Yield a finding where the last day comes before the first."""
    if first is not None and last is not None and last < first:
        yield Finding(
            (*path, names[1]),
            f"{names[1]} is {last}, before {names[0]}, {first}.",
            f"{names[1]} is {first} or later.",
        )


def placed(item: Any, path: Path) -> Iterator[Finding]:
    """Yield a finding where half of a position is said."""
    if item is not None and (item.lat is None) != (item.lon is None):
        yield Finding(path, "Latitude and longitude belong together.", "Add lat and lon.")


def assumptions(section: BaseModel, path: Path = ()) -> Iterator[tuple[Section, Path]]:
    """Yield every section within this one, with the way to it."""
    if isinstance(section, Section):
        yield section, path
    for name in type(section).model_fields:
        yield from _within(getattr(section, name), (*path, name))


def _within(value: Any, path: Path) -> Iterator[tuple[Section, Path]]:
    if isinstance(value, BaseModel):
        yield from assumptions(value, path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _within(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, (*path, key))
