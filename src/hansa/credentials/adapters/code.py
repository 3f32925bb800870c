"""QR codes by segno, and many of one kind at once without it.

A code is an affine function of the bits of its text over GF(2), once its version and its mask are settled: whatever
differs between two texts of one length is the exclusive-or of what each differing bit changes. For addresses that end in
a UUID these changes are asked of segno once; each further code is a few exclusive-ors.
"""

import re
from collections import Counter
from functools import cache
from typing import Any
from uuid import UUID

import segno

DARK, LIGHT, QUIET = "#211a16", "#ffffff", 2
_RUN = re.compile("1+")
# Settled for all sheets: any mask can be read; choosing among the eight takes longer than all the rest.
MASK = 2
# Two hundred codes are drawn to learn what each bit changes: not for a few sheets that somebody fetches.
_SINGLE = 40
_asked: Counter[tuple[str, str]] = Counter()


def code_svg(text: str) -> str:
    """Return the QR code of a text as an SVG that fills its box, quiet zone included."""
    code = _code(text)
    return _svg(_bits(code), code.symbol_size(border=0)[0])


def code_of_id(before: str, number: UUID, after: str) -> str:
    """Return the code of an address with a UUID in it, without segno once many were asked for."""
    _asked[(before, after)] += 1
    if _asked[(before, after)] <= _SINGLE:
        return code_svg(f"{before}{number}{after}")
    size, base, changes = _table(before, after)
    bits = base
    for place, letter in enumerate(str(number)):
        bits ^= changes[place][letter]
    return _svg(bits, size)


def _code(text: str | bytes) -> Any:
    return segno.make_qr(text, error="m", mask=MASK, mode="byte", boost_error=False)


def _bits(code: Any) -> int:
    return int("".join("1" if module & 1 else "0" for row in code.matrix for module in row), 2)


@cache
def _table(before: str, after: str) -> tuple[int, int, list[dict[str, int]]]:
    """The code of the address with a UUID of zeros, and what each letter at each place of it changes."""
    zeros = str(UUID(int=0))
    head, tail = before.encode(), after.encode()
    code = _code(head + zeros.encode() + tail)
    base = _bits(code)
    changes: list[dict[str, int]] = []
    for place, letter in enumerate(zeros):
        if letter == "-":
            changes.append({"-": 0})
            continue
        of_bit = {}
        for bit in (0x01, 0x02, 0x04, 0x08, 0x10, 0x40):
            other = bytearray(zeros.encode())
            other[place] ^= bit
            of_bit[bit] = _bits(_code(head + bytes(other) + tail)) ^ base
        changes.append({})
        for wanted in "0123456789abcdef":
            difference, change = ord(wanted) ^ ord("0"), 0
            for bit, changed in of_bit.items():
                if difference & bit:
                    change ^= changed
            changes[-1][wanted] = change
    return code.symbol_size(border=0)[0], base, changes


def _svg(bits: int, size: int) -> str:
    text, side = f"{bits:0{size * size}b}", size + 2 * QUIET
    runs = []
    for row in range(size):
        line = text[row * size : (row + 1) * size]
        runs += [
            f"M{run.start() + QUIET} {row + QUIET}h{run.end() - run.start()}v1H{run.start() + QUIET}z"
            for run in _RUN.finditer(line)
        ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="{LIGHT}" d="M0 0h{side}v{side}H0z"/><path fill="{DARK}" d="{"".join(runs)}"/></svg>'
    )
