"""A stranger's check of a sealed decision: open the bundle, hold it to its seal, run it again."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hansa.applications.rules import lots
from hansa.applications.rules.selection.bundle import MEMBERS, SEALED, fingerprint
from hansa.applications.rules.selection.explanations import explain
from hansa.applications.rules.selection.feasibility import is_infeasible
from hansa.applications.rules.selection.files import MOST_BYTES, FileRefused, one_line, read_instance
from hansa.applications.rules.selection.files.refusal import quoted
from hansa.applications.rules.selection.files.results import answer_of, standings_of
from hansa.applications.rules.selection.instance import Instance
from hansa.applications.rules.selection.relaxation import solver_version
from hansa.applications.rules.selection.solve import solve

MOST_BUNDLE = 96 << 20
MOST_MEMBER = {
    "rules.json": MOST_BYTES["rules"],
    "applicants.csv": MOST_BYTES["applicants"],
    "result.json": 32 << 20,
    "seal.json": 1 << 16,
}
MOST_DIRECTORY = 4096
"""Four members fill some 200 bytes of a zip's directory; a longer one is not read."""


class BundleRefused(ValueError):
    """This is no bundle of a sealed decision; the message is one line."""


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
    seal = _json("seal.json", members["seal.json"])
    sums, drawn, solver = _said_by(seal)
    tampered = tuple(
        f"{name}: is not the file that was sealed"
        for name in SEALED
        if hashlib.sha256(members[name]).hexdigest() != sums.get(name)
    )
    if fingerprint(seal) != seal.get("seal"):
        tampered += ("seal.json: was changed after sealing",)
    if tampered:
        return Verdict(tampered, (), str(seal.get("seal")))
    instance = read_instance(members["rules.json"], members["applicants.csv"])
    result = _json("result.json", members["result.json"])
    differences, notes = _lots(instance, drawn)
    now = solver_version()
    if solver != now:
        notes.append(one_line(f"sealed with {solver}, run again with {now}"))
    differences += _again(instance, result, time_limit)
    return Verdict(tuple(differences), tuple(notes), str(seal["seal"]))


def opened(data: bytes) -> dict[str, bytes]:
    """Return the four members of a bundle; refuse anything else that a zip can hold."""
    if len(data) > MOST_BUNDLE:
        raise BundleRefused(f"larger than {MOST_BUNDLE >> 20} MB")
    _refuse_long_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            _refuse_others([member.filename for member in listed])
            return {member.filename: _content(archive, member) for member in listed}
    except BundleRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as fault:
        raise BundleRefused(one_line(f"cannot be opened as a zip: {fault}")) from None


def _refuse_long_directory(data: bytes) -> None:
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise BundleRefused("is no zip")
    if int.from_bytes(data[end + 12 : end + 16], "little") > MOST_DIRECTORY:
        raise BundleRefused("holds more than the four files of a bundle")


def _refuse_others(names: list[str]) -> None:
    for name in names:
        if name not in MEMBERS:
            raise BundleRefused(one_line(f"{quoted(name)} does not belong into a bundle"))
        if names.count(name) > 1:
            raise BundleRefused(f"{name} is in it twice")
    for name in MEMBERS:
        if name not in names:
            raise BundleRefused(f"{name} is missing")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise BundleRefused(f"{member.filename}: is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleRefused(f"{member.filename}: is compressed in a way that is not read")
    most = MOST_MEMBER[member.filename]
    if member.file_size > most:
        raise BundleRefused(f"{member.filename}: larger than {max(most >> 20, 1)} MB")
    with archive.open(member) as file:
        return file.read(most)


def _json(name: str, data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise BundleRefused(f"{name}: no JSON") from None
    if not isinstance(said, dict):
        raise BundleRefused(f"{name}: must be an object")
    return said


def _said_by(seal: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], str]:
    sums, drawn, solver = seal.get("sha256"), seal.get("lots"), seal.get("solver")
    if not isinstance(sums, dict):
        raise BundleRefused("seal.json: sha256: the sums of the three files are missing")
    if not isinstance(drawn, dict) or not isinstance(drawn.get("seed"), str):
        raise BundleRefused("seal.json: lots: the seed is missing")
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


def _again(instance: Instance, result: Mapping[str, Any], time_limit: float | None) -> list[str]:
    """Run the decision again and name each field that comes out otherwise."""
    found = solve(instance, time_limit=time_limit)
    now = answer_of(found, seconds=0)
    differences = []
    for field in ("status", "value", "bound", "gap", "selected"):
        if field == "selected" and isinstance(result.get(field), list) and field in now:
            differences += _other_people(result[field], now[field])
        elif result.get(field) != now.get(field):
            differences.append(
                one_line(
                    f"result.json: {field}: sealed {quoted(result.get(field))}, now {quoted(now.get(field))}"
                )
            )
    if not differences and now["status"] == "infeasible":
        differences += _conflict(instance, result, now)
    if not differences and now["status"] == "optimal" and "explanations" in result:
        differences += _explanations(result["explanations"], standings_of(explain(instance, found)))
    return differences


def _explanations(sealed: Any, now: dict[str, dict[str, Any]]) -> list[str]:
    if not isinstance(sealed, dict) or sealed.keys() != now.keys():
        return ["result.json: explanations: are not of everybody"]
    other = sorted(one for one in now if sealed[one] != now[one])
    if not other:
        return []
    return [one_line(f"result.json: explanations: {len(other)} come out otherwise, {quoted(other[0])} first")]


def _other_people(sealed: list[Any], now: list[str]) -> list[str]:
    if sealed == now:
        return []
    gone = [one for one in sealed if one not in now]
    come = [one for one in now if one not in sealed]
    if not gone and not come:
        return ["result.json: selected: the same people in another order"]
    said = f"result.json: selected: sealed with {quoted(gone)}, now with {quoted(come)}"
    return [one_line(said)]


def _conflict(instance: Instance, result: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Another conflict of as few rules is as good; what is sealed has to be one."""
    sealed = result.get("conflict")
    if sealed == now["conflict"]:
        return []
    sides = {(b.attr, b.value, b.side, b.at): b for b in instance.bounds()}
    try:
        named = [sides[b["attr"], b["value"], b["side"], b["at"]] for b in sealed or ()]
    except (KeyError, TypeError):
        return ["result.json: conflict: names what is no rule"]
    if len(named) != len(now["conflict"]) or not is_infeasible(instance, named):
        return ["result.json: conflict: is no smallest one"]
    return []


__all__ = ["MOST_BUNDLE", "BundleRefused", "FileRefused", "Verdict", "opened", "verify"]
