"""How invented people behave in a rehearsal: how many forget a paper, come late, fall ill, give up."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

# Shares, in per cent. They are guesses that make every branch happen; the rehearsal prints what came of them.
FORGETS_A_PAPER = 12
COMES_TOO_LATE = 3
WITHDRAWS = 3
JUNIOR = 8
# Something in the papers is not as it should be, and the officer returns them.
UNCLEAR = 6
NOT_BACKED = 6
CHANGES_THE_TIME = 12
MISSES_AN_INTERVIEW = 5
LOSES_THE_LINE = 6
DECLINES = 10
GIVES_UP = 30
STAYS_AWAY = 12


def happens(draw: random.Random, per_cent: int) -> bool:
    """Draw whether something of this share happens."""
    return draw.randrange(100) < per_cent


def apart(*said: object) -> random.Random:
    """Return a draw of its own, the same for the same words."""
    return random.Random(":".join(map(str, said)))  # noqa: S311  # repeatable, not secret


def answer(question: Mapping[str, Any], draw: random.Random, *, known: Mapping[str, Any]) -> Any:
    """Return an answer that the question takes; ``known`` holds what is already true of the person, by key."""
    if question["key"] in known:
        return known[question["key"]]
    options = [option["key"] for option in question.get("options") or ()]
    kind = question["kind"]
    if kind == "single":
        return draw.choice(options)
    if kind == "multiple":
        return sorted(draw.sample(options, draw.randint(1, max(1, len(options) // 2))))
    if kind == "ordering":
        return draw.sample(options, len(options))
    plain = {
        "number": lambda: draw.randint(1, 20),
        "date": lambda: "2015-06-01",
        "country": lambda: "KR",
        "language_level": lambda: draw.choice(("B1", "B2", "C1")),
        "consent": lambda: True,
        "long_text": lambda: _paragraph(draw),
    }
    return plain.get(kind, lambda: draw.choice(_WORDS))()


def quiz_answer(question: Mapping[str, Any], draw: random.Random, *, knows: int) -> Any:
    """Return a learner's answer to a question of a quiz, right with a chance of ``knows`` per cent."""
    right = list(question.get("right") or ())
    if right and happens(draw, knows):
        if question["kind"] in {"multiple", "ordering"}:
            return right
        return int(right[0]) if question["kind"] == "number" else right[0]
    return answer(question, draw, known={})


def scores(questions: Sequence[Mapping[str, Any]], draw: random.Random, *, strength: int) -> dict[str, Any]:
    """Return a reviewer's marks for somebody of this strength (0 to 100), a little off each time."""
    marks: dict[str, Any] = {}
    for question in questions:
        if question.get("max"):
            top = int(question["max"])
            marks[question["key"]] = min(top, max(0, round(top * (strength + draw.randint(-15, 15)) / 100)))
        elif question.get("required", True):
            marks[question["key"]] = answer(question, draw, known={})
    return marks


_WORDS = ("Open data", "Transport", "Energy", "e-Government", "Digital inclusion", "Privacy")


def _paragraph(draw: random.Random) -> str:
    first, second = draw.sample(_WORDS, 2)
    return f"(Invented.) In my city I work on {first.lower()}; next year we begin with {second.lower()}."
