"""DER, as little of it as a signature on a sheet needs: written in the one canonical form, read strictly."""

SEQUENCE, SET, INTEGER, OCTETS = 0x30, 0x31, 0x02, 0x04


class NotDer(ValueError):
    """The bytes are not the DER that is expected."""


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return one value with its tag and its length, the content given in parts."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content


def sequence(*parts: bytes) -> bytes:
    """Return a SEQUENCE of values that are written already."""
    return tlv(SEQUENCE, *parts)


def set_of(*parts: bytes) -> bytes:
    """Return a SET OF in the one order that DER has for it."""
    return tlv(SET, *sorted(parts))


def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    content = bytearray((40 * first + second,))
    for arc in rest:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.append(0x80 | (arc & 0x7F))
        content += bytes(reversed(digits))
    return tlv(0x06, bytes(content))


def header(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """Return where the content of the value at a place begins and ends; its tag must be this one."""
    if at + 2 > len(data) or data[at] != tag:
        raise NotDer(f"no value of the kind {tag:#x} at {at}")
    length, start = data[at + 1], at + 2
    if length >= 0x80:
        size = length & 0x7F
        # A length has one form only: the shortest.
        if not 1 <= size <= 3 or start + size > len(data):
            raise NotDer(f"a length that is too long at {at}")
        length = int.from_bytes(data[start : start + size], "big")
        start += size
        if length < 0x80 or length.bit_length() <= 8 * (size - 1):
            raise NotDer(f"a length that could be shorter at {at}")
    if start + length > len(data):
        raise NotDer(f"the value at {at} ends behind the bytes")
    return start, start + length


def elements(data: bytes, at: int, tag: int) -> list[tuple[int, int]]:
    """Return where each value inside the one at a place begins and ends, tags included."""
    start, end = header(data, at, tag)
    found = []
    while start < end:
        _begin, stop = header(data, start, data[start])
        if stop > end:
            raise NotDer(f"the value at {start} ends behind the one around it")
        found.append((start, stop))
        start = stop
    return found
