"""What is asked of a what-if: every rule as it stands now, what was typed for it, and one more or one fewer as a single step."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hansa.applications.models import SelectionRun
from hansa.applications.rules.changes import Changes, applied, read
from hansa.applications.rules.terms import UNLIMITED, Terms
from hansa.applications.services.bounds import Regions, value_label

MOST = 100_000


@dataclass(frozen=True)
class Line:
    """One value that a rule may speak of: what the rule says now, how many are chosen, and how many there are."""

    name: str
    label: str
    low: int
    high: int | None
    now: int
    among: int
    is_ruled: bool


def lines_of(run: SelectionRun, terms: Terms, language: str, regions: Regions = None) -> Iterator[Line]:
    """Yield every value that a rule speaks of or candidates have, the ruled ones first."""
    chosen = set(run.result.get("selected", []))
    ranges = applied(terms.ranges, read(run.changes))
    for attr in run.rules["attrs"]:
        among = Counter(row[attr] for row in run.candidates)
        now = Counter(row[attr] for row in run.candidates if row["id"] in chosen)
        ruled = ranges.get(attr, {})
        for value in sorted({*among, *ruled}, key=lambda value: (value not in ruled, value)):
            if not value:
                continue
            low, high = ruled.get(value, (0, UNLIMITED))
            yield Line(
                f"{attr}={value}",
                value_label(attr, value, language, regions),
                low,
                None if high >= UNLIMITED else high,
                now[value],
                among[value],
                value in ruled,
            )


def typed(said: Mapping[str, str], lines: list[Line]) -> list[dict[str, Any]]:
    """Return each line with what was typed for it, else what the rule says."""
    return [
        {
            "line": line,
            "low": said.get(f"low:{line.name}", line.low or ""),
            "high": said.get(f"high:{line.name}", "" if line.high is None else line.high),
        }
        for line in lines
    ]


def _number(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if plain.isdecimal() and len(plain) <= 6 and int(plain) <= MOST else None


def changes_typed(said: Mapping[str, str], run: SelectionRun, lines: list[Line], terms: Terms) -> Changes:
    """Return what the form changes of the rules that the list has now."""
    changes = replace(read(run.changes), reason="")
    places, city_max = _number(said.get("places")), _number(said.get("city_max"))
    if places and places != run.rules["k"]:
        changes = replace(changes, places=places)
    if city_max and city_max != (read(run.changes).city_max or terms.places_per_city):
        changes = replace(changes, city_max=city_max)
    for line in lines:
        if f"low:{line.name}" not in said:
            continue
        low, high = _number(said.get(f"low:{line.name}")) or 0, _number(said.get(f"high:{line.name}"))
        if (low, high) != (line.low, line.high):
            attr, _sign, value = line.name.partition("=")
            changes = changes.with_range(attr, value, low, UNLIMITED if high is None else high)
    held_in, held_out = _held(said, "forced_in"), _held(said, "forced_out")
    return replace(
        changes,
        forced_in={**changes.forced_in, **held_in},
        forced_out={**changes.forced_out, **held_out},
    )


def _held(said: Mapping[str, str], side: str) -> dict[str, str]:
    """Return whom the form holds in, or out, with the reason."""
    number = said.get(side, "").strip().upper()
    return {number: said.get(f"{side}_reason", "").strip()} if number else {}


def stepped(said: Mapping[str, str], run: SelectionRun, lines: list[Line]) -> Changes | None:
    """Return the changes of a single step: one more, or one fewer, of a value than the list has now."""
    name, sign = said.get("more") or said.get("fewer") or "", 1 if said.get("more") else -1
    line = next((line for line in lines if line.name == name), None)
    if line is None:
        return None
    attr, _sign, value = name.partition("=")
    wanted = max(0, line.now + sign)
    high = UNLIMITED if line.high is None else line.high
    low, high = (wanted, max(wanted, high)) if sign > 0 else (min(line.low, wanted), wanted)
    return replace(read(run.changes), reason="").with_range(attr, value, low, high)
