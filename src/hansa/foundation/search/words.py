"""Words of a text as they are looked for: seven languages, three ways of writing, one rule for texts and questions.

- **Latin and the like**: small letters, no accents ("Córdoba", "cordoba"; "Straße", "strasse"), letters with a stroke
  as without ("Łódź", "lodz").
- **Arabic**: no short vowels and no tatweel; alef in all its forms is alef, ta marbuta is ha, alef maqsura is ya; the
  article, alone or behind a conjunction, is left off ("والجامعات", "جامعات").
- **Korean and Chinese** are written without spaces that one could rely on, so a run of them is cut into pairs of
  characters, each overlapping the next, and its last character alone. Korean syllables are taken apart into their
  letters, so that "서우", on the way to "서울", finds it already.

Every word is its own beginning: whoever asks for "work" finds "workshop".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_EAST = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_RUN = re.compile(rf"[{_EAST}]+|[^\W_{_EAST}](?:[^\W_{_EAST}]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*")
_IS_EAST = re.compile(f"[{_EAST}]")
_IS_ARABIC = re.compile("[\u0620-\u06ff]")

_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": None})
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
#: What must be left of an Arabic word without its article.
_STEM = 3


@dataclass(frozen=True)
class Word:
    """A word as it is looked for, and where in the text it stands."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return a single word as it is looked for; "" where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_STROKES))
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    if not _IS_ARABIC.search(plain):
        return plain
    plain = plain.translate(_ARABIC)
    for article in _ARTICLES:
        if plain.startswith(article) and len(plain) - len(article) >= _STEM:
            return plain[len(article) :]
    return plain


# Titles and texts that many questions find; a bound all the same.
@lru_cache(maxsize=2_048)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in their order."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for run in _RUN.finditer(text):
        found, start = run.group(), run.start()
        if not _IS_EAST.match(found):
            if plain := folded(found):
                yield Word(plain, start, run.end())
            continue
        for at in range(len(found)):
            yield Word(folded(found[at : at + 2]), start + at, start + min(at + 2, len(found)))


def asked(question: str) -> list[str]:
    """Return the words somebody asks for, each once, in their order.

    Of a run of Korean or Chinese the last character alone is left out, for the pair before it says more.
    """
    found = []
    for run in _RUN.finditer(question):
        texts = [word.text for word in words(run.group())]
        if _IS_EAST.match(run.group()) and len(texts) > 1:
            texts.pop()
        found += texts
    return list(dict.fromkeys(found))
