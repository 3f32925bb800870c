"""How names are sorted and found."""

import unicodedata


def folded(text: str) -> str:
    """Return the text in small letters without accents, so that "cordoba" finds Córdoba on any database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
