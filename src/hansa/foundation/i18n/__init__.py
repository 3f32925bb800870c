"""Text in several languages: what staff write, beside the catalogue of the interface."""

from collections.abc import Mapping

FALLBACK = "en"


def in_language(text: Mapping[str, str] | None, language: str | None) -> str:
    """Return the text in that language, else in English, else in whichever there is."""
    if not text:
        return ""
    for code in (language or "", (language or "").split("-")[0], FALLBACK):
        if text.get(code):
            return text[code]
    return next((value for value in text.values() if value), "")
