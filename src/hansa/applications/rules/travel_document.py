"""The machine-readable zone of a passport: two lines of 44 characters, checked by their own digits.

After ICAO Doc 9303, eighth edition, part 3 (transliteration, check digits) and part 4 (passports, size TD3).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, pairwise, product

LENGTH = 44
FILLER = "<"
WEIGHTS = (7, 3, 1)
# A passport is valid for ten years at most, so a year of two digits means the century nearest to today.
HALF_A_CENTURY = 50
# What a reading machine takes for another: letters where a digit must stand, and the other way round.
_AS_DIGITS = str.maketrans("OQDUILZAYSGTB", "0000112445678")
_AS_LETTERS = str.maketrans("0124568", "OIZASGB")
_TWINS = {
    "0": "OQD",
    "O": "0",
    "Q": "0",
    "D": "0",
    "1": "I",
    "I": "1",
    "2": "Z",
    "Z": "2",
    "5": "S",
    "S": "5",
}
_TWINS |= {"8": "B", "B": "8", "6": "G", "G": "6", "4": "A", "A": "4"}
MOST_VARIANTS = 256
_ZONE = re.compile(r"[A-Z0-9<]{30,}")
# Part 3, table 6: letters of other alphabets that are written as more than their bare form.
_WRITTEN = {
    "ß": "SS",
    "Æ": "AE",
    "Œ": "OE",
    "Ø": "OE",
    "Þ": "TH",
    "Ð": "D",
    "Đ": "D",
    "Ł": "L",
    "İ": "I",
    "ı": "I",
}


class Unread(StrEnum):
    """Why nothing could be read."""

    NO_ZONE = "no_zone"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """What the zone of a passport says; names are as they stand there, in capitals without accents."""

    surname: str
    given_names: str
    number: str
    issuer: str
    nationality: str
    born_on: date
    expires_on: date
    sex: str = ""

    @property
    def name(self) -> str:
        """The whole name, given names first."""
        return f"{self.given_names} {self.surname}".strip()


def value_of(character: str) -> int:
    """Return a character's value: digits as they are, A to Z as 10 to 35, the filler 0 (part 3, 4.9)."""
    if character == FILLER:
        return 0
    if len(character) == 1 and character.isascii() and (character.isdigit() or character.isupper()):
        return int(character, 36)
    raise ValueError(f"{character!r} does not stand in a machine-readable zone")


def check_digit(text: str) -> str:
    """Return the digit that guards a field: values weighted 7, 3, 1 in turn, summed, modulo 10 (part 3, 4.9)."""
    total = sum(value_of(one) * WEIGHTS[place % 3] for place, one in enumerate(text))
    return str(total % 10)


def zone_of(document: TravelDocument) -> str:
    """Return the two lines of a passport's zone (part 4, 4.2)."""
    names = f"{_letters(document.surname)}<<{_letters(document.given_names)}"
    first = f"P<{_filled(document.issuer, 3)}{names}"
    number = _filled(document.number, 9)
    born, expires = f"{document.born_on:%y%m%d}", f"{document.expires_on:%y%m%d}"
    guarded = (number + check_digit(number), born + check_digit(born), expires + check_digit(expires))
    optional = FILLER * 14
    # An empty optional field is guarded by a filler or a nought; both count nothing.
    last = check_digit("".join(guarded) + optional + FILLER)
    second = (
        f"{guarded[0]}{_filled(document.nationality, 3)}{guarded[1]}{document.sex or FILLER}{guarded[2]}"
        f"{optional}{FILLER}{last}"
    )
    return f"{_filled(first, LENGTH)}\n{second}"


def read_zone(text: str, *, today: date) -> TravelDocument | Unread:
    """Read a passport's zone from what a reading machine saw on the page.

    Letters taken for digits, and the other way round, are set right where only one reading satisfies all check
    digits. ``NO_ZONE`` where no two lines of a zone are there, ``UNSURE`` where they contradict their check digits.
    """
    found: TravelDocument | Unread = Unread.NO_ZONE
    for first, second in _pairs(text):
        document = _document(first, second, today)
        if document is not None:
            return document
        found = Unread.UNSURE
    return found


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each pair of neighbouring lines that could be a zone."""
    lines = [line for raw in text.splitlines() if _ZONE.fullmatch(line := _bare(raw))]
    for first, second in pairwise(lines):
        if first[0] == "P" and "<<" in first[5:]:
            yield first[:LENGTH].ljust(LENGTH, FILLER), second


def _bare(raw: str) -> str:
    return re.sub(r"\s", "", raw.upper()).replace("«", "<<").replace("‹", FILLER)


def _document(first: str, second: str, today: date) -> TravelDocument | None:
    second = _with_length(second)
    if len(second) != LENGTH:
        return None
    readings = list(islice(_readings(second), 2))
    # What was seen goes first. Of corrections that all satisfy the digits nobody knows which is true.
    if not readings or (len(readings) > 1 and readings[0][:9] != second[:9]):
        return None
    sure = readings[0]
    born, expires = _date(sure[13:19], today, is_past=True), _date(sure[21:27], today)
    surname, _mark, given = first[5:].partition("<<")
    if born is None or expires is None or not surname.strip(FILLER):
        return None
    return TravelDocument(
        surname=_name(surname),
        given_names=_name(_without_noise(given)),
        number=sure[:9].rstrip(FILLER),
        issuer=first[2:5].translate(_AS_LETTERS).rstrip(FILLER),
        nationality=sure[10:13].rstrip(FILLER),
        born_on=born,
        expires_on=expires,
        sex=sure[20] if sure[20] in "MF" else "",
    )


def _with_length(line: str) -> str:
    """Give a second line its 44 characters where the machine miscounted the fillers of its empty optional field."""
    middle, end = line[28:-2], line[-2:]
    if len(line) == LENGTH or middle.strip(FILLER):
        return line
    return line[:28] + FILLER * 14 + end


def _readings(line: str) -> Iterator[str]:
    """Yield each reading of a second line that its five check digits allow."""
    number_and_digit, rest = line[:9], line[9:]
    fixed = (
        rest[0].translate(_AS_DIGITS)
        + rest[1:4].translate(_AS_LETTERS)
        + rest[4:11].translate(_AS_DIGITS)
        + rest[11]
        + rest[12:19].translate(_AS_DIGITS)
    )
    optional, ends = rest[19:33], rest[33:]
    for number in _variants(number_and_digit):
        for last in dict.fromkeys((ends, ends.translate(_AS_DIGITS))):
            whole = number + fixed + optional + last
            if _holds(whole):
                yield whole


def _variants(text: str) -> Iterable[str]:
    choices = [one + _TWINS.get(one, "") for one in text]
    return ("".join(chosen) for chosen in islice(product(*choices), MOST_VARIANTS))


def _holds(line: str) -> bool:
    """Whether the number, both dates, the optional field and the whole agree with their digits (part 4, 4.2.2.2)."""
    fields = (line[0:10], line[13:20], line[21:28])
    own = all(check_digit(field[:-1]) == field[-1] for field in fields)
    optional, guard = line[28:42], line[42]
    is_empty = not optional.strip(FILLER) and guard in "<0"
    composed = line[0:10] + line[13:20] + line[21:43]
    return own and (is_empty or check_digit(optional) == guard) and check_digit(composed) == line[43]


def _date(text: str, today: date, *, is_past: bool = False) -> date | None:
    if not text.isdigit():
        return None
    year = today.year - today.year % 100 + int(text[:2])
    if is_past:
        year -= 100 if year > today.year else 0
    elif abs(year - today.year) > HALF_A_CENTURY:
        year += 100 if year < today.year else -100
    try:
        return date(year, int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _without_noise(given: str) -> str:
    """Cut given names where the fillers begin: behind them the machine sees letters that are none."""
    return given.split("<<", 1)[0]


def _name(text: str) -> str:
    return " ".join(text.translate(_AS_LETTERS).replace(FILLER, " ").split())


def _letters(name: str) -> str:
    """Write a name as the zone does: capitals without accents, fillers between its parts (part 3, 6)."""
    written = "".join(_WRITTEN.get(one, one) for one in name.upper().replace("ß", "SS"))
    plain = "".join(one for one in unicodedata.normalize("NFD", written) if not unicodedata.combining(one))
    return re.sub(r"[^A-Z]+", FILLER, plain.replace("'", "").replace("’", "")).strip(FILLER)


def _filled(text: str, length: int) -> str:
    return text[:length].ljust(length, FILLER)
