"""What goes into a sealed decision beside rules, rows and result: what differs from the call and why, naming nobody."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hansa.applications import selectors
from hansa.applications.enums import RunKind
from hansa.applications.models import Application, SelectionRun
from hansa.applications.rules import blinding
from hansa.applications.rules.changes import Changes, read
from hansa.applications.rules.selection.departures import departures

#: The file speaks English wherever it is taken, so that it is the same file.
OFFERED = "had been offered a place"
GAVE_BACK = "no longer stands for a place"
RESERVE_FIRST = "the reserve is asked first"
NOT_ASKED = "was not asked for this place"
ADDED = "A place was added after an appeal."


def changes_of(run: SelectionRun) -> dict[str, Any]:
    """Return how a list's rules differ from those of its call, the board's reasons, and why somebody is held in or out."""
    terms = selectors.terms_of(run.call)
    changed = [read(run.changes), *([read(run.base.changes)] if run.base is not None else [])]
    reasons = [changes.reason for changes in changed if changes.reason]
    places = _places(run, terms.places)
    if run.kind == RunKind.APPEAL and places is not None and places < run.rules["k"]:
        reasons.append(ADDED)
    held_in = _reasons(run.rules["forced_in"], [changes.forced_in for changes in changed])
    held_out = _reasons(run.rules["forced_out"], [changes.forced_out for changes in changed])
    if run.base is not None:
        held_in = {number: reason or OFFERED for number, reason in held_in.items()}
        had, others = set(run.base.result.get("selected") or ()), set(run.about.get("others") or ())
        for number, reason in held_out.items():
            why = GAVE_BACK if number in had else RESERVE_FIRST if number in others else NOT_ASKED
            held_out[number] = reason or why
    return {
        "rules": departures(run.rules, places=places, city_max=terms.places_per_city, ranges=terms.ranges),
        "reasons": reasons,
        "forced_in": held_in,
        "forced_out": held_out,
    }


def without_names(changes: Changes, call: Any) -> Changes:
    """Return changes whose reasons have an applicant's number where they named them.

    Done when a reason is written down and not when it is handed out, since after an erasure nobody would know the name.
    Of whoever is held in or out each part of the name counts, of the others the whole of it.
    """
    if not (changes.reason or changes.forced_in or changes.forced_out):
        return changes
    held = {*changes.forced_in, *changes.forced_out}
    people = Application.objects.filter(call=call).exclude(number="").values_list("number", "applicant__name")
    words = {
        number: blinding.names_of(name) if number in held else [name]
        for number, name in people
        if name.strip()
    }

    def said(reason: str) -> str:
        for number, names in words.items():
            reason = blinding.covered(reason, names, addresses=False).replace(blinding.COVER, number)
        return blinding.covered(reason, ())

    return replace(
        changes,
        reason=said(changes.reason),
        forced_in={number: said(reason) for number, reason in changes.forced_in.items()},
        forced_out={number: said(reason) for number, reason in changes.forced_out.items()},
    )


def _places(run: SelectionRun, places: int | None) -> int | None:
    """Return how many places the list would have had without a change; None where the call does not say."""
    k: int = run.rules["k"]
    if run.base is not None:
        # A list solved again fills the places that are free: fewer are no change of a rule.
        return min(k, run.base.rules["k"])
    if places is None:
        return None
    cities: dict[str, int] = {}
    for row in run.candidates:
        cities[row["city"]] = cities.get(row["city"], 0) + 1
    return min(places, sum(min(count, run.rules["city_max"]) for count in cities.values()))


def _reasons(held: list[str], given: list[Mapping[str, str]]) -> dict[str, str]:
    return {number: next((of[number] for of in given if of.get(number)), "") for number in held}
