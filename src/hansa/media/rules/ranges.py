"""Byte ranges of HTTP (RFC 9110, section 14), so that a player can begin anywhere."""

import re
from dataclasses import dataclass


class RangeNotSatisfiable(ValueError):
    """The range asked for lies outside the file; answered with 416."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The first and the last byte wanted, both counted from 0 and both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def requested_range(header: str, size: int) -> ByteRange | None:
    """Return the part of a file that a Range header asks for; None means all of it.

    Malformed headers, other units and lists of ranges are ignored, as the standard allows: a player
    asks for one range. Raises ``RangeNotSatisfiable`` for a range beyond the end.
    """
    match = re.fullmatch(r"bytes=[ \t]*([0-9]{0,19})-([0-9]{0,19})[ \t]*", header)
    if not match or match.group(0).strip().endswith("=-"):
        return None
    first, last = match.groups()
    if not first:
        if not last:
            return None
        if int(last) == 0 or size == 0:
            raise RangeNotSatisfiable
        return ByteRange(max(0, size - int(last)), size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1)
