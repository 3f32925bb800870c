"""The catalogues of interface text: `extract`, `compile`, `check`, `missing`.

`compile` and `check` need nothing but Babel, so that a fresh machine can run; `extract` is for those who work
on the code and uses Django's own reading of templates, which wants GNU gettext.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.steps import ROOT

LOCALE = ROOT / "src" / "hansa" / "locale"
LANGUAGES = ("ar", "de", "fr", "it", "ko", "zh_Hans")
MOST_SHOWN = 20
NAMED = re.compile(r"%\((\w+)\)[a-z]")
BRACED = re.compile(r"\{(\w+)\}")


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Read a language's catalogue; an absent one is empty."""
    if not path_of(language).exists():
        return Catalog(locale=language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages that the source still uses, without the header."""
    return (message for message in catalogue if message.id)


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return all forms of a message or its translation: one, or one for each plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def is_translated(message: Message) -> bool:
    """Whether every form has a text."""
    return bool(forms(message.string)) and all(forms(message.string))


def placeholders(text: str) -> set[str]:
    """Return the names that stand in a text for values."""
    return set(NAMED.findall(text)) | set(BRACED.findall(text))


def faults_of(message: Message, plurals: int) -> list[str]:
    """Return what is wrong with one translation, in words: nothing where it is fine."""
    source, translated = forms(message.id), forms(message.string)
    if message.fuzzy:
        return ["is marked fuzzy: nobody has looked whether it still fits"]
    if not is_translated(message):
        return ["is not translated"]
    if len(source) > 1 and len(translated) != plurals:
        return [f"has {len(translated)} plural forms; this language has {plurals}"]
    known = set().union(*map(placeholders, source))
    found = [
        f"names {', '.join(sorted(unknown))}, which the English does not have"
        for text in translated
        if (unknown := placeholders(text) - known)
    ]
    # Of a plural only the last form must name everything: the one for "one" may spell the number out.
    if left_out := placeholders(source[-1]) - placeholders(translated[-1]):
        found.append(f"leaves out {', '.join(sorted(left_out))}")
    if source[0][:1] == "\n" or source[0][-1:] == "\n":
        found.append("begins or ends with a line break; use blocktranslate trimmed")
    return found


def compile_all() -> int:
    """Write the binary catalogues that Django reads."""
    for language in LANGUAGES:
        if not path_of(language).exists():
            continue
        with path_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))
    return 0


def check() -> int:
    """Print each fault of each catalogue; return 1 where there is one."""
    catalogues = {language: read(language) for language in LANGUAGES}
    every = {message.id for catalogue in catalogues.values() for message in entries(catalogue)}
    found = []
    for language, catalogue in catalogues.items():
        name = path_of(language).relative_to(ROOT)
        lacking = every - {message.id for message in entries(catalogue)}
        found += [f"{name}: has no entry for {text!r}" for text in sorted(map(str, lacking))]
        found += [
            f"{name}:{message.lineno}: {message.id!r} {fault}"
            for message in entries(catalogue)
            for fault in faults_of(message, catalogue.num_plurals)
        ]
    if found:
        print("\n".join(found[:MOST_SHOWN]))
    if len(found) > MOST_SHOWN:
        print(f"… and {len(found) - MOST_SHOWN} more")
    if not every:
        print("The catalogues are empty: run `make catalogues`.")
        return 1
    return 1 if found else 0


def extract() -> int:
    """Read the strings out of source and templates into the six catalogues; translations stay."""
    for language in LANGUAGES:
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "hansa.config.manage", "makemessages", "--no-obsolete", "--no-wrap"]
    words += ["--add-location=file", "--keep-pot", *(f"--locale={language}" for language in LANGUAGES)]
    return subprocess.run(words, cwd=ROOT / "src" / "hansa", check=False).returncode


def missing() -> int:
    """Print how much each language still lacks."""
    for language in LANGUAGES:
        catalogue = read(language)
        every = list(entries(catalogue))
        open_ones = sum(1 for message in every if message.fuzzy or not is_translated(message))
        print(f"{language}: {len(every) - open_ones} of {len(every)}")
    return 0


ACTS = {"extract": extract, "compile": compile_all, "check": check, "missing": missing}


def main(words: list[str]) -> int:
    """Carry out one act."""
    if len(words) != 1 or words[0] not in ACTS:
        print(f"usage: python -m tools.catalogues {' | '.join(ACTS)}", file=sys.stderr)
        return 2
    return ACTS[words[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
