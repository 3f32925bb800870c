"""The piece of a text that answers a question, with what was asked marked in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hansa.foundation.i18n import in_language
from hansa.foundation.search.index import MOST_WORDS
from hansa.foundation.search.words import asked, words


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text with what was asked marked in it, and the language it is in."""

    parts: list[tuple[str, bool]]
    language: str

    @property
    def has_hit(self) -> bool:
        return any(is_hit for _text, is_hit in self.parts)


def marked(text: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is what was asked; put together they are the text."""
    spans: list[list[int]] = []
    for word in words(text):
        if any(word.text.startswith(term) for term in terms):
            if spans and word.start <= spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], word.end)
            else:
                spans.append([word.start, word.end])
    parts, at = [], 0
    for start, end in spans:
        if start > at:
            parts.append((text[at:start], False))
        parts.append((text[start:end], True))
        at = end
    if at < len(text) or not parts:
        parts.append((text[at:], False))
    return parts


def excerpt(texts: Mapping[str, str], question: str, language: str, *, length: int = 180) -> Excerpt:
    """Return the piece of a text that answers: the reader's language if it holds a word asked, else one that does."""
    terms = asked(question)[:MOST_WORDS]
    own = in_language(texts, language)
    order = [language, "en", *texts]
    for code in dict.fromkeys(order):
        if code not in texts:
            continue
        piece = Excerpt(marked(_around(texts[code], terms, length), terms), code)
        if piece.has_hit:
            return piece
    spoken = next((code for code in order if texts.get(code) == own), language)
    return Excerpt([(_around(own, [], length), False)] if own else [], spoken)


def _around(text: str, terms: Sequence[str], length: int) -> str:
    """Cut a text to about that length around the first word asked, at spaces where there are any."""
    if len(text) <= length:
        return text
    first = next((w.start for w in words(text) if any(w.text.startswith(term) for term in terms)), 0)
    start = max(0, min(first - length // 3, len(text) - length))
    end = min(len(text), start + length)
    if start:
        space = text.find(" ", start, min(start + 20, first))
        start = space + 1 if space > 0 else start
    if end < len(text):
        space = text.rfind(" ", end - 20, end)
        end = space if space > first else end
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
