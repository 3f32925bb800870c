"""A stranger's check of a sealed decision: open the bundle, hold it to its seal, run it again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hansa.applications.rules import lots
from hansa.applications.rules.selection import departures
from hansa.applications.rules.selection.bundle import SEALED, fingerprint
from hansa.applications.rules.selection.files import FileRefused, one_line, read_instance
from hansa.applications.rules.selection.files.refusal import quoted
from hansa.applications.rules.selection.instance import Instance
from hansa.applications.rules.selection.opening import MOST_BUNDLE, BundleRefused, object_in, opened
from hansa.applications.rules.selection.relaxation import solver_version
from hansa.applications.rules.selection.rerun import differences_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: whatever differs, one line each, and what is worth knowing beside."""

    differences: tuple[str, ...]
    notes: tuple[str, ...]
    seal: str

    @property
    def is_same(self) -> bool:
        """Whether the decision is the one that was sealed, and comes out again."""
        return not self.differences


def verify(data: bytes, *, time_limit: float | None = None) -> Verdict:
    """Check a bundle and run its decision again; raises ``BundleRefused`` or ``FileRefused``."""
    members = opened(data)
    seal = object_in("seal.json", members["seal.json"])
    sums, drawn, solver = _said_by(seal)
    tampered = tuple(
        f"{name}: is not the file that was sealed"
        for name in SEALED
        if hashlib.sha256(members[name]).hexdigest() != sums.get(name)
    )
    if fingerprint(seal) != seal.get("seal"):
        tampered += ("seal.json: was changed after sealing",)
    if tampered:
        return Verdict(tampered, (), one_line(str(seal.get("seal"))))
    instance = read_instance(members["rules.json"], members["applicants.csv"])
    result = object_in("result.json", members["result.json"])
    differences, notes = _lots(instance, drawn)
    wrong, told = _changes(seal, object_in("rules.json", members["rules.json"]))
    differences, notes = differences + wrong, notes + told
    now = solver_version()
    if solver != now:
        notes.append(one_line(f"sealed with {solver}, run again with {now}"))
    differences += differences_of(instance, result, time_limit)
    return Verdict(tuple(differences), tuple(notes), str(seal["seal"]))


def _changes(seal: Mapping[str, Any], rules: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Say what a board changed, and why; and where the list was not computed by that."""
    if "changes" not in seal:
        return [], ["sealed before seals said what a board changed"]
    wrong = departures.read(seal["changes"])
    if wrong:
        raise BundleRefused(f"seal.json: changes: {wrong}")
    return departures.contradictions(seal["changes"], rules), departures.told(seal["changes"])


def _said_by(seal: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], str]:
    sums, drawn, solver = seal.get("sha256"), seal.get("lots"), seal.get("solver")
    if not isinstance(sums, dict):
        raise BundleRefused("seal.json: sha256: the sums of the three files are missing")
    if not isinstance(drawn, dict) or not isinstance(drawn.get("seed"), str):
        raise BundleRefused("seal.json: lots: the seed is missing")
    try:
        drawn["seed"].encode()
    except UnicodeEncodeError:
        raise BundleRefused("seal.json: lots: the seed is no text") from None
    if not isinstance(solver, str):
        raise BundleRefused("seal.json: solver: is missing")
    return sums, drawn, solver


def _lots(instance: Instance, drawn: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Draw the lots again, where they were drawn for what stands in the bundle."""
    if drawn.get("drawn_for") == "numbers":
        return [], [
            "the lots were drawn for numbers that are not in the bundle; they are taken as they stand"
        ]
    if drawn.get("derivation") != lots.DERIVATION:
        raise BundleRefused("seal.json: lots.derivation: not one that is known here")
    again = lots.draw(drawn["seed"], (candidate.id for candidate in instance.candidates))
    other = sorted(candidate.id for candidate in instance.candidates if again[candidate.id] != candidate.lot)
    if not other:
        return [], []
    return [
        one_line(f"applicants.csv: {len(other)} lots do not follow from the seed, {quoted(other[0])} first")
    ], []


__all__ = ["MOST_BUNDLE", "BundleRefused", "FileRefused", "Verdict", "opened", "verify"]
