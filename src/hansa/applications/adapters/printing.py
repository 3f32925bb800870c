"""What this app prints, through the house's typesetting: letters to embassies, lists for hosts, a board's minutes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hansa.foundation.typesetting import compiled, literal

ROOT = Path(__file__).resolve().parent.parent / "typst"


def letter(facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a letter as PDF, a page for each language."""
    return _sheet("letter", facts, at)


def host_list(facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a list for a host as PDF."""
    return _sheet("host-list", facts, at)


def minutes(facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a board's minutes as PDF/A with tags, so that they are read aloud in order and kept for long."""
    return _sheet("minutes", facts, at, file="minutes", standard="a-2a")


def _sheet(
    name: str, facts: Mapping[str, Any], at: datetime, *, file: str = "letter", standard: str = "a-2b"
) -> bytes:
    source = f'#import "/{file}.typ": {name}\n#{name}({literal(facts)})\n'
    return compiled(source, root=ROOT, at=at, standard=standard)
