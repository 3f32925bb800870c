"""Base58 as Bitcoin spells it, the alphabet of multibase ``z``."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


class NotBase58(ValueError):
    """The text holds a letter that base58 does not have."""


def encode(data: bytes) -> str:
    """Return the base58 text of some bytes; each leading zero byte becomes a ``1``."""
    number = int.from_bytes(data, "big")
    letters: list[str] = []
    while number:
        number, rest = divmod(number, 58)
        letters.append(ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def decode(text: str) -> bytes:
    """Return the bytes that a base58 text stands for."""
    number = 0
    for letter in text:
        if letter not in _VALUE:
            raise NotBase58(f"{letter!r} is not a base58 letter")
        number = number * 58 + _VALUE[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
