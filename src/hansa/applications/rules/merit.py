"""From readers' totals to one whole number for each applicant."""

from collections.abc import Mapping, Sequence
from math import gcd, lcm


class ReviewsMissing(Exception):
    """Some applications have not been read by everybody they were given to."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"reviews are missing for {len(numbers)} applications")
        self.numbers = tuple(numbers)


def merits(totals: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Return a whole number for each application such that comparing them compares the means.

    Where everybody was read by as many people, that is the plain sum. Where not, each sum is
    scaled to the same number of readers (the least common multiple), so nothing is rounded and
    nobody gains by a third reader.
    """
    missing = sorted(number for number, scores in totals.items() if not scores)
    if missing:
        raise ReviewsMissing(missing)
    readers = readers_of(totals)
    return {number: sum(scores) * (readers // len(scores)) for number, scores in totals.items()}


def readers_of(totals: Mapping[str, Sequence[int]]) -> int:
    """Return to how many readers each sum is scaled: so many times a sheet's highest total is the highest merit."""
    return lcm(*{len(scores) for scores in totals.values() if scores}) if totals else 1


def with_interviews(
    merit: Mapping[str, int],
    totals: Mapping[str, Sequence[int]],
    *,
    most: int,
    most_of_interview: int,
    weight: int,
) -> dict[str, int]:
    """Return merits of which interviews make ``weight`` per cent, as whole numbers and without rounding.

    ``most`` is the highest merit that readers can give and ``most_of_interview`` the highest score of one interviewer.
    Who was not interviewed has nothing of that part.
    """
    if not weight or not most or not most_of_interview:
        return dict(merit)
    held = {number: scores for number, scores in totals.items() if scores}
    people = lcm(*{len(scores) for scores in held.values()}) if held else 1
    read, heard = (100 - weight) * most_of_interview * people, weight * most
    common = gcd(read, heard)
    mixed = {}
    for number, points in merit.items():
        scores = held.get(number, ())
        spoken = sum(scores) * (people // len(scores)) if scores else 0
        mixed[number] = (read // common) * points + (heard // common) * spoken
    return mixed
