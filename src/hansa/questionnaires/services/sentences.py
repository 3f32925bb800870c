"""Problems and answers in words that a person can act on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.i18n import from_its_side, in_language
from hansa.foundation.ui import dates
from hansa.questionnaires.enums import LanguageLevel
from hansa.questionnaires.rules import Problem, applying, is_blank
from hansa.questionnaires.services.countries import country_name


def sentence(problem: Problem) -> str:
    """Say what is wrong with one answer and what would be right, in the reader's language."""
    facts = problem.facts
    if problem.code == "too_long":
        over = int(facts["length"]) - int(facts["most"])
        return ngettext(
            "This is %(count)d character too long.", "This is %(count)d characters too long.", over
        ) % {"count": over}
    if problem.code == "out_of_range" and facts.get("most") is not None:
        return _("Give a number from %(least)s to %(most)s.") % facts
    if problem.code == "out_of_range":
        return _("Give a number from %(least)s up.") % facts
    if problem.code == "not_an_order":
        return _("Number all %(count)s, each number once.") % facts
    plain = {
        "missing": _("This needs an answer."),
        "no_option": _("Choose one of the answers offered."),
        "not_a_number": _("Give a whole number, as in 12."),
        "not_a_date": _("A date has a day, a month and a year, as in 2017-10-13."),
        "no_country": _("Choose a country from the list."),
    }
    return plain.get(problem.code) or _("We do not ask this, so we cannot keep it.")


def readable_answers(
    definition: Mapping[str, Any], answers: Mapping[str, Any], language: str
) -> list[tuple[str, str]]:
    """Return (question, answer) as text for somebody who reads them; questions without an answer too.

    What does not apply to somebody who answers so is not among them.
    """
    return [
        (in_language(entry["label"], language), readable(entry, answers.get(entry["key"]), language))
        for entry in applying(definition, answers)
    ]


def differences(
    definition: Mapping[str, Any], one: Mapping[str, Any], other: Mapping[str, Any], language: str
) -> list[tuple[str, str, str]]:
    """Return (question, one answer, the other) where two sets of answers differ; what does not apply counts as none."""
    asked = [{entry["key"] for entry in applying(definition, answers)} for answers in (one, other)]
    found = []
    for entry in definition.get("questions", []):
        key = entry["key"]
        here, there = (
            readable(entry, answers.get(key) if key in keys else None, language)
            for answers, keys in zip((one, other), asked, strict=True)
        )
        if here != there:
            found.append((in_language(entry["label"], language), here, there))
    return found


def readable(entry: Mapping[str, Any], value: Any, language: str) -> str:
    """Return one answer as text."""
    if is_blank(value):
        return ""
    labels = {option["key"]: in_language(option["label"], language) for option in entry.get("options") or ()}
    kind = entry["kind"]
    if kind == "single":
        return from_its_side(labels.get(value, str(value)), language)
    if kind == "multiple":
        return from_its_side(" · ".join(labels.get(one, str(one)) for one in value), language)
    if kind == "ordering":
        return " · ".join(f"{place}. {labels.get(one, one)}" for place, one in enumerate(value, start=1))
    if kind == "country":
        return country_name(str(value), language)
    if kind == "language_level" and value in LanguageLevel.values:
        return from_its_side(str(LanguageLevel(value).label), language)
    if kind == "date":
        return dates.day(date.fromisoformat(str(value)))
    if kind == "consent":
        return _("Yes")
    return str(value)
