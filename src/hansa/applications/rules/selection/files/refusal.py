"""How a file is refused: one line that names the file, the line and the field."""

import json

MOST_IN_LINE = 160


class FileRefused(ValueError):
    """A file cannot be meant as it stands; the message is one line with file, line and field."""


def one_line(text: str) -> str:
    """Return a text as one line that a terminal can show, cut where it goes on and on."""
    plain = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
    return plain if len(plain) <= 3 * MOST_IN_LINE else plain[: 3 * MOST_IN_LINE - 1] + "…"


def quoted(value: object) -> str:
    """Return a value as it is shown inside a complaint."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"“{text if len(text) <= MOST_IN_LINE else text[: MOST_IN_LINE - 1] + '…'}”"


def text_of(data: bytes, name: str, most: int) -> str:
    """Return the text of a file that can be one."""
    if len(data) > most:
        raise FileRefused(f"{name}: larger than {most >> 20} MB")
    if not data.strip():
        raise FileRefused(f"{name}:1: the file is empty")
    zero = data.find(b"\0")
    if zero >= 0:
        raise FileRefused(f"{name}:{data.count(10, 0, zero) + 1}: holds a zero byte; this is no text")
    try:
        # Spreadsheets write a byte-order mark in front; it says nothing and is passed over.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(10, 0, fault.start) + 1
        raise FileRefused(f"{name}:{line}: no UTF-8 (byte 0x{data[fault.start]:02x})") from None
