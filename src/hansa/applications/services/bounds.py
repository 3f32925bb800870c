"""A list's rules in words, each with how the list stands to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.applications.models import SelectionRun
from hansa.applications.rules.changes import Changes, applied, read
from hansa.applications.rules.terms import UNLIMITED, Terms
from hansa.foundation.i18n import in_language
from hansa.network.selectors import region_names

#: The regions' names where a page has read them once; else they are read where they are needed.
Regions = Mapping[str, dict[str, str]] | None


@dataclass(frozen=True)
class RuleRow:
    """One rule: what it says, how many the list has now, whether it is at its bound, and what a step would gain."""

    text: str
    now: int | None = None
    binds: bool = False
    attr: str = ""
    value: str = ""
    low: int = 0
    high: int = UNLIMITED
    #: Whether the board set it otherwise than the call.
    changed: bool = False
    #: The gain in points if a side alone were wider by one, as ``(side, points)``; empty where it is not known.
    prices: tuple[tuple[str, int], ...] = ()


def rule_rows(
    run: SelectionRun | None, terms: Terms, language: str, regions: Regions = None
) -> list[RuleRow]:
    """Return the city cap and every range; with a list, those it was computed by and how many of it count."""
    regions = region_names() if regions is None else regions
    chosen = set((run.result.get("selected") or []) if run is not None else [])
    rows = [row for row in (run.candidates if run is not None else []) if row["id"] in chosen]
    has_list, prices = bool(chosen), _prices(run)
    changed = read(run.changes) if run is not None else Changes()
    city_max, ranges = changed.city_max or terms.places_per_city, applied(terms.ranges, changed)
    found = []
    if city_max is not None:
        most = max(Counter(row["city"] for row in rows).values(), default=0)
        found.append(
            RuleRow(
                _("At most %(most)s a city") % {"most": city_max},
                most if has_list else None,
                has_list and most == city_max,
                attr="city_max",
                high=city_max,
                changed=changed.city_max is not None,
                prices=prices.get(("city_max", ""), ()),
            )
        )
    for attr, values in sorted(ranges.items()):
        counts = Counter(row.get(attr) for row in rows)
        for value, (low, high) in sorted(values.items()):
            if (low, high) == (0, UNLIMITED):
                continue
            count = counts[value]
            found.append(
                RuleRow(
                    _span(low, high, value_label(attr, value, language, regions)),
                    count if has_list else None,
                    has_list and count in (low, high) and count > 0,
                    attr,
                    value,
                    low,
                    high,
                    changed=value in changed.ranges.get(attr, {}),
                    prices=prices.get((attr, value), ()),
                )
            )
    return found


def _prices(run: SelectionRun | None) -> dict[tuple[str, str], tuple[tuple[str, int], ...]]:
    found: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
    for row in run.prices if run is not None else ():
        if row["price"]:
            key = (row["attr"], row["value"])
            found[key] = (*found.get(key, ()), (row["side"], row["price"]))
    return found


def value_label(attr: str, value: str, language: str, regions: Regions = None) -> str:
    """Return a range's value as people call it."""
    if attr == "region":
        names = region_names() if regions is None else regions
        return in_language(names.get(value, {}), language) or value
    return f"{attr}: {value}"


def bound_text(bound: dict[str, Any], language: str, regions: Regions = None) -> str:
    """Say one side of one rule, as a conflict names it."""
    if bound["attr"] == "city_max":
        return _("At most %(most)s a city") % {"most": bound["at"]}
    if bound["attr"] == "k":
        return _("%(count)s places") % {"count": bound["at"]}
    label = value_label(bound["attr"], bound["value"], language, regions)
    if bound["side"] == "min":
        return _span(bound["at"], UNLIMITED, label)
    return _span(0, bound["at"], label)


def span_text(row: Mapping[str, Any], language: str, regions: Regions = None) -> str:
    """Say a whole rule as it was kept beside a list."""
    if row["attr"] == "city_max":
        return _("At most %(most)s a city") % {"most": row["high"]}
    return _span(row["low"], row["high"], value_label(row["attr"], row["value"], language, regions))


def changes_text(changes: Changes, language: str, regions: Regions = None) -> list[str]:
    """Say each change of the rules, and who is held in or out."""
    said = []
    if changes.places is not None:
        said.append(
            ngettext("%(count)s place", "%(count)s places", changes.places) % {"count": changes.places}
        )
    if changes.city_max is not None:
        said.append(_("At most %(most)s a city") % {"most": changes.city_max})
    for attr, values in sorted(changes.ranges.items()):
        said += [
            _span(low, high, value_label(attr, value, language, regions))
            for value, (low, high) in sorted(values.items())
        ]
    said += [
        _("%(number)s held in: %(reason)s") % {"number": number, "reason": reason}
        for number, reason in sorted(changes.forced_in.items())
    ]
    said += [
        _("%(number)s held out: %(reason)s") % {"number": number, "reason": reason}
        for number, reason in sorted(changes.forced_out.items())
    ]
    return said


def binding_of(run: SelectionRun, terms: Terms) -> list[dict[str, Any]]:
    """Return the rules that a list is at the limit of, as plain data to be said in any language."""
    return [
        {"attr": row.attr, "value": row.value, "low": row.low, "high": row.high}
        for row in rule_rows(run, terms, "en")
        if row.binds
    ]


def repair_text(repair: dict[str, Any], language: str, regions: Regions = None) -> str:
    """Say how far one side of one rule would have to give."""
    said = bound_text({**repair, "at": repair["from"]}, language, regions)
    return _("“%(rule)s”: %(to)s instead of %(from)s") % {
        "rule": said,
        "to": repair["to"],
        "from": repair["from"],
    }


def _span(low: int, high: int, label: str) -> str:
    if low == high:
        return _("Exactly %(count)s: %(label)s") % {"count": low, "label": label}
    if high >= UNLIMITED:
        return _("At least %(least)s: %(label)s") % {"least": low, "label": label}
    if low == 0:
        return _("At most %(most)s: %(label)s") % {"most": high, "label": label}
    return _("From %(least)s to %(most)s: %(label)s") % {"least": low, "most": high, "label": label}
