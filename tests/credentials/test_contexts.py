"""The contexts are the pinned ones, or nothing is signed and nothing verified."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tools import contexts as tool

from hansa.credentials.adapters import contexts as adapter
from hansa.credentials.rules import document as documents

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder of contexts of its own, so that the shared one stays as it is."""
    monkeypatch.setattr(adapter, "FOLDER", tmp_path)
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    adapter.contexts.cache_clear()
    yield tmp_path
    adapter.contexts.cache_clear()


def test_contexts_are_those_that_our_documents_name():
    assert set(documents.CONTEXT) < set(adapter.contexts())


def test_contexts_missing_say_how_to_get_them(elsewhere):
    with pytest.raises(adapter.ContextsMissing, match="make"):
        adapter.contexts()


def test_contexts_changed_are_refused(elsewhere):
    for pin in adapter.PINS:
        (elsewhere / pin.file).write_text('{"@context": {}}')
    with pytest.raises(adapter.ContextsMissing, match="pinned"):
        adapter.contexts()


def package(folder, pin, text):
    path = folder / pin.package / pin.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("script", ["{}", "/* a licence */\n'use strict';\n\nmodule.exports = {};\n"])
def test_contexts_are_copied_from_json_and_from_scripts(script, elsewhere, tmp_path, monkeypatch):
    context = {"@context": {"name": "https://schema.org/name"}}
    text = script.replace("{}", json.dumps(context, indent=2))
    pin = replace(adapter.PINS[0], sha256=adapter.digest(tool.canonical_context(json.dumps(context))))
    monkeypatch.setattr(tool, "PINS", (pin,))
    package(tmp_path / "modules", pin, text)
    assert tool.main([str(tmp_path / "modules")]) == 0
    assert json.loads((elsewhere / pin.file).read_text()) == context


def test_contexts_of_another_meaning_are_not_copied(elsewhere, tmp_path, capsys):
    package(tmp_path / "modules", adapter.PINS[0], '{"@context": {"name": "https://example.org/name"}}')
    assert tool.main([str(tmp_path / "modules")]) == 1
    assert "pinned" in capsys.readouterr().err
    assert not (elsewhere / adapter.PINS[0].file).exists()


@pytest.mark.skipif(
    not (ROOT / "node_modules" / adapter.PINS[2].package).is_dir(), reason="npm ci has not run"
)
def test_contexts_installed_are_the_pinned_ones(elsewhere):
    assert tool.main([]) == 0
    assert len(adapter.contexts()) == len(adapter.PINS)
