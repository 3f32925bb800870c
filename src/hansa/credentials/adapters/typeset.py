"""Typst: turns a sheet and its facts into a PDF/A-3 with the credential inside."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hansa.foundation.typesetting import SheetBroken, compiled, fonts_are_complete, literal

__all__ = [
    "ATTACHED_NAME",
    "ATTACHED_TYPE",
    "SheetBroken",
    "check_sheet",
    "fonts_are_complete",
    "literal",
    "typeset",
]

ROOT = Path(__file__).resolve().parent.parent / "typst"
HOUSE = '#import "/house.typ": *\n'

ATTACHED_NAME = "credential.json"
ATTACHED_TYPE = "application/vc+json"


def check_sheet(sheet: str) -> None:
    """Refuse a programme's own sheet that asks for a package: packages come over the network."""
    if '"@' in sheet:
        raise SheetBroken("a sheet imports nothing but what lies beside the one of the house")


def typeset(facts: Mapping[str, Any], *, attached: str, about: str, at: datetime, sheet: str = "") -> bytes:
    """Return the PDF of a sheet with its facts; ``attached`` is the credential that it carries.

    The same input gives the same bytes: ``at`` is the only time that is written into the file.
    """
    check_sheet(sheet)
    source = (
        f"{sheet or HOUSE}\n"
        f'#pdf.attach({literal(ATTACHED_NAME)}, bytes({literal(attached)}), relationship: "data", '
        f"mime-type: {literal(ATTACHED_TYPE)}, description: {literal(about)})\n"
        f"#sheet({literal(facts)})\n"
    )
    return compiled(source, root=ROOT, at=at, standard="a-3b")
