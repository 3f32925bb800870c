"""Gatherings: workshops, webinars, assemblies, with their sessions and tours."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..eligibility import EligibilityRule
from .base import (
    AnnouncedDate,
    AnnouncedInstant,
    AnnouncedNumber,
    Key,
    Person,
    Place,
    Section,
    TranslatedText,
    ZoneName,
)

EventKind = Literal[
    "workshop",
    "webinar",
    "assembly",
    "orientation",
    "kick_off",
    "forum",
    "ceremony",
    "training",
]
SessionKind = Literal[
    "plenary",
    "workshop",
    "masterclass",
    "lecture",
    "tour",
    "meetings",
    "ceremony",
    "team",
]
Registration = Literal["open", "offer", "invitation", "closed"]


class Session(Section):
    """A part of an event with its own hour, or without one yet."""

    key: Key
    title: TranslatedText
    kind: SessionKind
    starts_at: AnnouncedInstant = None
    ends_at: AnnouncedInstant = None
    capacity: AnnouncedNumber = None
    speakers: list[Person] = Field(default_factory=list)


class Event(Section):
    """A gathering. Days may be known before hours: then ``starts_on`` stands without ``starts_at``.

    ``period`` is all that is known of a date so far, such as 2024-Q3. ``registration`` says who comes in:
    anyone, those who accepted an offer of the call, the invited, nobody any more.
    """

    key: Key
    title: TranslatedText
    kind: EventKind
    summary: TranslatedText | None = None
    theme: TranslatedText | None = None
    place: Place | None = None
    time_zone: ZoneName
    starts_on: AnnouncedDate = None
    ends_on: AnnouncedDate = None
    starts_at: AnnouncedInstant = None
    ends_at: AnnouncedInstant = None
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-Q[1-4])?$")] | None = None
    capacity: AnnouncedNumber = None
    registration: Registration = "open"
    eligibility: list[EligibilityRule] = Field(default_factory=list)
    office: Key | None = None
    hosts: list[Key] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    topics: list[TranslatedText] = Field(default_factory=list)
    sessions: list[Session] = Field(default_factory=list)
    tours: list[TranslatedText] = Field(default_factory=list)
    next_edition: TranslatedText | None = None
