"""What a caption file holds: cues, comments, and the words in them."""

import html
import re
from dataclasses import dataclass
from typing import Literal

Alignment = Literal["start", "center", "end", "left", "right"]
LineAlignment = Literal["start", "center", "end"]
PositionAlignment = Literal["line-left", "center", "line-right", "auto"]
Direction = Literal["", "rl", "lr"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: from ``start`` to ``end`` in seconds, its raw text, and where it stands."""

    start: float
    end: float
    text: str
    id: str = ""
    align: Alignment = "center"
    line: float | Literal["auto"] = "auto"
    snap_to_lines: bool = True
    line_align: LineAlignment = "start"
    position: float | Literal["auto"] = "auto"
    position_align: PositionAlignment = "auto"
    size: float = 100
    direction: Direction = ""
    region: str = ""

    @property
    def plain(self) -> str:
        """The words alone: tags removed, character references resolved."""
        return plain_text(self.text)


@dataclass(frozen=True, slots=True)
class Comment:
    """A NOTE block of the file: its words, and how many cues stand before it."""

    text: str
    cues_before: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: cues in the file's order, comments, style sheets and region names."""

    cues: tuple[Cue, ...]
    comments: tuple[Comment, ...] = ()
    styles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def plain_text(text: str) -> str:
    """Return a cue's words without tags, character references resolved."""
    return "".join(html.unescape(piece) for piece in re.split(r"<[^>]*>?", text))


def escape(text: str) -> str:
    """Return words made safe to stand as cue text: ``&``, ``<`` and ``>`` as references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
