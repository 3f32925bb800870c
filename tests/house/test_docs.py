"""The manual says what the code does: settings, commands, decisions, words."""

import argparse
import re
from pathlib import Path

import pytest

from hansa.config import cli
from hansa.config.environment import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def section(page: str, title: str) -> str:
    """Return the part of a page under a heading."""
    text = (DOCS / page).read_text()
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/{page} has no part {title!r}"
    return found[1]


def test_every_setting_stands_in_the_table_as_it_is():
    table = section("operations.md", "Settings")
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else ""
        row = f"| `{setting.name}` | {default} | {setting.meaning} |"
        assert row in table, f"docs/operations.md lacks the row:\n{row}"


def test_the_table_has_no_setting_that_the_code_does_not_know():
    named = re.findall(r"^\| `([A-Z0-9_]+)`", section("operations.md", "Settings"), re.MULTILINE)
    assert set(named) == {setting.name for setting in SETTINGS}


def test_every_setting_that_the_code_reads_is_declared():
    source = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r"(?:env\.read|env\.secret|read|secret)\(\"((?:HANSA_|DATABASE)\w+)\"", source))
    read |= set(re.findall(r"environ(?:\.get\(|\[)\"(HANSA_\w+|DATABASE_URL)\"", source))
    assert read <= {setting.name for setting in SETTINGS}


def commands() -> dict[str, str]:
    """Return each command and what its help says of it."""
    parser = cli._parser()
    [group] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {choice.dest: choice.help or "" for choice in group._choices_actions}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_stands_in_the_manual(name):
    assert f"| `hansa {name}" in section("operations.md", "Commands")


def test_every_target_of_make_stands_in_the_contributors_page():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    page = (ROOT / "CONTRIBUTING.md").read_text()
    assert not [target for target in targets if f"`make {target}`" not in page]


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_links_between_pages_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "src").rglob("README.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(CODE.sub("", page.read_text()))
        if not (page.parent / target).exists()
    ]
    assert not broken
