"""A list's rules in words, each with how the list stands to it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hansa.applications.models import SelectionRun
from hansa.applications.rules.terms import UNLIMITED, Terms
from hansa.foundation.i18n import in_language
from hansa.network.selectors import regions


@dataclass(frozen=True)
class RuleRow:
    """One rule: what it says, how many the list has now, and whether it is at its bound."""

    text: str
    now: int | None = None
    binds: bool = False


def rule_rows(run: SelectionRun | None, terms: Terms, language: str) -> list[RuleRow]:
    """Return the city cap and every range; with a list, how many of it count."""
    chosen = set((run.result.get("selected") or []) if run is not None else [])
    rows = [row for row in (run.candidates if run is not None else []) if row["id"] in chosen]
    found = []
    if terms.places_per_city is not None:
        cities: dict[str, int] = {}
        for row in rows:
            cities[row["city"]] = cities.get(row["city"], 0) + 1
        most = max(cities.values(), default=0)
        found.append(
            RuleRow(
                _("At most %(most)s a city") % {"most": terms.places_per_city},
                most if run is not None else None,
                most == terms.places_per_city,
            )
        )
    for attr, values in sorted(terms.ranges.items()):
        for value, (low, high) in sorted(values.items()):
            count = sum(1 for row in rows if row.get(attr) == value)
            label = value_label(attr, value, language)
            found.append(
                RuleRow(
                    _span(low, high, label),
                    count if run is not None else None,
                    run is not None and count in (low, high) and count > 0,
                )
            )
    return found


def value_label(attr: str, value: str, language: str) -> str:
    """Return a range's value as people call it."""
    if attr == "region":
        return next((in_language(row.name, language) for row in regions() if row.key == value), value)
    return f"{attr}: {value}"


def bound_text(bound: dict[str, Any], language: str) -> str:
    """Say one side of one rule, as a conflict names it."""
    if bound["attr"] == "city_max":
        return _("At most %(most)s a city") % {"most": bound["at"]}
    if bound["attr"] == "k":
        return _("%(count)s places") % {"count": bound["at"]}
    label = value_label(bound["attr"], bound["value"], language)
    if bound["side"] == "min":
        return _span(bound["at"], UNLIMITED, label)
    return _span(0, bound["at"], label)


def _span(low: int, high: int, label: str) -> str:
    if high >= UNLIMITED:
        return _("At least %(least)s: %(label)s") % {"least": low, "label": label}
    if low == 0:
        return _("At most %(most)s: %(label)s") % {"most": high, "label": label}
    return _("From %(least)s to %(most)s: %(label)s") % {"least": low, "most": high, "label": label}
