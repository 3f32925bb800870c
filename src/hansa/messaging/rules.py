"""How the text of a letter becomes a mail. Plain values in, plain text and HTML out.

A letter is plain text with light markup: paragraphs between empty lines, ``- `` lists, ``[words](address)`` links,
``**strong**`` words, and placeholders ``{name}`` from a fixed list. A placeholder is a word and nothing else: no dots, no
brackets, no formats. Values go in last and are never looked at again, so a person who is called ``{url}`` or
``[click](http://…)`` gets exactly that name on paper.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

PLACEHOLDERS = frozenset(
    {
        "name", "programme", "edition", "city", "number", "deadline", "url", "reason", "points", "secretariat",
        "event", "place", "when", "member", "count", "title", "other_url",
    }
)  # fmt: skip
ADDRESSES = frozenset({"url", "other_url"})
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
LONGEST_VALUE = 4_000
LONGEST_SUBJECT = 200

# After each failed attempt the next waits longer; after the last the letter counts as not delivered.
PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4),
    timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
# A letter that has been "being sent" for longer than any mail server takes was left behind by a worker that died.
LEFT_BEHIND_AFTER = timedelta(minutes=10)

_HOLE = re.compile(r"\{([a-z_]+)\}")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((\{[a-z_]+\}|https?://[^\s()<>\"']+)\)")
_BARE = re.compile(r"https?://[^\s()<>\"'{}]+[^\s()<>\"'{}.,;:!?]")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_SCHEME = re.compile(r"(?i)\b(?:https?|ftp)://")


@dataclass(frozen=True)
class Written:
    """A letter as it goes out."""

    subject: str
    text: str
    html: str
    language: str
    direction: str


def placeholders_in(text: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return set(_HOLE.findall(text))


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
        if any(unicodedata.category(mark) in {"Cc", "Zl", "Zp"} for mark in subject):
            found.append(f"{language}: the subject is more than one line")
        for part, words in (("subject", subject), ("text", body)):
            strange = sorted(placeholders_in(words) - allowed)
            found += [
                f"{language}: {{{name}}} in the {part} is not a placeholder we know" for name in strange
            ]
            if re.search(r"[{}]", _HOLE.sub("", words)):
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
    """Return the letter with its values filled in.

    A paragraph (or a point of a list) that speaks of something we have no value for is left out whole, so that no letter
    says "your points: ". The values that matter to a letter stand in the calling code, and are always there.
    """
    known = {name: _clean(name, value) for name, value in values.items() if name in PLACEHOLDERS}
    known = {name: value for name, value in known.items() if value}
    blocks = _blocks(body, set(known))
    one_line = " ".join(_HOLE.sub(lambda hole: known.get(hole[1], ""), subject).split())
    return Written(
        subject=one_line[:LONGEST_SUBJECT],
        text="\n\n".join(_plain(block, known) for block in blocks) + "\n",
        html="\n".join(_marked(block, known) for block in blocks),
        language=language,
        direction="rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
    )


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when a letter is tried again after so many attempts, or ``None`` when no more are made."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def _clean(name: str, value: str) -> str:
    plain = "".join(" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in str(value))
    plain = " ".join(plain.split())[:LONGEST_VALUE]
    if name in ADDRESSES:
        return plain if re.fullmatch(r"https?://[^\s<>\"']+", plain) else ""
    # Somebody may sign up with a stranger's address and a name that is an advertisement; without its scheme the
    # address in it is not made into a link by mail programs.
    return _SCHEME.sub("", plain)


def _blocks(body: str, known: set[str]) -> list[list[str]]:
    """Return paragraphs as lists of one string, lists as lists of ``- `` lines, without what cannot be filled."""
    kept = []
    for raw in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in raw.split("\n") if line.strip()]
        run: list[str] = []
        for line in lines:
            if line.startswith("- ") or not run or run[-1].startswith("- "):
                run.append(line)
            else:
                run[-1] += "\n" + line
        groups: list[list[str]] = []
        for item in run:
            if not placeholders_in(item) <= known:
                continue
            if groups and groups[-1][-1].startswith("- ") and item.startswith("- "):
                groups[-1].append(item)
            else:
                groups.append([item])
        kept += groups
    return kept


def _plain(block: list[str], values: Mapping[str, str]) -> str:
    def filled(text: str) -> str:
        text = _LINK.sub(lambda link: link[2] if link[1] == link[2] else f"{link[1]}: {link[2]}", text)
        return _HOLE.sub(lambda hole: values[hole[1]], _STRONG.sub(r"\1", text))

    return "\n".join(filled(line) for line in block)


def _marked(block: list[str], values: Mapping[str, str]) -> str:
    if block[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(line[2:], values)}</li>" for line in block) + "</ul>"
    return "<p>" + "<br>".join(_inline(line, values) for line in block[0].split("\n")) + "</p>"


def _inline(text: str, values: Mapping[str, str]) -> str:
    """Return one line as HTML: the template's markup is read, the values are only escaped."""
    out, at = [], 0
    marks = re.compile("|".join((_LINK.pattern, f"(?P<bare>{_BARE.pattern})", _STRONG.pattern)))
    for mark in marks.finditer(text):
        out.append(_filled(text[at : mark.start()], values))
        words, address, bare, strong = mark[1], mark[2], mark["bare"], mark[4]
        if bare:
            out.append(_anchor(bare, html.escape(bare)))
        elif strong:
            out.append(f"<strong>{_filled(strong, values)}</strong>")
        else:
            target = values[address[1:-1]] if address.startswith("{") else address
            label = _filled(words, values)
            out.append(_anchor(target, label) if target.startswith(("https://", "http://")) else label)
        at = mark.end()
    out.append(_filled(text[at:], values))
    return "".join(out)


def _filled(text: str, values: Mapping[str, str]) -> str:
    parts, at = [], 0
    for hole in _HOLE.finditer(text):
        parts.append(html.escape(text[at : hole.start()]))
        value = html.escape(values[hole[1]])
        if hole[1] in ADDRESSES:
            parts.append(_anchor(values[hole[1]], value))
        else:
            # A name in another script must not turn the words around it.
            parts.append(f"<bdi>{value}</bdi>")
        at = hole.end()
    parts.append(html.escape(text[at:]))
    return "".join(parts)


def _anchor(address: str, label: str) -> str:
    return f'<a href="{html.escape(address)}">{label}</a>'
