"""What a board changes of a call's rules before it adopts a list: each change as a plain value, with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Ranges = Mapping[str, Mapping[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Changes:
    """Where a list departs from the rules of its call; nothing where it does not."""

    places: int | None = None
    city_max: int | None = None
    ranges: Ranges = field(default_factory=dict)
    #: Application's number to the reason for it.
    forced_in: Mapping[str, str] = field(default_factory=dict)
    forced_out: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.of_rules or self.forced_in or self.forced_out)

    @property
    def of_rules(self) -> bool:
        """Whether a rule is another one than the call's, beside who is held in or out."""
        return bool(self.places is not None or self.city_max is not None or self.ranges)

    def plain(self) -> dict[str, Any]:
        """Return the changes as plain data; an empty record where there is none."""
        said: dict[str, Any] = {}
        if self.places is not None:
            said["places"] = self.places
        if self.city_max is not None:
            said["city_max"] = self.city_max
        if self.ranges:
            said["ranges"] = {
                attr: {value: list(pair) for value, pair in sorted(values.items())}
                for attr, values in sorted(self.ranges.items())
            }
        if self.forced_in:
            said["forced_in"] = dict(sorted(self.forced_in.items()))
        if self.forced_out:
            said["forced_out"] = dict(sorted(self.forced_out.items()))
        if self.reason and said:
            said["reason"] = self.reason
        return said

    def with_range(self, attr: str, value: str, low: int, high: int) -> "Changes":
        """Return the changes with one range set."""
        ranges = {known: dict(values) for known, values in self.ranges.items()}
        ranges.setdefault(attr, {})[value] = (low, high)
        return replace(self, ranges=ranges)


def read(plain: Mapping[str, Any]) -> Changes:
    """Return the changes of a record."""
    return Changes(
        places=plain.get("places"),
        city_max=plain.get("city_max"),
        ranges={
            attr: {value: (pair[0], pair[1]) for value, pair in values.items()}
            for attr, values in (plain.get("ranges") or {}).items()
        },
        forced_in=plain.get("forced_in") or {},
        forced_out=plain.get("forced_out") or {},
        reason=plain.get("reason") or "",
    )


def applied(ranges: Ranges, changes: Changes) -> dict[str, dict[str, tuple[int, int]]]:
    """Return the ranges of a call with the changed ones in their stead."""
    found = {attr: dict(values) for attr, values in ranges.items()}
    for attr, values in changes.ranges.items():
        found.setdefault(attr, {}).update(values)
    return found


def widened(changes: Changes, ranges: Mapping[str, Any], repair: Iterable[Mapping[str, Any]]) -> Changes:
    """Return the changes with rules given as far as a repair says; ``ranges`` are those that left no list."""
    for row in repair:
        if row["attr"] == "k":
            changes = replace(changes, places=row["to"])
        elif row["attr"] == "city_max":
            changes = replace(changes, city_max=row["to"])
        else:
            known = changes.ranges.get(row["attr"], {}).get(row["value"])
            low, high = known or ranges[row["attr"]][row["value"]]
            low, high = (row["to"], high) if row["side"] == "min" else (low, row["to"])
            changes = changes.with_range(row["attr"], row["value"], low, high)
    return changes


def without(changes: Changes, known: Changes) -> Changes:
    """Return what of these changes is not among the known ones: what a step beside a changed list is about."""
    ranges = {
        attr: {value: span for value, span in values.items() if known.ranges.get(attr, {}).get(value) != span}
        for attr, values in changes.ranges.items()
    }
    return Changes(
        changes.places if changes.places != known.places else None,
        changes.city_max if changes.city_max != known.city_max else None,
        {attr: values for attr, values in ranges.items() if values},
        {one: why for one, why in changes.forced_in.items() if known.forced_in.get(one) != why},
        {one: why for one, why in changes.forced_out.items() if known.forced_out.get(one) != why},
        changes.reason,
    )
