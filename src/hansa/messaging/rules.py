"""What the text of a letter may hold, in which language it goes out, and when it is tried again."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from hansa.foundation.mail.rules import markup
from hansa.foundation.mail.rules.markup import (
    LONGEST_SUBJECT,
    RIGHT_TO_LEFT,
    Written,
    direction_of,
    has_loose_brace,
    is_one_line,
    placeholders_in,
)

__all__ = [
    "LONGEST_SUBJECT",
    "PLACEHOLDERS",
    "RIGHT_TO_LEFT",
    "Written",
    "direction_of",
    "faults",
    "language_for",
    "next_attempt",
    "placeholders_in",
    "title_of",
    "write",
]

PLACEHOLDERS = frozenset(
    {
        "name", "programme", "edition", "city", "number", "deadline", "url", "reason", "points", "secretariat",
        "event", "place", "when", "member", "count", "title", "other_url", "form_url", "applicant",
    }
)  # fmt: skip

# After each failed attempt the next waits longer; after the last the letter counts as not delivered.
PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4),
    timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
# A letter that has been "being sent" for longer than any mail server takes was left behind by a worker that died.
LEFT_BEHIND_AFTER = timedelta(minutes=10)


def faults(texts: Mapping[str, Mapping[str, str]], known: Iterable[str] = PLACEHOLDERS) -> list[str]:
    """Return what is wrong with the texts of a template, each fault with its language; nothing if all is well."""
    found = [] if texts else ["there is no text in any language"]
    allowed = set(known)
    for language, text in texts.items():
        subject, body = text.get("subject", ""), text.get("body", "")
        if not subject.strip():
            found.append(f"{language}: the subject is empty")
        if not body.strip():
            found.append(f"{language}: the text is empty")
        if not is_one_line(subject):
            found.append(f"{language}: the subject is more than one line")
        for part, words in (("subject", subject), ("text", body)):
            strange = sorted(placeholders_in(words) - allowed)
            found += [
                f"{language}: {{{name}}} in the {part} is not a placeholder we know" for name in strange
            ]
            if has_loose_brace(words):
                found.append(
                    f"{language}: a brace in the {part} belongs to no placeholder; they are written {{name}}"
                )
    return found


def language_for(texts: Iterable[str], wanted: str) -> str:
    """Return the language to write in: the wanted one, its base, English, or whichever there is."""
    there = list(texts)
    for code in (wanted, wanted.split("-")[0], "en"):
        if code in there:
            return code
    return there[0]


def write(*, subject: str, body: str, values: Mapping[str, str], language: str) -> Written:
    """Return the letter with its values filled in; what we have no value for is left out with its paragraph."""
    return markup.write(subject=subject, body=body, values=values, language=language, allowed=PLACEHOLDERS)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when a letter is tried again after so many attempts, or ``None`` when no more are made."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


_PLACEHOLDER = re.compile(r"\{\w+\}")
_LAST = re.compile(r"\s*[:：]\s*…$")


def title_of(subject: str) -> str:
    """Return a subject as a title: what is filled in for each reader is left out."""
    open_ended = _PLACEHOLDER.sub("…", subject)
    return _LAST.sub("", open_ended) or open_ended
