"""Who may not judge whom, from plain facts of both: the city, the institution, the city's word, one's own entry."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hansa.applications.enums import ConflictKind

# What a form calls the place where somebody works.
INSTITUTION_QUESTIONS = frozenset(
    {"institution", "organisation", "organization", "employer", "company", "school", "university", "agency"}
)
_FILLING = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "a",
        "an",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "der",
        "die",
        "das",
        "und",
        "für",
        "di",
        "del",
        "della",
        "dei",
        "e",
        "il",
    ]
)
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Judge:
    """A reader: who they are, the cities they belong to or speak for, where they work."""

    person: int
    cities: frozenset[int] = frozenset()
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An application: whose, in whose name, where they work, who gave the city's word."""

    number: str
    applicant: int
    city: int
    institutions: tuple[str, ...] = ()
    nominator: int | None = None


def between(judge: Judge, entry: Entry) -> ConflictKind | None:
    """Return why this reader may not judge this application, or None."""
    if judge.person == entry.applicant:
        return ConflictKind.OWN
    if entry.city in judge.cities:
        return ConflictKind.CITY
    if judge.person == entry.nominator:
        return ConflictKind.NOMINATOR
    if is_same_institution(judge.institution, entry.institutions):
        return ConflictKind.INSTITUTION
    return None


def is_same_institution(one: str, others: Iterable[str]) -> bool:
    """Tell whether a name means the same house as any of the others.

    Case, accents, punctuation and small words do not count, and a department counts as its house: all words of the
    shorter name, two at least, stand in the longer. Rather one conflict too many, which an officer sees, than one too few.
    """
    words = _words(one)
    return bool(words) and any(_alike(words, _words(other)) for other in others)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    return one == other or (min(len(one), len(other)) > 1 and (one <= other or other <= one))


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(_APART.sub(" ", kept).split()) - _FILLING


def conflicts(judges: Collection[Judge], entries: Collection[Entry]) -> dict[tuple[int, str], ConflictKind]:
    """Return every conflict that is known of a panel: (person, number) → why."""
    found = {}
    for judge in judges:
        for entry in entries:
            if (why := between(judge, entry)) is not None:
                found[judge.person, entry.number] = why
    return found
