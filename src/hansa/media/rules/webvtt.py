"""WebVTT, read and written by the algorithm of the W3C recommendation.

https://www.w3.org/TR/webvtt1/#file-parsing. A malformed cue is dropped and the rest kept, exactly
as a browser does, so that the transcript on the page and the captions over the video never differ.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

ASCII_DIGITS = frozenset("0123456789")
ASCII_SPACE = " \t\n\f\r"
ARROW = "-->"

Alignment = Literal["start", "center", "end", "left", "right"]
LineAlignment = Literal["start", "center", "end"]
PositionAlignment = Literal["line-left", "center", "line-right", "auto"]
Direction = Literal["", "rl", "lr"]
_ALIGNMENTS: dict[str, Alignment] = {name: name for name in get_args(Alignment)}
_LINE_ALIGNMENTS: dict[str, LineAlignment] = {name: name for name in get_args(LineAlignment)}
_POSITION_ALIGNMENTS: dict[str, PositionAlignment] = {
    "line-left": "line-left",
    "center": "center",
    "line-right": "line-right",
}
_DIRECTIONS: dict[str, Direction] = {"rl": "rl", "lr": "lr"}


class NotWebVTT(ValueError):
    """The bytes are not UTF-8, or do not begin with the WEBVTT signature."""


class Unwritable(ValueError):
    """A cue holds what a WebVTT file cannot carry: an arrow, an empty line, a time before zero."""


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


def parse(data: bytes | str) -> Document:
    """Read a WebVTT file as a browser would, dropping only what is malformed.

    Raises ``NotWebVTT`` where a browser would refuse the whole file.
    """
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError as fault:
            raise NotWebVTT("The file is not UTF-8 text.") from fault
    text = data.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.startswith("WEBVTT") or text[6:7] not in {"", " ", "\t", "\n"}:
        raise NotWebVTT("A WebVTT file begins with the word WEBVTT.")
    return _Parser(text).document()


@dataclass(slots=True)
class _Parser:
    text: str
    at: int = 0
    seen_cue: bool = False
    cues: list[Cue] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)

    def document(self) -> Document:
        self._line()
        if self.at < len(self.text):
            if self.text[self.at] == "\n":
                self.at += 1
            else:
                self._block(in_header=True)
            self._skip_empty_lines()
        while self.at < len(self.text):
            self._block(in_header=False)
            self._skip_empty_lines()
        return Document(tuple(self.cues), tuple(self.comments), tuple(self.styles), tuple(self.regions))

    def _line(self) -> str:
        """Take the characters up to the line's end, and the line feed with them."""
        end = self.text.find("\n", self.at)
        if end < 0:
            end = len(self.text)
        line, self.at = self.text[self.at : end], min(end + 1, len(self.text))
        return line

    def _skip_empty_lines(self) -> None:
        while self.at < len(self.text) and self.text[self.at] == "\n":
            self.at += 1

    def _block(self, *, in_header: bool) -> None:
        """The recommendation's *collect a WebVTT block*, step by step."""
        lines: list[str] = []
        cue: Cue | None = None
        kind = ""
        seen_arrow = False
        line_count = 0
        before = self.at
        while True:
            if self.at >= len(self.text) and line_count:
                break
            line = self._line()
            line_count += 1
            if ARROW in line:
                if in_header or not (line_count == 1 or (line_count == 2 and not seen_arrow)):
                    # An arrow where none may stand begins the next block: go back to it.
                    self.at = before
                    break
                seen_arrow = True
                before = self.at
                cue = _timings_and_settings(line, "\n".join(lines), self.regions)
                if cue is not None:
                    lines = []
                    self.seen_cue = True
            elif not line:
                break
            else:
                if not in_header and line_count == 2 and not self.seen_cue:
                    kind = _definition_kind(lines)
                    if kind:
                        lines = []
                lines.append(line)
                before = self.at
        self._keep(cue, kind, lines, in_header=in_header)

    def _keep(self, cue: Cue | None, kind: str, lines: list[str], *, in_header: bool) -> None:
        body = "\n".join(lines)
        if cue is not None:
            self.cues.append(replace(cue, text=body))
        elif kind == "STYLE":
            self.styles.append(body)
        elif kind == "REGION":
            self.regions.extend(re.findall(r"(?:^|[ \t\n\f\r])id:([^ \t\n\f\r]+)", body)[-1:])
        elif not in_header and re.match(r"NOTE(?:[ \t\n]|$)", body):
            self.comments.append(Comment(body[4:].strip(ASCII_SPACE), len(self.cues)))


def _definition_kind(lines: list[str]) -> str:
    """``STYLE`` or ``REGION`` where the one line so far is that word and nothing else."""
    if len(lines) != 1:
        return ""
    word = lines[0].rstrip(ASCII_SPACE)
    return word if word in {"STYLE", "REGION"} else ""


def _timings_and_settings(line: str, cue_id: str, regions: list[str]) -> Cue | None:
    start, at = _timestamp(line, _past_space(line, 0))
    if start is None:
        return None
    at = _past_space(line, at)
    if line[at : at + 3] != ARROW:
        return None
    end, at = _timestamp(line, _past_space(line, at + 3))
    if end is None:
        return None
    return _with_settings(Cue(start=start, end=end, text="", id=cue_id), line[at:], regions)


def _past_space(line: str, at: int) -> int:
    while at < len(line) and line[at] in ASCII_SPACE:
        at += 1
    return at


def _digits(line: str, at: int) -> tuple[str, int]:
    end = at
    while end < len(line) and line[end] in ASCII_DIGITS:
        end += 1
    return line[at:end], end


def _timestamp(line: str, at: int) -> tuple[float | None, int]:
    """*Collect a WebVTT timestamp*: seconds and where it ended, or None."""
    first, at = _digits(line, at)
    if not first:
        return None, at
    has_hours = len(first) != 2 or int(first) > 59
    if line[at : at + 1] != ":":
        return None, at
    second, at = _digits(line, at + 1)
    if len(second) != 2:
        return None, at
    if has_hours or line[at : at + 1] == ":":
        if line[at : at + 1] != ":":
            return None, at
        third, at = _digits(line, at + 1)
        if len(third) != 2:
            return None, at
        hours, minutes, seconds = int(first), int(second), int(third)
    else:
        hours, minutes, seconds = 0, int(first), int(second)
    if line[at : at + 1] != ".":
        return None, at
    thousandths, at = _digits(line, at + 1)
    if len(thousandths) != 3 or minutes > 59 or seconds > 59:
        return None, at
    return (hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + int(thousandths)) / 1000, at


def _with_settings(cue: Cue, settings: str, regions: list[str]) -> Cue:
    for setting in re.split(f"[{ASCII_SPACE}]+", settings):
        name, colon, value = setting.partition(":")
        if not (name and colon and value):
            continue
        read = _SETTINGS.get(name)
        if name == "region":
            cue = replace(cue, region=value if value in regions else "")
        elif read:
            cue = read(cue, value)
    if cue.region and (cue.line != "auto" or cue.size != 100 or cue.direction):
        cue = replace(cue, region="")
    return cue


def _vertical(cue: Cue, value: str) -> Cue:
    return replace(cue, direction=_DIRECTIONS[value]) if value in _DIRECTIONS else cue


def _line_setting(cue: Cue, value: str) -> Cue:
    where, comma, align = value.partition(",")
    percent = where.endswith("%")
    number = _percentage(where) if percent else _number(where)
    if number is None or (comma and align not in _LINE_ALIGNMENTS):
        return cue
    changed = replace(cue, line=number, snap_to_lines=not percent)
    return replace(changed, line_align=_LINE_ALIGNMENTS[align]) if comma else changed


def _position(cue: Cue, value: str) -> Cue:
    where, comma, align = value.partition(",")
    number = _percentage(where)
    if number is None or (comma and align not in _POSITION_ALIGNMENTS):
        return cue
    changed = replace(cue, position=number)
    return replace(changed, position_align=_POSITION_ALIGNMENTS[align]) if comma else changed


def _size(cue: Cue, value: str) -> Cue:
    number = _percentage(value)
    return cue if number is None else replace(cue, size=number)


def _align(cue: Cue, value: str) -> Cue:
    return replace(cue, align=_ALIGNMENTS[value]) if value in _ALIGNMENTS else cue


_SETTINGS = {
    "vertical": _vertical,
    "line": _line_setting,
    "position": _position,
    "size": _size,
    "align": _align,
}


def _percentage(text: str) -> float | None:
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?%", text):
        return None
    number = float(text[:-1])
    return number if number <= 100 else None


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else None


def plain_text(text: str) -> str:
    """Return a cue's words without tags, character references resolved."""
    return "".join(html.unescape(piece) for piece in re.split(r"<[^>]*>?", text))


def escape(text: str) -> str:
    """Return words made safe to stand as cue text: ``&``, ``<`` and ``>`` as references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def timestamp(seconds: float) -> str:
    """Return seconds as WebVTT writes them, hours always told: ``00:01:02.500``."""
    thousandths = round(seconds * 1000)
    if thousandths < 0:
        raise Unwritable("A cue cannot begin before zero.")
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def write(cues: Iterable[Cue], comments: Iterable[Comment] = ()) -> str:
    """Return a WebVTT file that parses back to the same cues and comments.

    Raises ``Unwritable`` for a cue that no file could carry.
    """
    notes: dict[int, list[str]] = {}
    for comment in comments:
        notes.setdefault(comment.cues_before, []).append(_comment_block(comment.text))
    blocks = ["WEBVTT", *notes.get(0, ())]
    for count, cue in enumerate(cues, start=1):
        blocks += ["\n".join(_cue_lines(cue)), *notes.get(count, ())]
    return "\n\n".join(blocks) + "\n"


def _comment_block(text: str) -> str:
    if ARROW in text or "\n\n" in text:
        raise Unwritable("A comment may hold neither an arrow nor an empty line.")
    return f"NOTE {text}"


def _cue_lines(cue: Cue) -> Iterator[str]:
    if ARROW in cue.id or "\n" in cue.id or "\r" in cue.id:
        raise Unwritable("A cue's name stands on one line and holds no arrow.")
    # The parser ends a cue at an empty line and reads CR as a line's end, so neither can be kept.
    if ARROW in cue.text or "\r" in cue.text or "\0" in cue.text or (cue.text and "" in cue.text.split("\n")):
        raise Unwritable("A cue's text holds neither an arrow nor an empty line.")
    if cue.id:
        yield cue.id
    yield f"{timestamp(cue.start)} {ARROW} {timestamp(cue.end)}{_settings_text(cue)}"
    if cue.text:
        yield cue.text


def _settings_text(cue: Cue) -> str:
    settings = []
    if cue.region:
        settings.append(f"region:{cue.region}")
    if cue.direction:
        settings.append(f"vertical:{cue.direction}")
    if cue.line != "auto":
        where = _plain_number(cue.line) + ("" if cue.snap_to_lines else "%")
        settings.append(f"line:{where}" + ("" if cue.line_align == "start" else f",{cue.line_align}"))
    if cue.position != "auto":
        align = "" if cue.position_align == "auto" else f",{cue.position_align}"
        settings.append(f"position:{_plain_number(cue.position)}%{align}")
    if cue.size != 100:
        settings.append(f"size:{_plain_number(cue.size)}%")
    if cue.align != "center":
        settings.append(f"align:{cue.align}")
    return "".join(f" {setting}" for setting in settings)


def _plain_number(number: float) -> str:
    """A number without an exponent, which the format does not know."""
    return f"{number:.10f}".rstrip("0").rstrip(".")
