"""Faults of words: languages that are promised and missing, placeholders nobody fills, quizzes without an answer."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from ..faults import PACK_FILE, Finding, Path
from ..messages import nearest
from ..schema.base import LANGUAGES
from ..schema.pack import Pack, PackFile
from ..schema.words import PLACEHOLDERS, Letter, Question, Questionnaire, placeholders_in
from . import conditions

CHOICES = ("single", "multiple", "ordering")


def findings(pack: Pack) -> Iterator[Finding]:
    promised = pack.edition.languages
    for name in PackFile.model_fields:
        yield from _missing(getattr(pack, name), (name,), promised, PACK_FILE)
    for key, questionnaire in pack.questionnaires.items():
        file = f"questionnaires/{key}.yaml"
        yield from _missing(questionnaire, (), promised, file)
        yield from questionnaire_findings(questionnaire, file)
    for key, letter in pack.letter_texts.items():
        yield from letter_findings(letter, promised, f"letters/{key}.yaml")


def _missing(value: Any, path: Path, promised: list[str], file: str) -> Iterator[Finding]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _missing(getattr(value, name), (*path, name), promised, file)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _missing(item, (*path, number), promised, file)
    elif isinstance(value, dict) and "en" in value and isinstance(value["en"], str):
        lacking = [language for language in promised if language not in value]
        if lacking:
            yield Finding(
                path,
                f"The text is missing in {', '.join(lacking)}.",
                "The edition promises it: add it.",
                file,
            )


def letter_findings(letter: Letter, promised: list[str], file: str) -> Iterator[Finding]:
    """Yield the faults of one letter."""
    for language in promised:
        if language not in letter.texts:
            yield Finding(
                ("texts",), f"The letter is missing in {language}.", "The edition promises it: add it.", file
            )
    english = letter.texts.get("en")
    promised_words = set(english.placeholders() if english is not None else []) & set(PLACEHOLDERS)
    for language, text in letter.texts.items():
        path: Path = ("texts", language)
        if language not in LANGUAGES:
            yield Finding(path, f"“{language}” is none of our languages.", nearest(language, LANGUAGES), file)
        for part in ("subject", "body"):
            yield from _braces(getattr(text, part), (*path, part), file)
        lacking = sorted(promised_words - set(text.placeholders()))
        if lacking:
            words = ", ".join(f"{{{word}}}" for word in lacking)
            problem = f"The {language} letter leaves out {words}, which the English one says."
            yield Finding(path, problem, "Say the same in every language.", file)


def _braces(text: str, path: Path, file: str) -> Iterator[Finding]:
    for word in dict.fromkeys(placeholders_in(text)):
        if word not in PLACEHOLDERS:
            yield Finding(
                path, f"Nothing fills the placeholder {{{word}}}.", nearest(word, PLACEHOLDERS), file
            )
    if text.count("{") != text.count("}"):
        yield Finding(
            path, "A brace is open or closed without its other half.", "Write {name}, with both.", file
        )


def questionnaire_findings(questionnaire: Questionnaire, file: str) -> Iterator[Finding]:
    """Yield the faults of one questionnaire."""
    yield from conditions.findings(questionnaire, file)
    seen: set[str] = set()
    for number, question in enumerate(questionnaire.questions):
        path: Path = ("questions", number)
        if question.key in seen:
            yield Finding(
                (*path, "key"),
                f"There is a question “{question.key}” already.",
                "Give each its own key.",
                file,
            )
        seen.add(question.key)
        yield from _options(question, path, file)
        if questionnaire.purpose == "quiz" and not question.right:
            yield Finding(
                path, f"The quiz question “{question.key}” has no right answer.", "Add “right:”.", file
            )
        is_score = questionnaire.purpose == "rubric" and question.kind == "number"
        if is_score and (question.weight is None or question.max is None):
            yield Finding(
                path, f"“{question.key}” has no weight or no max.", "A score of a rubric has both.", file
            )
    if questionnaire.purpose == "rubric" and not any(question.weight for question in questionnaire.questions):
        yield Finding(
            ("questions",), "No question of the rubric weighs anything.", "Give at least one a weight.", file
        )


def _options(question: Question, path: Path, file: str) -> Iterator[Finding]:
    options = [option.key for option in question.options]
    if question.kind in CHOICES and len(options) < 2:
        yield Finding(
            path, f"“{question.key}” leaves nothing to choose.", "Give it two options or more.", file
        )
    if question.kind not in CHOICES and options:
        problem = f"“{question.key}” has options, but its kind is {question.kind}."
        yield Finding((*path, "kind"), problem, "Write single, multiple or ordering.", file)
    if len(options) != len(set(options)):
        yield Finding((*path, "options"), "Two options have the same key.", "Give each its own key.", file)
    if question.kind in CHOICES:
        for position, key in enumerate(question.right):
            if key not in options:
                yield Finding(
                    (*path, "right", position), f"“{key}” is no option.", nearest(key, options), file
                )
    if question.kind == "single" and len(question.right) > 1:
        yield Finding(
            (*path, "right"), "Only one option can be chosen, but more are right.", "Write multiple.", file
        )
    if question.kind == "ordering" and question.right and sorted(question.right) != sorted(options):
        yield Finding(
            (*path, "right"), "The right order does not name every option once.", "Name each once.", file
        )
