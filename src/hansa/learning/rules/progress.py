"""How much of a lecture was watched: a bitmap of five-second buckets, merged by OR.

Bucket ``i`` is the time from ``5 i`` to ``5 i + 5`` seconds. As an integer, bit ``i`` stands for it. A
bitmap merged twice, late or in another order is the same bitmap, so a player may send what it has as
often as it likes, and after hours without a network.
"""

import math
import re
from dataclasses import dataclass

BUCKET_S = 5
# Nobody is credited with more than playing at double speed since the lecture was opened.
FASTEST = 2
# The first report comes a little after the first seconds were played, clocks differ a little.
GRACE_S = 10
# A day of video: more is no lecture, and no report is read beyond it.
LONGEST_S = 24 * 3600


class UnreadableBits(ValueError):
    """The report is no bitmap: not hexadecimal, or longer than any lecture."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A bitmap after a report, and how many seconds it gained."""

    bits: int
    gained_s: int


def bucket_count(duration_s: float) -> int:
    """Return how many buckets a lecture has; a last piece shorter than half a bucket is none."""
    return max(1, math.floor(duration_s / BUCKET_S + 0.5)) if duration_s > 0 else 0


def read_bits(text: str) -> int:
    """Return the bitmap that a page sent: bytes as hexadecimal, the lowest bucket first.

    Raises ``UnreadableBits``.
    """
    if len(text) > LONGEST_S // BUCKET_S // 4 or not re.fullmatch(r"(?:[0-9a-fA-F]{2})*", text):
        raise UnreadableBits
    return int.from_bytes(bytes.fromhex(text), "little")


def written_bits(bits: int) -> str:
    """Return a bitmap as a page reads it."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little").hex()


def merge(kept: int, sent: int, count: int) -> int:
    """Return both bitmaps together, without buckets beyond the lecture's end."""
    return (kept | sent) & ((1 << count) - 1)


def credited(kept: int, sent: int, count: int, allowance_s: float) -> Credit:
    """Return the bitmap after a report, with no more gained than ``allowance_s`` seconds.

    What is too much is left out from its end. It is not lost: the page sends its whole bitmap each time,
    and time goes on.
    """
    new = merge(kept, sent, count) & ~kept
    room = max(0, math.floor(allowance_s / BUCKET_S))
    if new.bit_count() > room:
        new = _lowest(new, room)
    return Credit(kept | new, new.bit_count() * BUCKET_S)


def _lowest(bits: int, count: int) -> int:
    taken = 0
    for _ in range(count):
        lowest = bits & -bits
        taken |= lowest
        bits ^= lowest
    return taken


def allowance(elapsed_s: float, credited_s: float) -> float:
    """Return how many more seconds the wall clock allows, ``elapsed_s`` after the opening."""
    return FASTEST * max(0.0, elapsed_s) + GRACE_S - credited_s


def percent(bits: int, count: int) -> int:
    """Return the watched share in whole percent, rounded down: 89.9 is not yet 90."""
    return bits.bit_count() * 100 // count if count else 0


def wait_to_read(duration_s: float, elapsed_s: float) -> int:
    """Return how many seconds are missing until a transcript opened then can have been read.

    Reading gets the same pace as playing: twice the speaker's.
    """
    return max(0, math.ceil(duration_s / FASTEST - elapsed_s))
