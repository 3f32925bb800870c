"""The canonical RDF of many credentials of one cohort, without reading the contexts anew for each.

Credentials of a cohort differ in a few values. Their RDF is asked of pyld once, with marks where those values stand;
each further credential puts its own values in, names the blank nodes and sorts. That is RDFC-1.0 as long as no two
blank nodes look alike by what is said of them directly, which is checked; where it is not so, pyld does it all.

Signing takes this way. Verifying never does: it reads each document for itself.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hansa.credentials.rules.proof import Contexts, canonical_rdf

Path = tuple[str | int, ...]

_MARK = "urn:uuid:00000000-0000-0000-0000-{:012d}"
_MARKED = re.compile(r"urn:uuid:00000000-0000-0000-0000-(\d{12})")
_PARTS = re.compile(r"(_:c14n\d+|urn:uuid:00000000-0000-0000-0000-\d{12})")
_BLANK = re.compile(r"_:c14n\d+")
# A text with any of these is written otherwise in RDF, or could stand for a mark: pyld knows how.
_STRANGE = re.compile(r"[\x00-\x1f\x7f\"\\]|_:c14n|urn:uuid:00000000-")
_VARYING: tuple[Path, ...] = (
    ("id",),
    ("validFrom",),
    ("validUntil",),
    ("awardedDate",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "identifier", 1, "identityHash"),
    ("credentialSubject", "identifier", 1, "salt"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
    ("created",),
)
_VARYING_IN_EVIDENCE = ("id", "name", "description")


@dataclass(frozen=True)
class _Template:
    """Lines of RDF, each cut where a value or the name of a blank node belongs."""

    lines: tuple[tuple[str | int, ...], ...]
    # By blank node: the lines that speak of it.
    blanks: Mapping[str, tuple[int, ...]]


def cohort_rdf(document: Mapping[str, Any], contexts: Contexts) -> bytes:
    """Return what ``canonical_rdf`` returns, quickly for all credentials of a cohort but the first."""
    paths = [path for path in _paths(document) if _has(document, path)]
    values = [_value(document, path) for path in paths]
    if any(not isinstance(value, str) or _STRANGE.search(value) for value in values):
        return canonical_rdf(document, contexts)
    marked = copy.deepcopy(dict(document))
    for place, path in enumerate(paths):
        _put(marked, path, _MARK.format(place))
    template = _template(json.dumps(marked, sort_keys=True), _Contexts(contexts))
    if template is None:
        return canonical_rdf(document, contexts)
    written = _written(template, values)
    return canonical_rdf(document, contexts) if written is None else written


class _Contexts:
    """The pinned contexts as part of a key: they are one object for the whole life of a process."""

    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts

    def __hash__(self) -> int:
        return id(self.contexts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Contexts) and other.contexts is self.contexts


@lru_cache(maxsize=128)
def _template(marked: str, contexts: _Contexts) -> _Template | None:
    text = canonical_rdf(json.loads(marked), contexts.contexts).decode()
    lines = text.splitlines()
    if not lines or len(set(_MARKED.findall(text))) != len(set(_MARKED.findall(marked))):
        return None
    cut = tuple(
        tuple(int(mark[1]) if (mark := _MARKED.fullmatch(part)) else part for part in _PARTS.split(line))
        for line in lines
    )
    blanks: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        for blank in dict.fromkeys(_BLANK.findall(line)):
            blanks.setdefault(blank, []).append(place)
    return _Template(cut, {blank: tuple(places) for blank, places in blanks.items()})


def _written(template: _Template, values: Sequence[str]) -> bytes | None:
    filled = [[values[part] if isinstance(part, int) else part for part in line] for line in template.lines]
    names: dict[str, str] = {}
    if template.blanks:
        hashes = {}
        for blank, places in template.blanks.items():
            said = sorted("".join(_seen_from(blank, filled[place])) + "\n" for place in places)
            hashes[hashlib.sha256("".join(said).encode()).hexdigest()] = blank
        if len(hashes) != len(template.blanks):
            return None
        names = {hashes[digest]: f"_:c14n{place}" for place, digest in enumerate(sorted(hashes))}
    lines = {"".join([names.get(part, part) for part in line]) for line in filled}
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def _seen_from(blank: str, line: Sequence[str]) -> Iterator[str]:
    """A line as it is hashed for a blank node: that one is ``_:a``, every other ``_:z``."""
    for part in line:
        if _BLANK.fullmatch(part):
            yield "_:a" if part == blank else "_:z"
        else:
            yield part


def _paths(document: Mapping[str, Any]) -> Iterator[Path]:
    yield from _VARYING
    evidence = document.get("evidence", ())
    for place in range(len(evidence) if isinstance(evidence, list) else 0):
        for name in _VARYING_IN_EVIDENCE:
            yield ("evidence", place, name)


def _value(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _has(document: Any, path: Path) -> bool:
    try:
        _value(document, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _put(document: Any, path: Path, value: str) -> None:
    _value(document, path[:-1])[path[-1]] = value
