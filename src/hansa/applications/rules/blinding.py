"""What readers do not see where a call is read blind: the words by which somebody could be known are covered."""

import re
import unicodedata
from collections.abc import Iterable

NAME, CITY = "name", "city"
COVER = "▇▇▇"
#: Files whose sense is to say who somebody is.
NAMING_FILES = frozenset({"passport", "headshot", "nomination_form", "cv"})
#: Answers that say where somebody is from.
CITY_QUESTIONS = frozenset({"country"})
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+|(?<!\w)@\w{3,}", re.IGNORECASE)
_SHORTEST = 3


def names_of(*names: str) -> list[str]:
    """Return what may stand for somebody in a text: the names as written, and each part that is long enough."""
    found = {name.strip() for name in names if name.strip()}
    for name in list(found):
        found |= {part for part in re.split(r"[\s,]+", name) if _is_telling(part)}
    return sorted(found, key=lambda one: (-len(one), one))


def covered(text: str, words: Iterable[str], *, addresses: bool = True) -> str:
    """Return a text with these words covered, whatever their case and accents; mail and web addresses too."""
    if addresses:
        text = _ADDRESS.sub(COVER, text)
    folded, where = _folded(text)
    spans = []
    for word in words:
        plain = _folded(word)[0].strip()
        if not plain:
            continue
        whole = not _has_no_spaces(plain)
        pattern = rf"(?<!\w){re.escape(plain)}(?!\w)" if whole else re.escape(plain)
        spans += [(where[hit.start()], where[hit.end()]) for hit in re.finditer(pattern, folded)]
    for start, end in _joined(spans):
        text = text[:start] + COVER + text[end:]
    return text


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that overlap as one, last first."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined[::-1]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without case and accents, and where in the text each of its letters stands."""
    letters: list[str] = []
    where: list[int] = []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(plain):
                letters.append(plain)
                where.append(place)
    where.append(len(text))
    return "".join(letters), where


def _is_telling(part: str) -> bool:
    return len(part) >= _SHORTEST or (len(part) >= 2 and _has_no_spaces(part))


def _has_no_spaces(word: str) -> bool:
    """Whether a word is of a script that sets none apart: Chinese, Japanese, Korean with its endings."""
    return any(
        "\u1100" <= letter <= "\u11ff" or "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"
        for letter in word
    )
