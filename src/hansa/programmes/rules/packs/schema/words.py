"""Questionnaires and letters: the files beside a pack that hold its questions and its words."""

import re
from typing import Annotated, Any, Literal

from pydantic import Field

from .base import Name, Section, Text, TranslatedText

QuestionKind = Literal[
    "text",
    "long_text",
    "single",
    "multiple",
    "number",
    "date",
    "country",
    "language_level",
    "consent",
    "ordering",
]
Purpose = Literal["application", "nomination", "rubric", "quiz", "claim"]
Signal = Literal[
    "reminder-draft",
    "application-received",
    "nomination-requested",
    "returned",
    "endorsed",
    "endorsement-refused",
    "not-eligible",
    "review-invitation",
    "juror-invitation",
    "reminder-review",
    "interview-invitation",
    "interview-booked",
    "interview-cancelled",
    "interview-panel",
    "accepted",
    "reserve",
    "not-selected",
    "reminder-offer",
    "offer-confirmed",
    "reminder-travel",
    "applicant-invited",
    "call-cancelled",
    "enrolled",
    "course-completed",
    "workshop-registered",
    "workshop-waiting",
    "workshop-seat-free",
    "workshop-cancelled",
    "certificate-issued",
    "claim-refused",
]
"""What happened, so that a letter goes out; also the last part of the letter's key in an installation."""

PLACEHOLDERS = (
    "name",
    "programme",
    "edition",
    "city",
    "number",
    "deadline",
    "url",
    "other_url",
    "reason",
    "points",
    "when",
    "place",
    "applicant",
    "secretariat",
)
"""The only words in braces that a letter may use."""

_BRACED = re.compile(r"\{([^{}]*)\}")


def placeholders_in(text: str) -> list[str]:
    """Return the words in braces, in order."""
    return _BRACED.findall(text)


class Option(Section):
    """One answer to choose."""

    key: Name
    label: TranslatedText


class Question(Section):
    """One question. ``right`` are the keys of the right options (of an ordering: in order); ``weight`` and ``max`` belong to a rubric."""

    key: Name
    kind: QuestionKind
    label: TranslatedText
    hint: TranslatedText | None = None
    required: bool = True
    options: list[Option] = Field(default_factory=list)
    max_length: Annotated[int, Field(ge=1, le=20_000)] | None = None
    right: list[str] = Field(default_factory=list)
    weight: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=1)] | None = None


class Questionnaire(Section):
    """A form, a rubric or a quiz; its key is the name of its file."""

    purpose: Purpose
    title: TranslatedText
    questions: Annotated[list[Question], Field(min_length=1)]

    def definition(self) -> dict[str, Any]:
        """Return it as ``questionnaires.services.define`` takes it."""
        return {
            "title": self.title,
            "questions": [
                question.model_dump(
                    mode="json",
                    exclude={"assumed"},
                    exclude_none=True,
                    exclude_defaults=False,
                )
                for question in self.questions
            ],
        }


class LetterText(Section):
    """A letter in one language."""

    subject: Text
    body: Text

    def placeholders(self) -> list[str]:
        """Return the words in braces, in order."""
        return placeholders_in(self.subject) + placeholders_in(self.body)


class Letter(Section):
    """A letter in every language; its key is the name of its file."""

    texts: Annotated[dict[str, LetterText], Field(min_length=1)]

    def placeholders(self) -> list[str]:
        """Return every placeholder that any language uses, sorted."""
        return sorted({word for text in self.texts.values() for word in text.placeholders()})
