"""The light markup of letters, read once and said twice: as plain text and as HTML.

Paragraphs between empty lines, ``- `` lists, ``[words](address)`` links, ``**strong**`` words, and placeholders ``{name}``
from a fixed list. A link that stands alone in its paragraph is what the letter asks for: mail programs get a button.
A placeholder is a word and nothing else: no dots, no brackets, no formats. Values go in last and are never looked at
again, so a person who is called ``{url}`` or ``[click](http://…)`` gets exactly that name on paper.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

ADDRESSES = frozenset({"url", "other_url", "form_url"})
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
LONGEST_VALUE = 4_000
LONGEST_SUBJECT = 200
ACT = '<p><a class="btn act" href="'
"""How the paragraph begins that holds nothing but a link."""

_HOLE = re.compile(r"\{([a-z_]+)\}")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((\{[a-z_]+\}|https?://[^\s()<>\"']+)\)")
_BARE = re.compile(r"https?://[^\s()<>\"'{}]+[^\s()<>\"'{}.,;:!?]")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_MARKS = re.compile("|".join((_LINK.pattern, f"(?P<bare>{_BARE.pattern})", _STRONG.pattern)))
_SCHEME = re.compile(r"(?i)\b(?:https?|ftp)://")


@dataclass(frozen=True)
class Written:
    """A letter as it goes out, still without the frame of a mail."""

    subject: str
    text: str
    html: str
    language: str
    direction: str


def placeholders_in(text: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return set(_HOLE.findall(text))


def has_loose_brace(text: str) -> bool:
    """Tell whether a brace belongs to no placeholder."""
    return bool(re.search(r"[{}]", _HOLE.sub("", text)))


def is_one_line(text: str) -> bool:
    """Tell whether a text would stay on the line of a mail's head."""
    return not any(unicodedata.category(mark) in {"Cc", "Zl", "Zp"} for mark in text)


def direction_of(language: str) -> str:
    """Return which way a language runs: ``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def write(
    *, subject: str, body: str, values: Mapping[str, str], language: str, allowed: Collection[str]
) -> Written:
    """Return the letter with its values filled in.

    A paragraph (or a point of a list) that speaks of something we have no value for is left out whole, so that no letter
    says "your points: ". The values that matter to a letter stand in the calling code, and are always there.
    """
    known = {name: _clean(name, value) for name, value in values.items() if name in allowed}
    known = {name: value for name, value in known.items() if value}
    blocks = _blocks(body, set(known))
    one_line = " ".join(_HOLE.sub(lambda hole: known.get(hole[1], ""), subject).split())
    return Written(
        subject=one_line[:LONGEST_SUBJECT],
        text="\n\n".join(_plain(block, known) for block in blocks) + "\n",
        html="\n".join(_marked(block, known) for block in blocks),
        language=language,
        direction=direction_of(language),
    )


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
        between = ":\n" if _LINK.fullmatch(text) else ": "
        text = _LINK.sub(lambda link: link[2] if link[1] == link[2] else f"{link[1]}{between}{link[2]}", text)
        return _HOLE.sub(lambda hole: values[hole[1]], _STRONG.sub(r"\1", text))

    return "\n".join(filled(line) for line in block)


def _marked(block: list[str], values: Mapping[str, str]) -> str:
    if block[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(line[2:], values)}</li>" for line in block) + "</ul>"
    alone = _LINK.fullmatch(block[0])
    target = _target(alone[2], values) if alone else ""
    if alone and target:
        return f'{ACT}{html.escape(target)}">{_filled(alone[1], values)}</a></p>'
    return "<p>" + "<br>".join(_inline(line, values) for line in block[0].split("\n")) + "</p>"


def _inline(text: str, values: Mapping[str, str]) -> str:
    """Return one line as HTML: the template's markup is read, the values are only escaped."""
    out, at = [], 0
    for mark in _MARKS.finditer(text):
        out.append(_filled(text[at : mark.start()], values))
        words, address, bare, strong = mark[1], mark[2], mark["bare"], mark[4]
        if bare:
            out.append(_anchor(bare, html.escape(bare)))
        elif strong:
            out.append(f"<strong>{_filled(strong, values)}</strong>")
        else:
            target, label = _target(address, values), _filled(words, values)
            out.append(_anchor(target, label) if target else label)
        at = mark.end()
    out.append(_filled(text[at:], values))
    return "".join(out)


def _target(address: str, values: Mapping[str, str]) -> str:
    target = values[address[1:-1]] if address.startswith("{") else address
    return target if target.startswith(("https://", "http://")) else ""


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
    # An address runs from left to right wherever it stands.
    way = ' dir="ltr"' if label == html.escape(address) else ""
    return f'<a href="{html.escape(address)}"{way}>{label}</a>'
