"""How much a reader can take in: the limits of captions in each language, and what breaks them.

The figures are those of the streaming services' published timed-text guides, as the project adopted
them: two lines, so many characters a line and a second, a cue of five sixths of a second to seven.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .webvtt import Cue

SHORTEST_S = 5 / 6
LONGEST_S = 7.0
SMALLEST_GAP_S = 0.083
# Times are kept to the thousandth, so a limit is missed only by more than half of one.
TOLERANCE_S = 0.0005


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines a cue, characters a line, characters a second."""

    lines: int
    line_length: int
    per_second: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One limit broken: the cue's index from 0, which rule, the value found, the limit."""

    cue: int
    rule: str
    value: float
    limit: float


_LIMITS = {
    "en": Limits(2, 42, 20),
    "fr": Limits(2, 42, 17),
    "de": Limits(2, 42, 17),
    "it": Limits(2, 42, 17),
    "ar": Limits(2, 42, 17),
    "ko": Limits(2, 16, 12),
    "zh": Limits(2, 16, 9),
}


def limits_of(language: str) -> Limits:
    """Return the limits of a language; a variant such as ``zh-hans`` follows its language."""
    return _LIMITS.get(language.partition("-")[0].lower(), _LIMITS["en"])


def graphemes(text: str) -> int:
    """Count what a reader sees as characters: marks and joiners add nothing to their base.

    A short form of Unicode's UAX 29, enough for the seven languages and for emoji.
    """
    count, joined, flag = 0, False, False
    for character in text:
        code = ord(character)
        if character == "\u200d":
            joined = True
            continue
        extends = (
            unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
            or 0xFE00 <= code <= 0xFE0F
            or 0x1F3FB <= code <= 0x1F3FF
            or 0x1160 <= code <= 0x11FF  # the later letters of a Hangul syllable written apart
        )
        is_flag = 0x1F1E6 <= code <= 0x1F1FF
        if not (extends or joined or (is_flag and flag)):
            count += 1
        flag = is_flag and not flag
        joined = False
    return count


def findings(cues: Sequence[Cue], language: str) -> list[Finding]:
    """Return everything in which the cues break the language's limits, in the cues' order."""
    limits = limits_of(language)
    found: list[Finding] = []
    for index, cue in enumerate(cues):
        found += [Finding(index, *rest) for rest in _of_cue(cue, limits)]
        if index + 1 < len(cues):
            gap = cues[index + 1].start - cue.end
            if gap < -TOLERANCE_S:
                found.append(Finding(index, "overlap", round(-gap, 3), 0))
            elif gap < SMALLEST_GAP_S - TOLERANCE_S:
                found.append(Finding(index, "gap", round(gap, 3), SMALLEST_GAP_S))
    return found


def _of_cue(cue: Cue, limits: Limits) -> Iterator[tuple[str, float, float]]:
    lines = cue.plain.split("\n")
    if len(lines) > limits.lines:
        yield "lines", len(lines), limits.lines
    longest = max(graphemes(line) for line in lines)
    if longest > limits.line_length:
        yield "line_length", longest, limits.line_length
    lasts = cue.end - cue.start
    if lasts < SHORTEST_S - TOLERANCE_S:
        yield "shortest", round(lasts, 3), round(SHORTEST_S, 3)
    if lasts > LONGEST_S + TOLERANCE_S:
        yield "longest", round(lasts, 3), LONGEST_S
    pace = sum(graphemes(line) for line in lines) / lasts if lasts > 0 else float("inf")
    if pace > limits.per_second:
        yield "per_second", round(pace, 2), limits.per_second
