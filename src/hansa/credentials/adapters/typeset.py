"""Typst: turns a sheet and its facts into a PDF/A-3 with the credential inside."""

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "typst"
HOUSE = '#import "/house.typ": *\n'

# Debian's fonts-noto-core and fonts-noto-cjk. Elsewhere whatever the system has.
FONT_FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))

ATTACHED_NAME = "credential.json"
ATTACHED_TYPE = "application/vc+json"

# One compiler a process: it keeps fonts and sheets read (a fresh one costs half a second). It is
# not made for two threads at once.
_COMPILER = threading.Lock()


class SheetBroken(ValueError):
    """A programme's own sheet does not compile; the message is Typst's."""


def fonts_are_complete() -> bool:
    """Say whether the fonts for all scripts lie where Debian puts them."""
    return all(folder.is_dir() for folder in FONT_FOLDERS)


@cache
def _compiler() -> Any:
    import typst

    folders = [str(folder) for folder in FONT_FOLDERS if folder.is_dir()]
    fonts = typst.Fonts(
        include_system_fonts=not fonts_are_complete(), include_embedded_fonts=True, font_paths=folders
    )
    return typst.Compiler(root=str(ROOT), font_paths=fonts)


def check_sheet(sheet: str) -> None:
    """Refuse a programme's own sheet that asks for a package: packages come over the network."""
    if '"@' in sheet:
        raise SheetBroken("a sheet imports nothing but what lies beside the one of the house")


def literal(value: Any) -> str:
    """Return a plain value as Typst code; text becomes a string that nothing can end early."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        return f'"{escaped}"'
    if isinstance(value, Mapping):
        return (
            "("
            + ", ".join(f"{name}: {literal(part)}" for name, part in value.items())
            + ("" if value else ":")
            + ")"
        )
    if isinstance(value, Sequence):
        return "(" + "".join(f"{literal(part)}, " for part in value) + ")"
    raise TypeError(f"Typst has no word for {type(value).__name__}")


def typeset(facts: Mapping[str, Any], *, attached: str, about: str, at: datetime, sheet: str = "") -> bytes:
    """Return the PDF of a sheet with its facts; ``attached`` is the credential that it carries.

    The same input gives the same bytes: ``at`` is the only time that is written into the file.
    """
    import typst

    check_sheet(sheet)
    source = (
        f"{sheet or HOUSE}\n"
        f'#pdf.attach({literal(ATTACHED_NAME)}, bytes({literal(attached)}), relationship: "data", '
        f"mime-type: {literal(ATTACHED_TYPE)}, description: {literal(about)})\n"
        f"#sheet({literal(facts)})\n"
    )
    with _COMPILER:
        try:
            pdf = _compiler().compile(
                input=source.encode(),
                format="pdf",
                pdf_standards=["a-3b"],
                timestamp=at.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as fault:
            raise SheetBroken(str(fault)) from fault
    return bytes(pdf)
