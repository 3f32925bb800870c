"""What a lecture's slides say and when each shows: from the captions and the notes among them.

The English caption file of a lecture is also its script. A comment in it that begins with the word
``slide`` says what stands on the screen from the next cue on: a headline, then a line for each fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .webvtt import Comment, Cue

MARK = "slide"
# A lecture goes on for a moment after its last word; a file that ends with it sounds cut off.
TAIL_S = 1.2


@dataclass(frozen=True, slots=True)
class Slide:
    """A headline and its facts, shown from ``start`` for ``duration`` seconds."""

    start: float
    duration: float
    headline: str
    facts: tuple[str, ...] = ()


def slides(cues: Sequence[Cue], comments: Sequence[Comment]) -> list[Slide]:
    """Return the slides in order; together they last exactly as long as the lecture.

    Where the first cue has no note before it, the first slide has no headline: it is the title alone.
    """
    if not cues:
        return []
    begins: list[tuple[float, str, tuple[str, ...]]] = []
    for comment in comments:
        kind, *lines = comment.text.split("\n")
        if kind.strip() != MARK or not lines or comment.cues_before >= len(cues):
            continue
        start = cues[comment.cues_before].start
        begins.append((start, lines[0].strip(), tuple(line.strip() for line in lines[1:])))
    if not begins or begins[0][0] > cues[0].start:
        begins.insert(0, (0.0, "", ()))
    begins[0] = (0.0, *begins[0][1:])
    ends = [start for start, _, _ in begins[1:]] + [length(cues)]
    return [
        Slide(start, round(end - start, 3), headline, facts)
        for (start, headline, facts), end in zip(begins, ends, strict=True)
    ]


def length(cues: Sequence[Cue]) -> float:
    """Return how many seconds a lecture with these cues lasts."""
    return round(max((cue.end for cue in cues), default=0.0) + TAIL_S, 3)
