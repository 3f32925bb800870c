"""Who plays: officers, reviewers, coordinators of some cities, and the crowd."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hansa.accounts.services import grant_role, register_person
from hansa.journeys.rules import behaviour, invented
from hansa.network import selectors as network
from hansa.network.services import appoint_coordinator

from ...rules.rehearsal import Report

if TYPE_CHECKING:
    from hansa.accounts.models import Person
    from hansa.applications.models import Application
    from hansa.learning.models import Enrolment
    from hansa.network.models import Member
    from hansa.programmes.models import Edition
    from hansa.programmes.rules.packs import Pack

# One computes, one releases, and one who had no part decides about appeals.
OFFICERS = 3
# Two cities in three have somebody who speaks for them here; the others nominate on paper.
COORDINATED = 67


@dataclass
class Cast:
    """Those who act in a rehearsal, apart from the crowd."""

    officers: list["Person"] = field(default_factory=list)
    reviewers: list["Person"] = field(default_factory=list)
    cities: list["Member"] = field(default_factory=list)
    coordinators: dict[int, "Person"] = field(default_factory=dict)


@dataclass
class Play:
    """One rehearsal as it runs: the pack, the edition it became, the virtual hour, the report."""

    pack: "Pack"
    edition: "Edition"
    people: int
    seed: int
    draw: random.Random
    clock: datetime
    report: Report
    cast: Cast = field(default_factory=Cast)
    sent: list["Application"] = field(default_factory=list)
    enrolled: list["Enrolment"] = field(default_factory=list)
    # Nothing may be dated after this instant, when people are invented into a living installation.
    latest: datetime | None = None
    spared: frozenset[str] = frozenset()
    # Cities from which the first applicants come, who do nothing wrong: for a call whose rules few would meet.
    steady: tuple[str, ...] = ()
    steady_people: set[int] = field(default_factory=set)

    def happens(self, per_cent: int, person_id: int) -> bool:
        """Draw whether somebody does something of this share; those who are steady never do."""
        return person_id not in self.steady_people and behaviour.happens(self.draw, per_cent)

    @property
    def opens_at(self) -> datetime:
        """When the call opens; only asked where there is one with dates."""
        assert self.edition.call.opens_at is not None
        return self.edition.call.opens_at

    @property
    def closes_at(self) -> datetime:
        """When the call closes; only asked where there is one with dates."""
        assert self.edition.call.closes_at is not None
        return self.edition.call.closes_at

    def advance(self, to: datetime | None) -> datetime:
        """Let the virtual clock run on to an instant; it never runs back, nor beyond ``latest``."""
        if to is not None and to > self.clock:
            self.clock = to
        if self.latest is not None and self.clock > self.latest:
            self.clock = self.latest
        return self.clock

    def questions(self, questionnaire: str | None) -> list[dict[str, Any]]:
        """Return the questions of one of the pack's questionnaires; none where it names none."""
        if not questionnaire:
            return []
        found: list[dict[str, Any]] = self.pack.questionnaires[questionnaire].definition()["questions"]
        return found

    def claim_answers(self, questionnaire: str | None, person: Any) -> dict[str, Any]:
        """Return answers to the form by which a certificate is asked for; its key may carry the edition's name."""
        plain = questionnaire.rpartition(":")[2] if questionnaire else None
        return {
            question["key"]: behaviour.answer(question, self.draw, known={"name": person.name})
            for question in self.questions(plain)
        }

    @property
    def prefix(self) -> str:
        """What the addresses of this rehearsal's people begin with."""
        return self.pack.slug


def engage(play: Play) -> None:
    """Give the rehearsal its officers and, where there is a call, reviewers and coordinators."""
    play.cast.officers = [
        _person(play, f"officer-{number}", f"Officer {number} (invented)", "programme_officer")
        for number in range(1, OFFICERS + 1)
    ]
    if play.pack.call is None:
        return
    each = play.pack.call.reviews_per_application
    load = play.pack.call.reviews_per_reviewer or 30
    wanted = max(each + 1, -(-play.people * each // load) + 1)
    play.cast.reviewers = [
        _person(play, f"reviewer-{number}", f"Reviewer {number} (invented)", "reviewer")
        for number in range(1, wanted + 1)
    ]
    play.cast.cities = [
        member
        for member in network.members()
        if member.kind == "city" and member.status == "full" and member.key not in play.spared
    ]
    for city in play.cast.cities:
        standing = network.coordinators_of(city).first()
        if standing is not None:
            play.cast.coordinators[city.pk] = standing.person
        elif play.draw.randrange(100) < COORDINATED:
            play.cast.coordinators[city.pk] = _coordinator(play, city)


def _coordinator(play: Play, city: "Member") -> "Person":
    person = _person(play, f"city-{city.key}", f"Coordinator of {city} (invented)")
    appoint_coordinator(person=person, member=city, by=play.cast.officers[0], now=play.clock)
    return person


def _person(play: Play, key: str, name: str, role: str | None = None) -> "Person":
    person = register_person(
        email=f"{play.prefix}-{key}@{invented.DOMAIN}",
        name=name,
        verified=True,
        invented=True,
        now=play.clock,
    )
    if role:
        grant_role(person=person, role=role, by=None, now=play.clock)
    return person
