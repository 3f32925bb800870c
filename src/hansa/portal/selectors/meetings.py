"""The events of an edition as its page tells them: by city, with what they share said once."""

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from hansa.portal.selectors.words import text

# What a shared beginning of titles may end with and is not part of.
_JOINTS = " ,،、:–—-"
SHORTEST_SHARED = 12


@dataclass(frozen=True)
class Meeting:
    """An event with what its line is called."""

    event: Any
    label: str


@dataclass(frozen=True)
class Meetings:
    """The events of an edition; ``shared`` is the title that all of them have in common."""

    rows: list[Meeting]
    shared: str = ""
    cities: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)


def meetings_of(events: list[Any]) -> Meetings:
    """Return the events by city, where they differ by it alone, else by their titles."""
    titles = [text(event.title) for event in events]
    cities = [text(event.city) if event.city else "" for event in events]
    count = len({city for city in cities if city})
    shared = _beginning(titles).rstrip(_JOINTS) if len(events) > 1 else ""
    if len(shared) < SHORTEST_SHARED or count != len(events):
        return Meetings([Meeting(*pair) for pair in zip(events, titles, strict=True)], "", count)
    return Meetings([Meeting(*pair) for pair in zip(events, cities, strict=True)], shared, count)


def _beginning(titles: list[str]) -> str:
    """What all the titles begin with, letter by letter."""
    columns = zip(*titles, strict=False)
    return "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))
