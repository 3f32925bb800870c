"""Bytes of a text file to rows: which encoding they are in, and what parts the cells."""

import codecs
import csv
import io

#: Encodings that office programs write, in the order in which they are offered.
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp949", "gb18030")
SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 64_000


class NotText(ValueError):
    """The bytes are no text in the encoding that was named."""


def encoding_of(data: bytes) -> str:
    """Return the encoding that the bytes are most likely in.

    A mark at the beginning decides; text that reads as UTF-8 is UTF-8. What is left is told apart by the shape of its
    bytes: Western text has single high bytes between plain letters, Korean and Chinese text has them in pairs.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _byte_order(data):
        return "utf-16"
    if _reads(data, "utf-8"):
        return "utf-8"
    if _share_of_pairs(data) < 0.7:
        return "cp1252"
    if _reads(data, "cp949") and _share_of_hangul(data.decode("cp949")) > 0.9:
        return "cp949"
    if _reads(data, "gb18030"):
        return "gb18030"
    return "cp949" if _reads(data, "cp949") else "cp1252"


def decoded(data: bytes, encoding: str) -> str:
    """Return the text; raises ``NotText`` where the bytes are not in that encoding."""
    try:
        if encoding == "utf-8":
            text = data.decode("utf-8-sig")
        elif encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode(_byte_order(data) or "utf-16-le")
        elif encoding == "cp1252":
            # Five bytes stand for nothing there; what holds one is still better read than refused.
            text = data.decode("cp1252", errors="replace")
        else:
            text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as wrong:
        raise NotText(encoding) from wrong
    return text.removeprefix("\ufeff")


def separator_of(text: str) -> str:
    """Return what parts the cells: the sign that cuts the first lines into the same number of pieces, and into most."""
    sample = text[:_LOOKED_AT]
    best, most = ",", 0
    for sign in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if any(row)][:20]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = widths.count(widths[0]) * 100 // len(widths) * 10 + widths[0]
        if score > most:
            best, most = sign, score
    return best


def rows_of(text: str, separator: str) -> list[list[str]]:
    """Return the rows of the text as lists of cells."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    return list(csv.reader(io.StringIO(normal), delimiter=separator))


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _byte_order(data: bytes) -> str:
    """Return the order of UTF-16 without its mark: separators and ends of lines have their zero on one side."""
    head = data[:4_000]
    left, right = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 or left + right < 2 or min(left, right) * 3 > max(left, right) * 2:
        return ""
    return "utf-16-be" if left > right else "utf-16-le"


def _share_of_pairs(data: bytes) -> float:
    """Return how many of the high bytes stand in runs of even length, as two-byte letters do."""
    paired = alone = run = 0
    for byte in (*data[:_LOOKED_AT], 0):
        if byte >= 0x80:
            run += 1
            continue
        if run % 2:
            alone += 1
        paired += run // 2
        run = 0
    return paired / (paired + alone) if paired + alone else 0.0


def _share_of_hangul(text: str) -> float:
    hangul = sum("\uac00" <= letter <= "\ud7a3" for letter in text)
    hanja = sum("\u4e00" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" for letter in text)
    return hangul / (hangul + hanja) if hangul + hanja else 0.0
