"""The recommendation's parser: blocks, timings, cues."""

import re
from dataclasses import dataclass, field, replace

from .cues import Comment, Cue, Document
from .settings import ASCII_SPACE, with_settings

ASCII_DIGITS = frozenset("0123456789")
ARROW = "-->"


class NotWebVTT(ValueError):
    """The bytes are not UTF-8, or do not begin with the WEBVTT signature."""


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
    return with_settings(Cue(start=start, end=end, text="", id=cue_id), line[at:], regions)


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
