"""The network itself: members, offices, partners, people in public roles, what happened when."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..eligibility import MemberKind
from .base import (
    AnnouncedDate,
    Contact,
    Country,
    Key,
    Language,
    Person,
    Place,
    Section,
    Text,
    TranslatedText,
    ZoneName,
)

PartnerKind = Literal[
    "school",
    "research",
    "international",
    "government",
    "company",
    "association",
    "foundation",
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Region(Section):
    """A part of the world as the network divides it."""

    key: Key
    name: TranslatedText


class Member(Section):
    """A member of the network. Friendship Members are of two kinds: associations, and government bodies."""

    key: Key
    name: TranslatedText
    kind: MemberKind = "city"
    country: Country
    region: Key
    status: Literal["full", "associate", "friendship"] = "full"
    joined_on: date | None = None
    joined_year: int | None = None
    is_founder: bool = False
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    note: TranslatedText | None = None


class Office(Section):
    """A regional office; its hours are those of its own zone."""

    key: Key
    name: TranslatedText
    city: TranslatedText
    country: Country
    region: Key
    time_zone: ZoneName
    opens_hour: Annotated[int, Field(ge=0, le=23)] = 9
    closes_hour: Annotated[int, Field(ge=1, le=24)] = 18
    is_former: bool = False
    since: int | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    note: TranslatedText | None = None


class Partner(Section):
    """An organisation that works with the network. ``is_school``: its students take part."""

    key: Key
    name: TranslatedText
    kind: PartnerKind
    country: Country | None = None
    is_domestic: bool = False
    is_school: bool = False
    note: TranslatedText | None = None


class Milestone(Section):
    """Something that happened in the life of the network."""

    key: Key
    on: AnnouncedDate = None
    ends_on: AnnouncedDate = None
    year: int | None = None
    text: TranslatedText
    partners: list[Key] = Field(default_factory=list)


class Secretariat(Section):
    """The office that runs the network."""

    name: TranslatedText
    place: Place
    time_zone: ZoneName
    opens_hour: Annotated[int, Field(ge=0, le=23)] = 9
    closes_hour: Annotated[int, Field(ge=1, le=24)] = 18
    contact: Contact


class Colours(Section):
    """The network's own two colours, for its name and for what can be done; each must be readable on every page."""

    brick: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
    sea: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Logo(Section):
    """The network's picture: a PNG, written in base64."""

    png: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=400_000)]


class Network(Section):
    """A network and everyone in it. ``home_country`` decides who is a domestic partner or winner."""

    key: Key
    name: Text
    full_name: TranslatedText
    former_name: TranslatedText | None = None
    summary: TranslatedText
    mission: list[TranslatedText] = Field(default_factory=list)
    founded_year: int | None = None
    home_country: Country
    url: Url | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)] | None = (
        None
    )
    colours: Colours | None = None
    logo: Logo | None = None
    languages: Annotated[list[Language], Field(min_length=1)]
    secretariat: Secretariat
    regions: list[Region] = Field(default_factory=list)
    members: list[Member] = Field(default_factory=list)
    offices: list[Office] = Field(default_factory=list)
    partners: list[Partner] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
