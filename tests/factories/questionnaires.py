"""Questionnaires of every kind of question."""

from typing import Any

from hansa.questionnaires.models import Questionnaire
from hansa.questionnaires.services import define
from tests.conftest import NOW

OPTIONS = [{"key": key, "label": {"en": key.upper(), "ko": f"{key}-ko"}} for key in "abc"]


def make_question(**changes: Any) -> dict[str, Any]:
    """Return a short text question with changes."""
    return {"key": "name", "kind": "text", "label": {"en": "Name"}, **changes}


def make_definition(*questions: dict[str, Any]) -> dict[str, Any]:
    """Return a definition of these questions."""
    return {"title": {"en": "Title"}, "questions": list(questions) or [make_question()]}


EVERY_KIND = make_definition(
    make_question(key="text", required=True),
    make_question(key="long_text", kind="long_text", required=True, hint={"en": "At <most> ten lines"}),
    make_question(key="single", kind="single", options=OPTIONS, required=True),
    make_question(key="multiple", kind="multiple", options=OPTIONS, required=True),
    make_question(key="number", kind="number", max=10, required=True),
    make_question(key="date", kind="date", required=True),
    make_question(key="country", kind="country", required=True),
    make_question(key="language_level", kind="language_level", required=True),
    make_question(key="consent", kind="consent", required=True),
    make_question(key="ordering", kind="ordering", options=OPTIONS, required=True),
    make_question(key="spare", required=False),
)
GOOD_ANSWERS: dict[str, Any] = {
    "text": "Zoë Đặng-O'Connor",
    "long_text": "One.\nTwo.",
    "single": "a",
    "multiple": ["a", "c"],
    "number": 7,
    "date": "2017-10-13",
    "country": "KR",
    "language_level": "B2",
    "consent": True,
    "ordering": ["c", "a", "b"],
}


def make_questionnaire(key: str = "wego/nia-2027:form", **changes: Any) -> Questionnaire:
    """Define a questionnaire and return it."""
    return define(key=key, definition={**EVERY_KIND, **changes}, by=None, now=NOW)
