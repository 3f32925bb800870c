"""Certificates: what each achievement asks for, who signs, how it is claimed."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..eligibility import Age
from .base import Key, Language, Section, TranslatedText

AchievementKind = Literal["course", "workshop", "training", "award"]


class Signatory(Section):
    """Somebody who signs certificates, by office. In the demonstration everyone is a specimen.

    ``name`` is the body that signs, ``role`` the office that holds the key; that it is a specimen is said
    beside both without being written here.
    """

    key: Key
    name: TranslatedText
    role: TranslatedText
    is_specimen: bool = True


class Criteria(Section):
    """What must be true before a certificate is issued; everything stated must hold.

    ``course``: that course is completed. ``events``: at least ``attended`` of them were attended. ``age``: the
    age on the named day.
    """

    course: Key | None = None
    events: list[Key] = Field(default_factory=list)
    attended: Annotated[int, Field(ge=1)] = 1
    age: Age | None = None


class Achievement(Section):
    """One certificate that this edition can end in."""

    key: Key
    kind: AchievementKind
    title: TranslatedText
    description: TranslatedText
    narrative: TranslatedText
    criteria: Criteria
    claim: Literal["automatic", "form"] = "automatic"
    questionnaire: Key | None = None
    signatories: Annotated[list[Key], Field(min_length=1)]
    languages: Annotated[list[Language], Field(min_length=1)] = Field(default_factory=lambda: ["en"])
    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.typ$")] | None = None


class Credentials(Section):
    """Who signs, and what can be earned."""

    signatories: list[Signatory] = Field(default_factory=list)
    achievements: list[Achievement] = Field(default_factory=list)
