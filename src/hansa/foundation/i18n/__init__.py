"""Text in several languages: what staff write, beside the catalogue of the interface."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

FALLBACK = "en"
_COMMAS = {"ar": "، ", "zh-hans": "，"}
_BETWEEN = {"ar": "، ", "zh-hans": "、"}


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
    return _BETWEEN.get(get_language() or FALLBACK, ", ").join(map(str, parts))
