"""Long lines of plain text, broken as each script breaks them."""

import re
import unicodedata

WIDTH = 74
# What may not begin a line in Chinese, and what may not end one.
_CLOSING = set("，。、；：！？）】》」』”’…％")
_OPENING = set("（【《「『“‘")


def width_of(text: str) -> int:
    """Return how many columns a text takes: a Chinese or Korean character takes two."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )


def wrapped(text: str, width: int = WIDTH) -> str:
    """Return the text with no line wider than ``width``, addresses left whole.

    Words are kept together; Chinese, which has no spaces, breaks between characters, never before a full stop.
    """
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    if width_of(line) <= width:
        return line
    indent = "  " if line.startswith("- ") else ""
    rows, row = [], ""
    for piece in _pieces(line):
        if row and width_of(row + piece.rstrip()) > width:
            rows.append(row.rstrip())
            row = indent
        row += piece if row.strip() else piece.lstrip()
    return "\n".join([*rows, row.rstrip()])


def _pieces(line: str) -> list[str]:
    """Return what may stand alone on a line: a word with the space after it, or a Chinese character."""
    found: list[str] = []
    for word in re.findall(r"\S+\s*|\s+", line):
        if "://" in word or not any(_is_han(mark) for mark in word):
            found.append(word)
            continue
        run = ""
        for mark in word:
            joins = not run or mark in _CLOSING or mark.isspace() or run[-1] in _OPENING
            if joins or not (_is_han(mark) or _is_han(run[-1]) or run[-1] in _CLOSING):
                run += mark
            else:
                found.append(run)
                run = mark
        found.append(run)
    return found


def _is_han(mark: str) -> bool:
    return "\u3400" <= mark <= "\u9fff"
