"""What is recorded is read by people: every act has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.urls import get_resolver

from hansa.foundation.audit import words

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hansa"


def recorded() -> Iterator[str]:
    """Yield each act that is recorded by its own name in the code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            if getattr(node.func, "id", getattr(node.func, "attr", "")) != "record":
                continue
            named = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "act")]
            yield from (
                name.value for name in named if isinstance(name, ast.Constant) and isinstance(name.value, str)
            )


def test_act_that_is_recorded_has_words():
    assert get_resolver().url_patterns  # every office says its words where its pages are named
    acts = set(recorded())
    assert len(acts) > 50
    assert not acts - words.known()
