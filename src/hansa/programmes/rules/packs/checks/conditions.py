"""Faults of a form's sections, and of questions that depend on the answer to another."""

import re
from collections.abc import Iterator, Sequence

from ..faults import Finding, Path
from ..messages import nearest
from ..schema.words import Condition, Question, Questionnaire

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
WITH_CHOICES = ("single", "multiple")
_COUNTRY = re.compile(r"[A-Z]{2}")


def findings(form: Questionnaire, file: str) -> Iterator[Finding]:
    """Yield what is wrong with a questionnaire's sections and conditions."""
    keys = [section.key for section in form.sections]
    begins: dict[str, int] = {}
    for number, question in enumerate(form.questions):
        path: Path = ("questions", number)
        if question.section is not None:
            begins.setdefault(question.section, number)
            if question.section not in keys:
                problem = f"There is no section “{question.section}”."
                yield Finding((*path, "section"), problem, nearest(question.section, keys), file)
        yield from _conditions(form, question.only_if or (), number, path, question.key, file)
    for number, section in enumerate(form.sections):
        path = ("sections", number)
        if section.key in keys[:number]:
            problem = f"There is a section “{section.key}” already."
            yield Finding((*path, "key"), problem, "Give each its own key.", file)
        elif section.key not in begins:
            problem = f"No question stands in the section “{section.key}”."
            yield Finding(
                path, problem, f"Write “section: {section.key}” at its questions, or take it out.", file
            )
        else:
            first = begins[section.key]
            yield from _conditions(form, section.only_if or (), first, path, section.key, file)


def _conditions(
    form: Questionnaire, conditions: Sequence[Condition], place: int, path: Path, key: str, file: str
) -> Iterator[Finding]:
    here = (*path, "only_if")
    if conditions and form.purpose != "application":
        problem = f"“{key}” depends on an answer, but this is a {form.purpose}."
        yield Finding(here, problem, "Only in an application form do questions depend on answers.", file)
    earlier = {question.key: question for question in form.questions[:place]}
    later = {question.key for question in form.questions[place:]}
    for number, condition in enumerate(conditions):
        where: Path = (*here, number, "question")
        asked = earlier.get(condition.question)
        if asked is None and condition.question in later:
            problem = f"“{condition.question}” is not asked before “{key}”, which depends on it."
            yield Finding(where, problem, "Move it further up: a question depends on one above it.", file)
        elif asked is None:
            yield Finding(
                where,
                f"There is no question “{condition.question}”.",
                nearest(condition.question, [*earlier]),
                file,
            )
        else:
            yield from _answers(condition, asked, (*here, number), file)


def _answers(condition: Condition, asked: Question, here: Path, file: str) -> Iterator[Finding]:
    name, wanted = ("is", condition.is_) if condition.is_ is not None else ("is_not", condition.is_not)
    if wanted is None:
        return
    if asked.kind in WITH_CHOICES:
        known = [option.key for option in asked.options]
    elif asked.kind == "language_level":
        known = list(LEVELS)
    elif asked.kind == "country":
        known = []
    else:
        problem = f"“{asked.key}” is a question of kind {asked.kind}, which has no answers to choose from."
        yield Finding((*here, name), problem, "Write “answered: true”.", file)
        return
    for number, value in enumerate(wanted):
        if asked.kind == "country":
            if not _COUNTRY.fullmatch(value):
                problem = f"“{value}” is no country."
                yield Finding(
                    (*here, name, number), problem, "Write two capitals by ISO 3166, as in KR.", file
                )
        elif value not in known:
            problem = f"Nobody can answer “{asked.key}” with “{value}”."
            yield Finding((*here, name, number), problem, nearest(value, known), file)
    if name == "is_not" and known and set(known) <= set(wanted):
        problem = f"Every answer to “{asked.key}” is left out, so this is never asked."
        yield Finding((*here, name), problem, "Name only the answers after which it is not asked.", file)
