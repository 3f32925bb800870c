"""In which letters a name is written: it decides font and direction, not the holder's language."""

import unicodedata
from enum import Enum


class Script(Enum):
    """The scripts that need something of their own on a sheet."""

    LATIN = "latin"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    HANGUL = "hangul"
    HAN = "han"


_NAMES = (
    ("HANGUL", Script.HANGUL),
    ("CJK", Script.HAN),
    ("HIRAGANA", Script.HAN),
    ("KATAKANA", Script.HAN),
    ("ARABIC", Script.ARABIC),
    ("HEBREW", Script.HEBREW),
)


def script_of(name: str) -> Script:
    """Return the script of the first letter that has one of its own; everything else is set as Latin."""
    for letter in name:
        known = unicodedata.name(letter, "")
        for start, script in _NAMES:
            if known.startswith(start):
                return script
    return Script.LATIN
