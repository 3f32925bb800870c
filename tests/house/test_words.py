"""One voice: what the product says to people, and the words it does not say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tools import catalogues

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hansa"
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}

# Each with what to say instead.
BANNED = {
    r"please note": "say the thing itself",
    r"\boops\b|\bwhoops\b": "say what happened",
    r"successful(?:ly)?\b": "say what is there now, and what comes next",
    r"\binvalid\b": "say what a right one looks like",
    r"\bsoon\b(?! as)": "give the date",
    r"an (?:unknown |unexpected )?error (?:has )?occurred|something went wrong": "say what happened and what to do",
    r"\bclick here\b": "name what the link leads to",
    r"try again later": "say when",
    r"we regret\b|unfortunately": "say it plainly, with the reason",
    r"\bkindly\b": "leave it out",
    r"\blog ?in\b|\blogin\b|\blog ?out\b": "sign in, sign out",
    r"\buser name\b|\busername\b": "there are none here",
    r"\bsubmit(?:ted)?\b": "send, sent",
    r"[a-z]\(s\)": "use a plural form",
}
# Words that may bring the reader further than the sentence: a glossary of what we call things.
NO_DOUBLE_MARKS = re.compile(r"!!|\?\?|\.\.\.")

# Two senses in one English word: without a context one translation has to serve both.
TWO_SENSES = {"Sent", "Present", "Withdrawn", "Cancelled", "Closed", "Right", "Order", "Close"}

_TRANSLATE = re.compile(r"\{%\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')(\s+context)?")
_BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)


def said_in_python(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each English sentence of a module that is translated, and whether it has a context."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in GETTEXT:
            continue
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        with_context = name in WITH_CONTEXT
        if "ngettext" in name or "npgettext" in name:
            words = words[: 3 if with_context else 2]  # then comes how many, or what tells it
        for word in words[1:] if with_context else words:
            yield word, with_context


def said_in_template(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each English sentence of a template that is translated, and whether it has a context."""
    text = path.read_text()
    for found in _TRANSLATE.finditer(text):
        yield found[1] or found[2], bool(found[3])
    for found in _BLOCK.finditer(text):
        yield found[1], "context" in found[0].partition("%}")[0]


def everything_said() -> list[tuple[str, str, bool]]:
    """Return every sentence of the product with its file."""
    found = []
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            said = said_in_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            said = said_in_template(path)
        else:
            continue
        found += [(str(path.relative_to(SOURCE)), words, context) for words, context in said]
    return found


SAID = everything_said()


def test_the_product_speaks():
    assert len(SAID) > 500


def test_every_sentence_of_the_code_stands_in_the_catalogues():
    """What was written after the last extraction would be read in English everywhere, and no count would show it."""
    known = {form for message in catalogues.read("ko") for form in catalogues.forms(message.id)}
    # A block with values in it stands there in the extraction's own way of writing them.
    plain = [(where, words) for where, words, _context in SAID if "{{" not in words and "{%" not in words]
    forms = {words: (words, " ".join(words.split()), words.replace("%", "%%")) for _where, words in plain}
    missing = [f"{where}: {words}" for where, words in plain if not known.intersection(forms[words])]
    assert not missing, (
        "run the extraction; in a string with braces it reads nothing, so take the sentence out of it"
    )


@pytest.mark.parametrize("pattern", BANNED, ids=BANNED.values())
def test_no_page_says_what_we_do_not_say(pattern):
    banned = re.compile(pattern, re.I)
    found = [f"{where}: {words.strip()}" for where, words, _ in SAID if banned.search(words)]
    assert not found, f"{BANNED[pattern]}: {found}"


def test_no_sentence_shouts():
    found = [f"{where}: {words.strip()}" for where, words, _ in SAID if NO_DOUBLE_MARKS.search(words)]
    assert not found


def test_word_with_two_senses_says_which():
    found = [f"{where}: {words}" for where, words, context in SAID if words in TWO_SENSES and not context]
    assert not found, "use pgettext, or translate … context"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "packs").glob("*/letters/*.yaml")), ids=lambda path: path.stem
)
def test_no_letter_says_what_we_do_not_say(path):
    english = yaml.safe_load(path.read_text())["texts"]["en"]
    words = f"{english['subject']}\n{english['body']}"
    assert [pattern for pattern in BANNED if re.search(pattern, words, re.I)] == []
    assert not NO_DOUBLE_MARKS.search(words)
