"""Typst, for every app that prints: a sheet with its facts becomes a PDF; the same facts give the same bytes.

A sheet lies in its app's own folder and imports nothing but what lies beside it: packages come over the network.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

# Debian's fonts-noto-core and fonts-noto-cjk. Elsewhere whatever the system has.
FONT_FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))
HAN_FORMS = {
    "ko": "KR",
    "zh-hans": "SC",
    "zh": "SC",
    "zh-hant": "TC",
    "zh-tw": "TC",
    "zh-hk": "HK",
    "ja": "JP",
}
"""In whose shapes Han letters are drawn, by language: the same letter differs from one to the next."""

# One compiler a folder and process: it keeps fonts and sheets read (a fresh one costs half a second). It is not made
# for two threads at once.
_COMPILER = threading.Lock()


class SheetBroken(ValueError):
    """A sheet does not compile; the message is Typst's."""


def fonts_are_complete() -> bool:
    """Say whether the fonts for all scripts lie where Debian puts them."""
    return all(folder.is_dir() for folder in FONT_FOLDERS)


def fonts_for(language: str, *, serif: bool = False) -> list[str]:
    """Return families for a language, its own variant of the Han letters first."""
    kind = "Serif" if serif else "Sans"
    variant = HAN_FORMS.get(language, "SC")
    others = [other for other in ("KR", "SC") if other != variant]
    arabic = "Noto Naskh Arabic" if serif else "Noto Sans Arabic"
    return [
        f"Noto {kind}",
        arabic,
        *(f"Noto {kind} CJK {which}" for which in (variant, *others)),
        "Libertinus Serif",
    ]


def spoken(code: str) -> dict[str, Any]:
    """Return what a sheet has to know of a language: its code, its side, its fonts."""
    return {"code": code.split("-")[0], "rtl": code == "ar", "fonts": fonts_for(code)}


@cache
def _compiler(root: str) -> Any:
    import typst

    folders = [str(folder) for folder in FONT_FOLDERS if folder.is_dir()]
    fonts = typst.Fonts(
        include_system_fonts=not fonts_are_complete(), include_embedded_fonts=True, font_paths=folders
    )
    return typst.Compiler(root=root, font_paths=fonts)


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


def compiled(source: str, *, root: Path, at: datetime, standard: str = "a-2b") -> bytes:
    """Return the PDF of a source that may read what lies under ``root``; ``at`` is the only time written into it."""
    import typst

    with _COMPILER:
        try:
            pdf = _compiler(str(root)).compile(
                input=source.encode(),
                format="pdf",
                pdf_standards=[standard],
                timestamp=at.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as fault:
            raise SheetBroken(str(fault)) from fault
    return bytes(pdf)
