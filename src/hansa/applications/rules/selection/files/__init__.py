"""The published files of a selection: ``rules.json`` and ``applicants.csv`` in, ``result.json`` out.

Bytes in and bytes out, so that the same readers serve files on a disk and members of a bundle. Whatever
is wrong with a file is said in one line that names the file, the line and the field (``FileRefused``).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from hansa.applications.rules.selection.files import applicants as applicants_file
from hansa.applications.rules.selection.files import rules as rules_file
from hansa.applications.rules.selection.files.refusal import FileRefused, one_line
from hansa.applications.rules.selection.instance import Instance, SelectionRefused

__all__ = ["MOST_BYTES", "FileRefused", "one_line", "read_instance"]

MOST_BYTES = {"rules": rules_file.MOST_BYTES, "applicants": applicants_file.MOST_BYTES}
"""Larger files are refused before they are looked into."""


def read_instance(
    rules: bytes, applicants: bytes, *, names: tuple[str, str] = ("rules.json", "applicants.csv")
) -> Instance:
    """Return the selection that the two files describe, or raise ``FileRefused``."""
    with _without_collection():
        return _instance(rules, applicants, names)


def _instance(rules: bytes, applicants: bytes, names: tuple[str, str]) -> Instance:
    said = rules_file.Rules(rules, names[0])
    candidates = applicants_file.candidates_in(applicants, names[1], said.attrs)
    said.refuse_strangers({candidate.id for candidate in candidates})
    try:
        return Instance(
            id=said.id,
            k=said.k,
            city_max=said.city_max,
            candidates=candidates,
            ranges=said.ranges,
            forced_in=frozenset(said.forced_in),
            forced_out=frozenset(said.forced_out),
        )
    except SelectionRefused as refused:
        raise FileRefused(one_line(f"{names[0]}: {refused}")) from None


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles among what is read: there are none, and it took a third of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
