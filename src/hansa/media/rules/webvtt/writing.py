"""Writing captions so that they parse back to the same."""

from collections.abc import Iterable, Iterator

from .cues import Comment, Cue
from .parsing import ARROW


class Unwritable(ValueError):
    """A cue holds what a WebVTT file cannot carry: an arrow, an empty line, a time before zero."""


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
