"""The online course: parts, lectures with their captions, readings, coursework, weeks, completion."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Key, Language, Section, Text, TranslatedText

CaptionOrigin = Literal["human", "machine", "machine_reviewed"]
CaptionState = Literal["present", "to_come"]


class CaptionTrack(Section):
    """Subtitles of one lecture in one language, and who or what made them.

    A track that is present lies in ``captions/<lecture>.<language>.vtt`` of the pack.
    """

    language: Language
    origin: CaptionOrigin = "human"
    engine: Text | None = None
    state: CaptionState = "present"


class Lecture(Section):
    """One lecture. ``week`` is the number of its release week in the calendar; without it, to be announced.

    Lectures of different editions with the same ``key`` are the same lecture.
    """

    key: Key
    title: TranslatedText
    summary: TranslatedText | None = None
    week: Annotated[int, Field(ge=1)] | None = None
    captions: list[CaptionTrack] = Field(default_factory=list)


class Part(Section):
    """A module of the course."""

    key: Key
    title: TranslatedText
    lectures: list[Lecture] = Field(default_factory=list)


class Reading(Section):
    """Something to read: a text of the pack, or a page elsewhere."""

    key: Key
    title: TranslatedText
    part: Key | None = None
    text: TranslatedText | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    required: bool = True


class Coursework(Section):
    """A piece of work: the questionnaire that holds its questions, and the mark that passes."""

    key: Key
    title: TranslatedText
    part: Key | None = None
    questionnaire: Key
    pass_percent: Annotated[int, Field(ge=0, le=100)] = 60
    required: bool = True


class Completion(Section):
    """When the course counts as completed: every condition that is stated must be met.

    ``lectures_percent``: so much of each lecture watched. ``coursework``: so many pieces passed (``None``:
    all required ones). ``readings``: required readings marked as read. ``workshops``: so many attended.
    """

    lectures_percent: Annotated[int, Field(ge=0, le=100)] = 0
    coursework: Annotated[int, Field(ge=0)] | None = None
    readings: bool = False
    workshops: Annotated[int, Field(ge=0)] = 0


class Phase(Section):
    """A stretch of weeks with a name."""

    key: Key
    title: TranslatedText


class Week(Section):
    """A week of the calendar. ``number`` counts within its phase, or through where there are no phases."""

    number: Annotated[int, Field(ge=1)]
    starts_on: date
    ends_on: date
    title: TranslatedText
    phase: Key | None = None
    is_break: bool = False


class Course(Section):
    """A course that people enrol in. ``caption_languages`` are promised for every lecture."""

    key: Key
    title: TranslatedText
    summary: TranslatedText | None = None
    caption_languages: list[Language] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)
    readings: list[Reading] = Field(default_factory=list)
    coursework: list[Coursework] = Field(default_factory=list)
    completion: Completion = Completion()
    phases: list[Phase] = Field(default_factory=list)
    calendar: list[Week] = Field(default_factory=list)

    @property
    def lectures(self) -> list[Lecture]:
        """All lectures, part after part."""
        return [lecture for part in self.parts for lecture in part.lectures]
