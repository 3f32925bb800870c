"""Questionnaires and letters: the files beside a pack that hold its questions and its words."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

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
    "referee-request",
    "referee-declined",
    "returned",
    "endorsed",
    "endorsement-refused",
    "not-eligible",
    "review-invitation",
    "juror-invitation",
    "reminder-review",
    "interview-invitation",
    "reminder-interview",
    "interview-booked",
    "interview-cancelled",
    "interview-link",
    "interview-missed",
    "interview-panel",
    "accepted",
    "reserve",
    "not-selected",
    "appeal-received",
    "appeal-upheld",
    "appeal-refused",
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
    "form_url",
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


def _listed(value: object) -> object:
    return value if value is None or isinstance(value, list) else [value]


_Answers = Annotated[
    list[Text], Field(min_length=1), BeforeValidator(_listed, json_schema_input_type=Text | list[Text])
]


class Condition(Section):
    """An earlier question whose answer ``is`` one of these, ``is_not`` any of these, or which is ``answered`` at all."""

    # ``is`` is a word of the language this is written in, so it goes by another name here.
    model_config = ConfigDict(populate_by_name=True)

    question: Name
    is_: Annotated[_Answers | None, Field(alias="is")] = None
    is_not: _Answers | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [self.is_, self.is_not, self.answered]
        if sum(one is not None for one in said) != 1:
            raise ValueError(
                "a condition says one thing about the answer; write is: or is_not: with answers, or answered: true"
            )
        return self


OnlyIf = Annotated[
    list[Condition],
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=Condition | list[Condition]),
]
"""What has to hold before a question is asked: a condition, or a list of which all have to hold."""


class FormSection(Section):
    """A part of a form under a heading of its own; questions name it. With ``only_if`` all of it depends on an answer."""

    key: Name
    title: TranslatedText
    only_if: OnlyIf | None = None


class Question(Section):
    """One question. ``right`` are the keys of the right options (of an ordering: in order); ``weight`` and ``max`` belong to a rubric."""

    key: Name
    kind: QuestionKind
    section: Name | None = None
    only_if: OnlyIf | None = None
    label: TranslatedText
    hint: TranslatedText | None = None
    required: bool = True
    options: list[Option] = Field(default_factory=list)
    max_length: Annotated[int, Field(ge=1, le=20_000)] | None = None
    right: list[str] = Field(default_factory=list)
    weight: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=1)] | None = None


def _defined(said: Section) -> dict[str, Any]:
    plain = said.model_dump(mode="json", exclude={"assumed"}, exclude_none=True, by_alias=True)
    for condition in plain.get("only_if") or ():
        if not condition["assumed"]:
            del condition["assumed"]
    return plain


class Questionnaire(Section):
    """A form, a rubric or a quiz; its key is the name of its file."""

    purpose: Purpose
    title: TranslatedText
    sections: list[FormSection] = Field(default_factory=list)
    questions: Annotated[list[Question], Field(min_length=1)]

    def definition(self) -> dict[str, Any]:
        """Return it as ``questionnaires.services.define`` takes it."""
        said: dict[str, Any] = {
            "title": self.title,
            "questions": [_defined(question) for question in self.questions],
        }
        # What has no sections reads as it always has, so that a form which is frozen stays the same form.
        return said | (
            {"sections": [_defined(section) for section in self.sections]} if self.sections else {}
        )


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
