"""How a chosen list stands in its field, counted for pictures: points, rules and cities. No picture is drawn here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
#: So many columns of points can still be told apart on a phone.
MOST_COLUMNS = 48
#: Higher columns are drawn as bars.
MOST_DOTS = 16
_STEPS = (1, 2, 5)


class Fate(StrEnum):
    """What a list means for a candidate."""

    CHOSEN = "chosen"
    RESERVE = "reserve"
    OUT = "out"


@dataclass(frozen=True)
class Field:
    """The candidates of a list and what became of each."""

    rows: Sequence[Row]
    chosen: frozenset[str]
    reserve: frozenset[str]

    @classmethod
    def of(cls, rows: Sequence[Row], chosen: Iterable[str], reserve: Iterable[str]) -> "Field":
        """Return the field of a recorded list."""
        inside = frozenset(chosen)
        return cls(rows, inside, frozenset(reserve) - inside)

    def fate(self, row: Row) -> Fate:
        """Return what the list means for one candidate."""
        if row["id"] in self.chosen:
            return Fate.CHOSEN
        return Fate.RESERVE if row["id"] in self.reserve else Fate.OUT

    def by_points(self) -> frozenset[str]:
        """Return whom points alone would choose, the earlier lot among equals: no rule, no city's cap."""
        best = sorted(self.rows, key=lambda row: (-row["merit"], row["lot"]))
        return frozenset(row["id"] for row in best[: len(self.chosen)])


@dataclass(frozen=True)
class Counts:
    """How many are chosen, on the reserve and neither."""

    chosen: int = 0
    reserve: int = 0
    out: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.chosen + self.reserve + self.out

    @classmethod
    def of(cls, fates: Mapping[Fate, int]) -> "Counts":
        """Return the counts of a tally."""
        return cls(fates.get(Fate.CHOSEN, 0), fates.get(Fate.RESERVE, 0), fates.get(Fate.OUT, 0))


@dataclass(frozen=True)
class Column:
    """Candidates of the same points, or of points from ``low`` to ``high``."""

    low: int
    high: int
    counts: Counts


@dataclass(frozen=True)
class Spread:
    """All candidates by their points."""

    columns: tuple[Column, ...]
    step: int
    least: int
    most: int
    #: The points of the lowest who is chosen.
    lowest: int
    #: How many have more points than the lowest chosen and are not chosen.
    passed_over: int
    #: Points that some who are chosen and some who are not have alike, with how many of each; the highest first.
    ties: tuple[tuple[int, int, int], ...]

    @property
    def highest_column(self) -> int:
        """How many candidates stand in the fullest column."""
        return max(column.counts.all for column in self.columns)

    @property
    def is_dotted(self) -> bool:
        """Whether each candidate can have a mark of their own."""
        return self.highest_column <= MOST_DOTS


def spread_of(field: Field) -> Spread | None:
    """Return the candidates by points, in columns wide enough that there are not too many; None without a list."""
    if not field.chosen or not field.rows:
        return None
    points = [row["merit"] for row in field.rows]
    least, most = min(points), max(points)
    step = _step(most - least + 1)
    first = least // step * step
    tally: dict[int, Counter[Fate]] = {}
    for row in field.rows:
        tally.setdefault(row["merit"], Counter())[field.fate(row)] += 1
    columns = []
    for low in range(first, most + 1, step):
        fates: Counter[Fate] = Counter()
        for at in range(low, low + step):
            fates.update(tally.get(at, {}))
        columns.append(Column(low, low + step - 1, Counts.of(fates)))
    lowest = min(row["merit"] for row in field.rows if row["id"] in field.chosen)
    ties = [
        (at, fates[Fate.CHOSEN], fates[Fate.RESERVE] + fates[Fate.OUT])
        for at, fates in sorted(tally.items(), reverse=True)
        if fates[Fate.CHOSEN] and fates[Fate.RESERVE] + fates[Fate.OUT]
    ]
    passed = sum(row["merit"] > lowest and row["id"] not in field.chosen for row in field.rows)
    return Spread(tuple(columns), step, least, most, lowest, passed, tuple(ties))


def _step(width: int) -> int:
    """Return the least of 1, 2, 5, 10, 20, … by which so wide a span falls into few enough columns."""
    scale = 1
    while True:
        for digit in _STEPS:
            step = digit * scale
            # A span that does not begin where a column does needs one more.
            if -(-width // step) + (step > 1) <= MOST_COLUMNS:
                return step
        scale *= 10


@dataclass(frozen=True)
class Mark:
    """Where a list stands to one value that a rule may speak of."""

    attr: str
    value: str
    #: The rule's span; None above for no maximum. Without a rule (0, None).
    low: int
    high: int | None
    is_ruled: bool
    now: int
    #: How many points alone would choose.
    by_points: int
    among: int
    #: How many a list would have that is made like the field of candidates.
    share: float

    @property
    def top(self) -> int:
        """The last figure of the axis."""
        return max(self.now, self.by_points, self.high or 0, self.low, round(self.share), 1) + 1

    @property
    def is_at_limit(self) -> bool:
        """Whether the list could have no more, or no fewer, under the rule."""
        return self.is_ruled and self.now in (self.low, self.high) and self.now > 0


def marks_of(
    field: Field, ranges: Mapping[str, Mapping[str, Sequence[int]]], attrs: Iterable[str], *, unlimited: int
) -> list[Mark]:
    """Return every value of these attributes, the ruled ones first, with how the list stands to it."""
    found, alone, k, size = [], field.by_points(), len(field.chosen), len(field.rows)
    for attr in attrs:
        ruled = ranges.get(attr, {})
        among = Counter(row[attr] for row in field.rows)
        now = Counter(row[attr] for row in field.rows if row["id"] in field.chosen)
        best = Counter(row[attr] for row in field.rows if row["id"] in alone)
        for value in sorted({*among, *ruled}, key=lambda value: (value not in ruled, value)):
            if not value:
                continue
            low, high = ruled.get(value, (0, unlimited))
            is_ruled = (low, high) != (0, unlimited) and value in ruled
            found.append(
                Mark(
                    attr, value, low, None if high >= min(unlimited, max(k, 1)) else high, is_ruled,
                    now[value], best[value], among[value], k * among[value] / size if size else 0.0,
                )
            )  # fmt: skip
    return sorted(found, key=lambda mark: not mark.is_ruled)


def cities_of(field: Field) -> dict[str, Counts]:
    """Return for each city what became of its candidates, the cities with most places first."""
    tally: dict[str, Counter[Fate]] = {}
    for row in field.rows:
        tally.setdefault(row["city"], Counter())[field.fate(row)] += 1
    counts = {city: Counts.of(fates) for city, fates in tally.items()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1].chosen, -item[1].reserve, item[0])))
