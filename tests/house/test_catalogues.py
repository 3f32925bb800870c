"""Six languages besides English, complete, and nothing in them that the English does not have."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import catalogues
from tools.steps import ROOT

ENTRIES = list(catalogues.entries(catalogues.read("de")))


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_complete_and_names_the_same_things(language):
    catalogue = catalogues.read(language)
    every = list(catalogues.entries(catalogue))
    assert every, f"{catalogues.path_of(language)} is empty"
    faults = [
        f"{message.id!r} {fault}"
        for message in every
        for fault in catalogues.faults_of(message, catalogue.num_plurals)
    ]
    assert not faults


def test_every_language_has_the_same_entries():
    ids = [{str(m.id) for m in catalogues.entries(catalogues.read(code))} for code in catalogues.LANGUAGES]
    assert all(one == ids[0] for one in ids)


SPEAK = {
    "_": 0,
    "gettext": 0,
    "gettext_lazy": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
}


def _said_in(file: Path) -> Iterator[str]:
    """Return every sentence that a file of code asks a translation for, wherever it stands in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAK:
            at = SPEAK[node.func.id]
            words = node.args[at] if len(node.args) > at else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def test_every_sentence_of_the_code_is_in_the_catalogues():
    # The extraction overlooks what stands deep inside an f-string, and nothing else would notice.
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in ENTRIES}
    lost = [
        f"{file.relative_to(ROOT)}: {said}"
        for file in sorted((ROOT / "src").rglob("*.py"))
        for said in _said_in(file)
        if said and said not in known
    ]
    assert not lost
