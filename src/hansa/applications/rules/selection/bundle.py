"""A sealed decision as one file that lets a stranger run it again: ``rules.json``, ``applicants.csv``,
``result.json`` and ``seal.json`` in a zip.

Nobody is named in it. Ids are pseudonyms, cities are numbered. Where the lots were drawn for pseudonyms
(see ``rules/lots.py``) these are the ids, and anybody can draw the lots again; where an older list drew
them for the applications' numbers, the ids just count in order of lot, and the seal says that the lots
cannot be drawn again from the bundle. The same values always give the same bytes.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from hansa.applications.rules import lots
from hansa.applications.rules.selection import departures
from hansa.applications.rules.selection.files.results import dumped

FORMAT = "hansa selection 1"
SEALED = ("rules.json", "applicants.csv", "result.json")
MEMBERS = (*SEALED, "seal.json")
COUNTED = "A and the lot: the office keeps whose it is."
MOMENT = (1980, 1, 1, 0, 0, 0)
"""A zip asks for a date; the same one always, so that the same decision is the same file."""


def write(
    *,
    rules: Mapping[str, Any],
    candidates: Sequence[Mapping[str, Any]],
    result: Mapping[str, Any],
    lots_seed: str,
    derivation: str = lots.DERIVATION,
    solver: str,
    changes: Mapping[str, Any] | None = None,
    key: bytes | None = None,
) -> bytes:
    """Return the bundle of a list, from the values that its record holds.

    ``candidates`` are rows of ``applicants.csv`` with the applications' numbers as ids; ``key`` is the
    office's, with which the lots were drawn; ``changes`` are as in ``departures``. Nothing in it follows from the
    day or the program's version, so that a decision has one seal for good; and nothing stands in the order of the
    numbers, or is a sum over them, so that nobody can guess at whose row is whose.
    """
    rows = sorted(candidates, key=lambda row: int(row["lot"]))
    names = _drawn_for(rows, lots_seed, key)
    can_be_drawn = names is not None
    names = names or _counted(rows)
    contents = {
        "rules.json": dumped(_named_rules(rules, names)),
        "applicants.csv": _table(rows, list(rules["attrs"]), names),
        "result.json": dumped(_named_result(result, names)),
    }
    contents["seal.json"] = dumped(
        sealed(
            {
                "format": FORMAT,
                "sha256": {name: hashlib.sha256(contents[name]).hexdigest() for name in SEALED},
                "ids": lots.PSEUDONYM if can_be_drawn else COUNTED,
                "lots": {
                    "seed": lots_seed,
                    "drawn_for": "ids" if can_be_drawn else "numbers",
                    "derivation": lots.DERIVATION if can_be_drawn else derivation,
                },
                "solver": solver,
                "changes": _named_changes(changes or {}, rules, names),
            }
        )
    )
    return packed(contents)


def sealed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a seal says, with its own fingerprint: the one number that stands for all of it."""
    return {**said, "seal": fingerprint(said)}


def fingerprint(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of everything that a seal says beside it."""
    rest = {field: value for field, value in said.items() if field != "seal"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a zip; stored, since compressors differ from one machine to the next."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in contents.items():
            member = zipfile.ZipInfo(name, MOMENT)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, data)
    return whole.getvalue()


def _drawn_for(rows: Sequence[Mapping[str, Any]], seed: str, key: bytes | None) -> dict[str, str] | None:
    """Return each number's pseudonym where the lots were drawn for these."""
    if key is None:
        return None
    names = lots.pseudonyms(key, (row["id"] for row in rows))
    drawn = lots.draw(seed, names.values())
    return names if all(drawn[names[row["id"]]] == row["lot"] for row in rows) else None


def _counted(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    width = max(3, len(str(len(rows))))
    return {row["id"]: f"A{row['lot']:0{width}d}" for row in rows}


def _named_rules(rules: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    held = {
        field: sorted(names[one] for one in rules.get(field, ())) for field in ("forced_in", "forced_out")
    }
    return {**rules, **held}


def _named_changes(
    changes: Mapping[str, Any], rules: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """Return the changes with pseudonyms, in the reasons too: a board writes the numbers that it sees."""
    number = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(names, reverse=True)))

    def said(reason: str) -> str:
        return number.sub(lambda hit: names[hit.group()], reason)

    held = {}
    for field in departures.HELD:
        given = changes.get(field, {})
        held[field] = dict(sorted((names[one], said(given.get(one, ""))) for one in rules.get(field, ())))
    reasons = [said(reason) for reason in changes.get("reasons", ())]
    return {"rules": list(changes.get("rules", ())), "reasons": reasons, **held}


def _named_result(result: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    said = dict(result)
    if "selected" in said:
        said["selected"] = [names[one] for one in said["selected"]]
    if "explanations" in said:
        standings = ((names[one], standing) for one, standing in said["explanations"].items())
        said["explanations"] = dict(sorted(standings, key=lambda pair: pair[0]))
    return said


def _table(rows: Sequence[Mapping[str, Any]], attrs: Sequence[str], names: Mapping[str, str]) -> bytes:
    cities = {city: number for number, city in enumerate(dict.fromkeys(row["city"] for row in rows), start=1)}
    width = max(2, len(str(len(cities))))
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["id", "city", *attrs, "merit", "lot"])
    for row in rows:
        city = f"C{cities[row['city']]:0{width}d}"
        table.writerow([names[row["id"]], city, *(row[attr] for attr in attrs), row["merit"], row["lot"]])
    return text.getvalue().encode()
