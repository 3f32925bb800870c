"""A call's frozen rules, read once into plain values that the rest of this app can trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hansa.applications.rules import blinding
from hansa.applications.rules.framing import proportions_of

UNLIMITED = 1_000_000
PASSPORT_PICTURE = "35:45"
"""The proportions of a headshot where the call names none: those of a picture for a passport, 35 × 45 mm."""


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """One file that the call asks for, why, who may open it and how long it is kept."""

    kind: str
    label: Mapping[str, str]
    why: Mapping[str, str] = field(default_factory=dict)
    hint: Mapping[str, str] = field(default_factory=dict)
    required: bool = True
    formats: tuple[str, ...] = ("pdf", "jpeg", "png", "heic")
    max_mb: int = 10
    opened_by: frozenset[str] = frozenset({"programme_officer"})
    delete_after_days: int | None = None
    #: Width to height, to which the applicant cuts a picture; None where it is taken as it is.
    proportions: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class InterviewTerms:
    """When a call interviews, by what rubric, and how many per cent of the merit that makes."""

    opens_on: date | None = None
    closes_on: date | None = None
    zone: str = ""
    minutes: int = 20
    rubric: str = ""
    weight: int = 0
    #: So many days before somebody's day to choose a time they are reminded of it.
    remind_days_before: int = 2


@dataclass(frozen=True, slots=True)
class RefereeTerms:
    """How many letters a call wants of people who know the applicant, and until when."""

    number: int
    asks: Mapping[str, str] = field(default_factory=dict)
    #: None where the letters are there before the application can be sent.
    days_after_closing: int | None = None
    delete_after_days: int = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call asks, allows and decides by."""

    eligibility: tuple[Mapping[str, Any], ...] = ()
    documents: tuple[DocumentTerms, ...] = ()
    nominations_per_city: int | None = None
    places_per_city: int | None = None
    places: int | None = None
    questionnaire: str = ""
    nomination: str = ""
    rubric: str = ""
    number_prefix: str = ""
    reviews_per_application: int = 2
    reviews_per_reviewer: int | None = None
    ranges: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    reserves: int = 0
    lots_seed: str = ""
    days_to_accept: int | None = None
    #: None where the call takes appeals only by the office's hand.
    days_to_appeal: int | None = None
    #: What readers do not see. Pages never show a name; where the call says nothing, files are as it opens them.
    hidden: frozenset[str] = frozenset()
    #: None where the call interviews nobody.
    interviews: InterviewTerms | None = None
    #: None where nobody is asked for a letter.
    referees: RefereeTerms | None = None

    @property
    def attributes(self) -> tuple[str, ...]:
        """What the ranges speak of, in a fixed order."""
        return tuple(sorted(self.ranges))

    @property
    def needs_nomination(self) -> bool:
        """Whether a city has to stand behind its applicant."""
        return self.nominations_per_city is not None

    def hides(self, what: str) -> bool:
        """Whether readers do not see an applicant's name, which is always so, or their city."""
        return what == blinding.NAME or what in self.hidden

    def opens_to_readers(self, kind: str) -> bool:
        """Whether readers may open a kind of file: never one that names somebody whom the call says to hide."""
        document = self.document(kind)
        if document is None or "reviewer" not in document.opened_by:
            return False
        return not (self.hidden and kind in blinding.NAMING_FILES)

    def document(self, kind: str) -> DocumentTerms | None:
        """Return what the call says of one kind of file, or None where it does not ask for it."""
        return next((terms for terms in self.documents if terms.kind == kind), None)

    def missing_documents(self, present: set[str]) -> list[DocumentTerms]:
        """Return the required files that are not there, in the call's order."""
        return [terms for terms in self.documents if terms.required and terms.kind not in present]


def read(rules: Mapping[str, Any]) -> Terms:
    """Read what a call says in rules and timetable; where it is silent, the pack's own default stands."""
    caps = rules.get("caps") or {}
    selection = rules.get("selection") or {}
    return Terms(
        eligibility=tuple(rules.get("eligibility") or ()),
        documents=tuple(_document(entry) for entry in rules.get("documents") or ()),
        nominations_per_city=caps.get("nominations_per_city"),
        places_per_city=caps.get("places_per_city"),
        places=rules.get("places"),
        questionnaire=rules.get("questionnaire") or "",
        nomination=rules.get("nomination") or "",
        rubric=rules.get("rubric") or "",
        number_prefix=rules.get("number_prefix") or "",
        reviews_per_application=rules.get("reviews_per_application") or 2,
        reviews_per_reviewer=rules.get("reviews_per_reviewer"),
        ranges=_ranges(selection.get("ranges") or ()),
        reserves=selection.get("reserves") or 0,
        lots_seed=selection.get("lots_seed") or "",
        days_to_accept=rules.get("days_to_accept"),
        days_to_appeal=rules.get("days_to_appeal"),
        hidden=frozenset(rules.get("hidden_from_readers") or ()),
        referees=_referees(rules.get("referees")),
        interviews=_interviews(rules.get("interviews"), rules.get("rubric") or ""),
    )


def _referees(said: Mapping[str, Any] | None) -> RefereeTerms | None:
    if not said:
        return None
    return RefereeTerms(
        number=said["number"],
        asks=said.get("asks") or {},
        days_after_closing=said.get("days_after_closing"),
        delete_after_days=said.get("delete_after_days", 365),
    )


def _interviews(said: Mapping[str, Any] | None, rubric: str) -> InterviewTerms | None:
    """Read what is said of interviews; without a rubric of their own they are scored by the call's."""
    if not said:
        return None
    return InterviewTerms(
        opens_on=_day(said.get("opens_on")),
        closes_on=_day(said.get("closes_on")),
        zone=said.get("time_zone") or "",
        minutes=said.get("minutes") or 20,
        rubric=said.get("rubric") or rubric,
        weight=said.get("weight") or 0,
        remind_days_before=said.get("remind_days_before") or 2,
    )


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) and written else written or None


def _document(entry: Mapping[str, Any]) -> DocumentTerms:
    return DocumentTerms(
        kind=entry["kind"],
        label=entry.get("label") or {},
        why=entry.get("why") or {},
        hint=entry.get("hint") or {},
        required=entry.get("required", True),
        formats=tuple(entry.get("formats") or ("pdf", "jpeg", "png", "heic")),
        max_mb=entry.get("max_mb") or 10,
        opened_by=frozenset(entry.get("opened_by") or ("programme_officer",)),
        delete_after_days=entry.get("delete_after_days"),
        proportions=_proportions(entry),
    )


def _proportions(entry: Mapping[str, Any]) -> tuple[int, int] | None:
    if entry["kind"] != "headshot":
        return None
    return proportions_of(entry.get("proportions") or PASSPORT_PICTURE)


def _ranges(entries: Any) -> dict[str, dict[str, tuple[int, int]]]:
    ranges: dict[str, dict[str, tuple[int, int]]] = {}
    for entry in entries:
        most = entry.get("max")
        bound = (entry.get("min") or 0, UNLIMITED if most is None else most)
        ranges.setdefault(entry["attribute"], {})[str(entry["value"])] = bound
    return ranges
