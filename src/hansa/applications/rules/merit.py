"""From readers' totals to one whole number for each applicant."""

from collections.abc import Mapping, Sequence
from math import lcm


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
    readers = lcm(*{len(scores) for scores in totals.values()}) if totals else 1
    return {number: sum(scores) * (readers // len(scores)) for number, scores in totals.items()}
