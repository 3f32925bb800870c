"""What there is to be found, in order of how well it answers a question. Plain values in, plain values out."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hansa.foundation.search.words import asked, words

#: How much a word counts by where it stands.
IN_TITLE, IN_FACTS, IN_TEXT = 6.0, 2.5, 1.0
#: How much by the language it stands in: the reader's, English, another.
OWN, ENGLISH, OTHER = 1.0, 0.85, 0.6
#: A word that only begins with what was asked counts less, and the less the longer it is.
BEGINS = 0.8
#: How far a title that says nothing else goes before one that says more.
WHOLE_TITLE = 3.0
#: A word that so large a part of all entries holds need not be in an answer, if others were asked as well.
COMMON = 0.3
#: Of so many words is a question read, and so many words may begin with one of them.
MOST_WORDS, MOST_BEGINNINGS = 12, 300


@dataclass(frozen=True)
class Entry:
    """A public page that can be found: its kind, address, title and text in several languages.

    ``facts`` are short words beside the title: city, country, year. ``weight`` puts one entry a little before others
    that answer as well; 1 is usual.
    """

    kind: str
    url: str
    title: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True)
class Answer:
    """The entries found, best first; how many of each kind; whether each holds all that was asked."""

    entries: list[Entry]
    by_kind: dict[str, int]
    holds_all: bool


#: Where a word stands in an entry: sets of languages, as bits, for title, facts and text.
_Posting = tuple[int, int, int, int]


class Index:
    """Words of all entries, in memory: what both databases give alike, and faster than either."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda e: (e.kind, e.url, e.title.get("en", "")))
        self._bits: dict[str, int] = {}
        self._title_words: list[dict[int, int]] = []
        self._postings: dict[str, list[_Posting]] = {}
        self._in_titles: dict[str, str] = {}
        self._shortest: dict[int, list[int]] = {}
        for number, entry in enumerate(self.entries):
            self._take(number, entry)
        self._vocabulary = sorted(self._postings)
        self._named = sorted(self._in_titles)

    def _bit(self, language: str) -> int:
        return self._bits.setdefault(language, 1 << len(self._bits))

    def _take(self, number: int, entry: Entry) -> None:
        held: dict[str, list[int]] = {}
        lengths: dict[int, int] = {}
        for place, texts in enumerate((entry.title, entry.facts, entry.text)):
            for language, text in texts.items():
                bit = self._bit(language)
                count = 0
                for word in words(text):
                    held.setdefault(word.text, [0, 0, 0])[place] |= bit
                    count += 1
                    if place == 0:
                        self._in_titles.setdefault(word.text, text[word.start : word.end])
                if place == 0:
                    lengths[bit] = count
        self._title_words.append(lengths)
        for word_text, (title, facts, text_mask) in held.items():
            self._postings.setdefault(word_text, []).append((number, title, facts, text_mask))

    def _beginning_with(self, word: str) -> list[tuple[str, float]]:
        """Return the words that begin so, each with how much it counts; the word itself counts whole."""
        if len(word) == 1 and word.isalpha() and word < "\u0250":
            return [(word, 1.0)] if word in self._postings else []
        at = bisect_left(self._vocabulary, word)
        found = []
        for known in self._vocabulary[at : at + MOST_BEGINNINGS]:
            if not known.startswith(word):
                break
            found.append((known, 1.0 if known == word else BEGINS * (0.5 + 0.5 * len(word) / len(known))))
        return found

    def _standing(self, word: str, worth: dict[int, float], own: int) -> dict[int, tuple[float, bool]]:
        """Return the entries that hold a word or one that begins so: how well, and whether the title does."""
        found: dict[int, tuple[float, bool]] = {}
        for known, share in self._beginning_with(word):
            for number, title, facts, text in self._postings[known]:
                value = 0.0
                if title:
                    value = IN_TITLE * worth[title]
                if facts:
                    value = max(value, IN_FACTS * worth[facts])
                if text:
                    value = max(value, IN_TEXT * worth[text])
                value *= share
                before = found.get(number)
                if before is None or value > before[0]:
                    found[number] = (value, bool(title & own))
        return found

    def _lengths(self, own: int) -> list[int]:
        """Return of how many words each title is, in the shortest of these languages."""
        if own not in self._shortest:
            self._shortest[own] = [
                max(1, min((count for bit, count in held.items() if bit & own), default=1))
                for held in self._title_words
            ]
        return self._shortest[own]

    def _worths(self, language: str) -> dict[int, float]:
        own, english = self._bits.get(language, 0), self._bits.get("en", 0)
        return _Worths(own, english)

    def search(self, question: str, language: str, *, kind: str = "") -> Answer:
        """Return what answers a question, best first.

        An entry answers if it holds every word asked, or one that begins so; words that nearly every entry holds may be
        missing. If nothing does, those that hold most of them are given, and ``holds_all`` is False. A word is worth
        the more the rarer it is; in a title it is worth six times, in facts two and a half times what it is in a text;
        in the reader's language more than in English, there more than in another. A title that says only what was
        asked goes before one that says more. Equals stand in the order of kind and address, so that the same question
        always has the same answer, whatever the database.
        """
        terms = asked(question)[:MOST_WORDS]
        if not terms or not self.entries:
            return Answer([], {}, True)
        worth, own = self._worths(language), self._bits.get(language, 0) | self._bits.get("en", 0)
        total = len(self.entries)
        standing = [self._standing(term, worth, own) for term in terms]
        rare = [math.log(1 + total / (1 + len(found))) for found in standing]
        needed = [found for found in standing if len(found) <= COMMON * total] or standing
        smallest = min(needed, key=len)
        everywhere = [number for number in smallest if all(number in found for found in needed)]
        holds_all = bool(everywhere)
        numbers = everywhere or sorted({number for found in standing for number in found})
        lengths = self._lengths(own)
        scored = []
        for number in numbers:
            score, held, titled = 0.0, 0, 0
            for found, rarity in zip(standing, rare, strict=True):
                if number in found:
                    value, in_title = found[number]
                    score += rarity * value
                    held += 1
                    titled += in_title
            if titled:
                score += WHOLE_TITLE * min(1.0, titled / lengths[number])
            score *= self.entries[number].weight
            scored.append((-held if not holds_all else 0, -round(score, 6), number))
        scored.sort()
        if not holds_all and scored:
            most = scored[0][0]
            scored = [line for line in scored if line[0] == most]
        entries = [self.entries[number] for _held, _score, number in scored]
        by_kind: dict[str, int] = {}
        for entry in entries:
            by_kind[entry.kind] = by_kind.get(entry.kind, 0) + 1
        return Answer([e for e in entries if e.kind == kind] if kind else entries, by_kind, holds_all)

    def nearest(self, question: str) -> str:
        """Return the question with words that nothing holds put right by the nearest word of a title; "" if none is."""
        said = []
        changed = False
        for word in words(question):
            if self._beginning_with(word.text):
                said.append(question[word.start : word.end])
            elif near := self._near(word.text):
                said.append(self._in_titles[near])
                changed = True
            else:
                return ""
        return " ".join(said) if changed else ""

    def _near(self, word: str) -> str:
        """Return the title word with the same first letter that is at most two letters away, the nearest first."""
        allowed = 1 if len(word) < 5 else 2
        at = bisect_left(self._named, word[:1])
        best: tuple[int, str] | None = None
        for known in self._named[at:]:
            if known[:1] != word[:1]:
                break
            if abs(len(known) - len(word)) > allowed or len(set(word) ^ set(known)) > 2 * allowed:
                continue
            away = (_distance(word, known), known)
            if away[0] <= allowed and (best is None or away < best):
                best = away
        return best[1] if best else ""


class _Worths(dict[int, float]):
    """How much a set of languages is worth to a reader: worked out at its first use."""

    def __init__(self, own: int, english: int) -> None:
        super().__init__()
        self._own, self._english = own, english

    def __missing__(self, mask: int) -> float:
        worth = OWN if mask & self._own else ENGLISH if mask & self._english else OTHER
        self[mask] = worth
        return worth


def _distance(a: str, b: str) -> int:
    """Return how many letters must be added, left out, changed or swapped to make one word of the other."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def joined(*texts: Mapping[str, str] | None) -> dict[str, str]:
    """Put several texts together, language by language."""
    said: dict[str, list[str]] = {}
    for text in texts:
        for language, part in (text or {}).items():
            if part:
                said.setdefault(language, []).append(part)
    return {language: " · ".join(parts) for language, parts in said.items()}
