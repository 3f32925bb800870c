"""The number on a certificate: ten letters that can be read over the telephone.

Nine are drawn by lot from Crockford's alphabet (45 bits), the tenth checks them, so that one
mistyped letter, or two that changed places, is noticed before anything is looked up.
"""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def _check(body: str) -> str:
    # Odd weights are invertible modulo 32, so any one wrong letter changes the sum; neighbours
    # differ in weight by 2, which misses a swap only of letters 16 apart.
    return ALPHABET[sum(_VALUE[letter] * (2 * place + 1) for place, letter in enumerate(body)) % 32]


def short_code(draw: Callable[[int], int]) -> str:
    """Return a new code; ``draw(n)`` gives a number below n."""
    body = "".join(ALPHABET[draw(32)] for _ in range(9))
    return body + _check(body)


def grouped(code: str) -> str:
    """Return a code as it is printed: ``4F7K-29QM-C3``."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def letters_of(typed: str) -> str | None:
    """Return the letters of what somebody typed as a number, however many; None where it is something else."""
    code = "".join(typed.upper().split()).replace("-", "").translate(_MISREAD)
    return code if code and len(code) < 20 and all(letter in _VALUE for letter in code) else None


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, or None where no code can have been meant."""
    code = letters_of(typed)
    if code is None or len(code) != LENGTH:
        return None
    return code if _check(code[:-1]) == code[-1] else None
