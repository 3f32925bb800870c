"""A whole pack: ``pack.yaml`` with the questionnaires and letters that lie beside it."""

from pydantic import Field

from .award import Awards
from .base import Key, Section
from .call import Call
from .course import Course
from .credential import Credentials
from .event import Event
from .programme import Edition, Programme
from .words import Letter, Questionnaire, Signal


class PackFile(Section):
    """What ``pack.yaml`` holds."""

    network: Key
    programme: Programme
    edition: Edition
    call: Call | None = None
    courses: list[Course] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)
    awards: Awards | None = None
    credentials: Credentials | None = None
    letters: dict[Signal, Key] = Field(default_factory=dict)


class Pack(PackFile):
    """One edition of one programme, complete.

    ``questionnaires`` and ``letter_texts`` hold, by key, the files the pack names: its own, else the
    network's. So a pack that is written out again stands alone. ``files`` holds the text files beside them
    by name: captions, a certificate's own template.
    """

    questionnaires: dict[str, Questionnaire] = Field(default_factory=dict)
    letter_texts: dict[str, Letter] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.edition.slug

    def lecture_keys(self) -> list[str]:
        """Return the keys of all lectures of all courses."""
        return [lecture.key for course in self.courses for lecture in course.lectures]
