"""What this app prints, through the house's typesetting: letters to embassies and lists for hosts."""

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


def _sheet(name: str, facts: Mapping[str, Any], at: datetime) -> bytes:
    source = f'#import "/letter.typ": {name}\n#{name}({literal(facts)})\n'
    return compiled(source, root=ROOT, at=at)
