"""Text in several languages: what staff write, beside the catalogue of the interface."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

FALLBACK = "en"
_COMMAS = {"ar": "، ", "zh-hans": "，"}
#: Written from right to left: a mark that has no width and says so.
_FROM_THE_RIGHT = {"ar": "\u200f"}
_BETWEEN = {"ar": "\u200f، ", "zh-hans": "、"}


def in_language(text: Mapping[str, str] | None, language: str | None) -> str:
    """Return the text in that language, else in English, else in whichever there is."""
    if not text:
        return ""
    for code in (language or "", (language or "").split("-")[0], FALLBACK):
        if text.get(code):
            return text[code]
    return next((value for value in text.values() if value), "")


def comma() -> str:
    """Return the comma of the language spoken now, with the room after it that it wants."""
    return _COMMAS.get(get_language() or FALLBACK, ", ")


def listed(parts: Iterable[object]) -> str:
    """Return parts one after the other, set apart as the language spoken now does it in a list."""
    language = get_language() or FALLBACK
    said = list(map(str, parts))
    if language in _FROM_THE_RIGHT and len(said) > 1:
        # Each keeps its own order: two names in Latin letters would else be read as one, from left to right.
        said = [f"\u2068{part}\u2069" for part in said]
    return from_its_side(_BETWEEN.get(language, ", ").join(said), language)


def from_its_side(text: str, language: str | None) -> str:
    """Return a text so that its lines begin on the side of its language, though its first word be of another script.

    A browser goes by the first letter: “B2, talks” in Arabic would be set from left to right, its comma astray.
    """
    mark = _FROM_THE_RIGHT.get(language or "")
    if not mark or text[:1] < "A" or text[:1] >= "\u0590":
        return text
    return mark + text if any("\u0600" <= letter <= "\u06ff" for letter in text) else text
