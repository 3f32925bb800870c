"""The call for applications: when, who may apply, with what, and how people are chosen."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..eligibility import EligibilityRule
from .base import (
    AnnouncedDate,
    AnnouncedInstant,
    AnnouncedNumber,
    Key,
    Section,
    Text,
    TranslatedText,
    ZoneName,
)

DocumentKind = Literal["passport", "headshot", "nomination_form", "cv", "letter", "certificate", "other"]
FileFormat = Literal["pdf", "jpeg", "png", "heic"]
DocumentReader = Literal["programme_officer", "regional_officer", "coordinator", "reviewer"]
Hidden = Literal["name", "city"]
"""What readers do not see. Pages never show them a name; once a call says so, no file that names somebody opens to them."""
MEMBER_ATTRIBUTES = ("region", "country", "city", "first_time")
"""What is known of every applicant; beside these a range may name a single-choice question of the form."""


class Document(Section):
    """A file that an applicant hands in, why it is asked for, and when it is deleted.

    ``proportions`` are the width and height to which the applicant cuts a headshot; without them 35:45, as for a passport.
    """

    kind: DocumentKind
    label: TranslatedText
    why: TranslatedText
    hint: TranslatedText | None = None
    required: bool = True
    formats: Annotated[list[FileFormat], Field(min_length=1)] = Field(
        default_factory=lambda: list[FileFormat](["pdf", "jpeg", "png", "heic"])
    )
    max_mb: Annotated[int, Field(ge=1, le=50)] = 10
    opened_by: list[DocumentReader] = Field(
        default_factory=lambda: list[DocumentReader](["programme_officer"])
    )
    delete_after_days: Annotated[int, Field(ge=0, le=3650)]
    proportions: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}:[1-9][0-9]{0,2}$")] | None = None


class Caps(Section):
    """The two meanings of 'at most two a city': how many it may nominate, how many get a place."""

    nominations_per_city: Annotated[int, Field(ge=1)] | None = None
    places_per_city: Annotated[int, Field(ge=1)] | None = None


class Interviews(Section):
    """The days on which applicants are interviewed, by what rubric, and how much of the merit it makes."""

    opens_on: AnnouncedDate = None
    closes_on: AnnouncedDate = None
    time_zone: ZoneName
    minutes: Annotated[int, Field(ge=5, le=180)] | None = None
    rubric: Key | None = None
    weight: Annotated[int, Field(ge=0, le=90)] | None = None
    remind_days_before: Annotated[int, Field(ge=1, le=14)] | None = None
    note: TranslatedText | None = None


class Referees(Section):
    """Letters by people who know the applicant, each by a personal link. ``asks`` is what they are asked to write about.

    With ``days_after_closing`` an application can be sent once everybody is asked, and a letter may come so many days after
    the call closes. Without it the letters are there before the application can be sent.
    """

    number: Annotated[int, Field(ge=1, le=5)]
    asks: TranslatedText
    days_after_closing: Annotated[int, Field(ge=1, le=60)] | None = None
    delete_after_days: Annotated[int, Field(ge=0, le=3650)]


class Range(Section):
    """How many of the chosen may or must share a value, such as a region or an answer of the form."""

    attribute: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
    value: Text
    min: Annotated[int, Field(ge=0)] = 0
    max: Annotated[int, Field(ge=0)] | None = None


class Selection(Section):
    """How the best cohort is found: ranges it must keep, and the seed from which ties are drawn."""

    ranges: list[Range] = Field(default_factory=list)
    merit: Literal["mean", "sum"] = "mean"
    reserves: Annotated[int, Field(ge=0)] = 0
    lots_seed: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Call(Section):
    """One call. Its rules freeze when it opens; later changes are recorded amendments."""

    opens_at: AnnouncedInstant = None
    closes_at: AnnouncedInstant = None
    rolling: bool = False
    eligibility: list[EligibilityRule] = Field(default_factory=list)
    documents: list[Document] = Field(default_factory=list)
    referees: Referees | None = None
    caps: Caps = Caps()
    places: AnnouncedNumber = None
    questionnaire: Key | None = None
    nomination: Key | None = None
    rubric: Key | None = None
    number_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[0-9]{0,4}$")] | None = None
    reviews_per_application: Annotated[int, Field(ge=1, le=20)] = 2
    reviews_per_reviewer: Annotated[int, Field(ge=1)] | None = None
    hidden_from_readers: Annotated[list[Hidden], Field(min_length=1)] | None = None
    interviews: Interviews | None = None
    selection: Selection | None = None
    decisions_on: AnnouncedDate = None
    days_to_accept: Annotated[int, Field(ge=1, le=365)] | None = None
    days_to_appeal: Annotated[int, Field(ge=1, le=365)] | None = None
    notes: list[TranslatedText] = Field(default_factory=list)
