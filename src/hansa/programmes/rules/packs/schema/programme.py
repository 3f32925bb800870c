"""The programme and its edition: what it is, when, where, for whom, who pays what."""

from typing import Annotated, Literal

from pydantic import Field

from .base import (
    AnnouncedDate,
    Contact,
    Key,
    Language,
    Person,
    Place,
    Section,
    Text,
    TranslatedText,
    ZoneName,
)

ProgrammeKind = Literal["training", "course", "award", "assembly"]
CostKind = Literal[
    "flights",
    "visa",
    "accommodation",
    "meals",
    "local_transport",
    "insurance",
    "participation",
    "readings",
]
Payer = Literal["participant", "host", "organisers", "free"]


class Programme(Section):
    """What comes back year after year."""

    key: Key
    title: TranslatedText
    summary: TranslatedText
    kind: ProgrammeKind


class Cost(Section):
    """One thing that costs money, and who pays it."""

    what: CostKind
    payer: Payer
    note: TranslatedText | None = None


class Testimony(Section):
    """What a participant said, reported in our words, with the role, city and year."""

    person: Text
    role: TranslatedText | None = None
    city: TranslatedText
    year: int
    on_behalf_of: TranslatedText | None = None
    text: TranslatedText


class Figure(Section):
    """A number that the papers state, such as how many students took part."""

    key: Key
    label: TranslatedText
    value: Annotated[int, Field(ge=0)]
    more_than: bool = False
    year: int | None = None


class Edition(Section):
    """One edition of a programme. ``languages`` are promised: every text of the pack has them all."""

    slug: Key
    title: TranslatedText
    summary: TranslatedText
    year: Annotated[int, Field(ge=1900, le=2200)]
    starts_on: AnnouncedDate = None
    ends_on: AnnouncedDate = None
    time_zone: ZoneName
    place: Place | None = None
    office: Key | None = None
    language: Language = "en"
    languages: Annotated[list[Language], Field(min_length=1)] = Field(default_factory=lambda: ["en"])
    theme: TranslatedText | None = None
    audience: TranslatedText | None = None
    hosts: list[Key] = Field(default_factory=list)
    partners: list[Key] = Field(default_factory=list)
    topics: list[TranslatedText] = Field(default_factory=list)
    objectives: list[TranslatedText] = Field(default_factory=list)
    tours: list[TranslatedText] = Field(default_factory=list)
    costs: list[Cost] = Field(default_factory=list)
    contact: Contact | None = None
    people: list[Person] = Field(default_factory=list)
    testimonies: list[Testimony] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    notes: list[TranslatedText] = Field(default_factory=list)
    is_archive: bool = False
    is_living_copy: bool = False
