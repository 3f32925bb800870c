"""Text that may be signed: composed (NFC), and without letters that hide or turn round others."""

import hashlib
import unicodedata

# Embeddings, overrides and isolates change the order in which a name is read; a joiner does not.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TextRefused(ValueError):
    """The text holds a character that must not be signed."""

    def __init__(self, character: str) -> None:
        self.character = f"U+{ord(character):04X}"
        super().__init__(f"the character {self.character} cannot stand in a certificate")


def is_signable(text: str) -> bool:
    """Say whether a text may be signed as it stands."""
    return bool(text) and text == unicodedata.normalize("NFC", text) and _refused(text) is None


def _refused(text: str) -> str | None:
    for character in text:
        if character in _TURNING or unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}:
            return character
    return None


def signable(text: str) -> str:
    """Return a line of text (a name, a title) in the form in which it is signed."""
    composed = unicodedata.normalize("NFC", text).strip()
    refused = _refused(composed)
    if refused is not None:
        raise TextRefused(refused)
    return composed


def signable_prose(text: str) -> str:
    """Return longer text in the form in which it is signed; line ends become spaces."""
    return signable(" ".join(text.split()))


def hashed_email(email: str, salt: str) -> str:
    """Return an e-mail address as Open Badges hides it: whoever knows the address can check it."""
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()
