"""Who may apply: five closed kinds of rule. Each checks plain facts and explains itself.

A rule never speaks a language. It answers with an ``Explanation``: the key of a sentence and the
values that stand in it. ``hansa.programmes.services.wording`` holds the sentence of every key and
puts it through gettext, so the rules stay free of Django and the sentence follows the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from .schema.base import AnnouncedDate, Country, Key, Language, Section

MemberKind = Literal["city", "friendship_association", "friendship_government", "company", "institution"]
RoleLevel = Literal["officer", "managerial", "executive"]
WorkField = Literal["smart_city", "e_government", "ict"]
LanguageLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2"]

ROLE_LEVELS: tuple[RoleLevel, ...] = ("officer", "managerial", "executive")
LANGUAGE_LEVELS: tuple[LanguageLevel, ...] = ("A1", "A2", "B1", "B2", "C1", "C2")

Param = str | int | date | tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A sentence to be said: its key in ``wording`` and the values that stand in it."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class ApplicantFacts:
    """What is known of an applicant; ``None`` or empty means not known yet."""

    birth_date: date | None = None
    member: str | None = None
    member_kind: str | None = None
    region: str | None = None
    role_level: str | None = None
    fields: frozenset[str] | None = None
    country: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """How one rule stands for one applicant: met, unmet or unanswered, and why."""

    state: Literal["met", "unmet", "unanswered"]
    explanation: Explanation
    is_preference: bool = False

    @property
    def bars(self) -> bool:
        """Tell whether this answer alone keeps the applicant out."""
        return self.state == "unmet" and not self.is_preference


class Rule(Section):
    """What all rules share: one that is only preferred never keeps anybody out."""

    preferred: bool = False

    def explain(self) -> Explanation:
        """Return the sentence that states the rule."""
        raise NotImplementedError

    def check(self, facts: ApplicantFacts) -> Answer:
        """Return how the rule stands for these facts, with the sentence that says so."""
        raise NotImplementedError

    def _answer(self, state: Literal["met", "unmet", "unanswered"], key: str, **params: Param) -> Answer:
        return Answer(state, Explanation(key, params), self.preferred)


def age_on(birth_date: date, day: date) -> int:
    """Return the age in full years on that day; who is born on 29 February has it on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


class Age(Rule):
    """An age in full years on a named day."""

    kind: Literal["age"] = "age"
    at_least: Annotated[int, Field(ge=0, le=120)] | None = None
    at_most: Annotated[int, Field(ge=0, le=120)] | None = None
    under: Annotated[int, Field(ge=1, le=121)] | None = None
    on: AnnouncedDate = None

    @property
    def youngest(self) -> int:
        return self.at_least or 0

    @property
    def oldest(self) -> int | None:
        limits = [
            limit
            for limit in (self.at_most, None if self.under is None else self.under - 1)
            if limit is not None
        ]
        return min(limits) if limits else None

    def explain(self) -> Explanation:
        shape, params = self._shape()
        if self.on is None:
            return Explanation(f"age.{shape}.rule_day_open", params)
        return Explanation(f"age.{shape}.{'wish' if self.preferred else 'rule'}", {**params, "day": self.on})

    def check(self, facts: ApplicantFacts) -> Answer:
        if facts.birth_date is None or self.on is None:
            stated = self.explain()
            return self._answer("unanswered", stated.key, **stated.params)
        age = age_on(facts.birth_date, self.on)
        shape, params = self._shape()
        oldest = self.oldest
        met = age >= self.youngest and (oldest is None or age <= oldest)
        if not met and self.preferred:
            wished = self.explain()
            return self._answer("unmet", wished.key, **wished.params)
        return self._answer(
            "met" if met else "unmet",
            f"age.{shape}.{'met' if met else 'unmet'}",
            **params,
            day=self.on,
            age=age,
        )

    def _shape(self) -> tuple[str, dict[str, Param]]:
        if self.at_least is not None and self.oldest is not None:
            return "between", {"youngest": self.at_least, "oldest": self.oldest}
        if self.at_least is not None:
            return "at_least", {"youngest": self.at_least}
        return "under", {"under": (self.oldest if self.oldest is not None else 120) + 1}


class MemberOf(Rule):
    """Works for a member of the network; kinds and regions narrow it."""

    kind: Literal["member_of"] = "member_of"
    member_kinds: list[MemberKind] = Field(default_factory=list)
    regions: list[Key] = Field(default_factory=list)

    def explain(self) -> Explanation:
        if self.regions:
            return Explanation("member_of.region.rule", {"regions": tuple(self.regions)})
        if self.member_kinds:
            return Explanation("member_of.kind.rule", {"kinds": tuple(self.member_kinds)})
        return Explanation("member_of.any.rule")

    def check(self, facts: ApplicantFacts) -> Answer:
        if facts.member is None:
            stated = self.explain()
            return self._answer("unanswered", stated.key, **stated.params)
        if facts.member == "":
            return self._answer("unmet", "member_of.none.unmet")
        if self.member_kinds and facts.member_kind not in self.member_kinds:
            return self._answer("unmet", "member_of.kind.unmet", kinds=tuple(self.member_kinds))
        if self.regions and facts.region not in self.regions:
            return self._answer("unmet", "member_of.region.unmet", regions=tuple(self.regions))
        return self._answer("met", "member_of.any.met")


class RoleAtLeast(Rule):
    """Holds a post of at least this level, or works in one of these fields."""

    kind: Literal["role_level"] = "role_level"
    at_least: RoleLevel | None = None
    fields: list[WorkField] = Field(default_factory=list)

    def explain(self) -> Explanation:
        if self.at_least is not None:
            return Explanation("role_level.level.rule", {"level": self.at_least})
        return Explanation("role_level.fields.rule", {"fields": tuple(self.fields)})

    def check(self, facts: ApplicantFacts) -> Answer:
        if self.at_least is not None:
            if facts.role_level is None:
                return self._answer("unanswered", "role_level.level.rule", level=self.at_least)
            if ROLE_LEVELS.index(_level(facts.role_level)) < ROLE_LEVELS.index(self.at_least):
                return self._answer(
                    "unmet",
                    "role_level.level.unmet",
                    level=self.at_least,
                    yours=facts.role_level,
                )
        if self.fields:
            if facts.fields is None:
                return self._answer("unanswered", "role_level.fields.rule", fields=tuple(self.fields))
            if not facts.fields & set(self.fields):
                return self._answer("unmet", "role_level.fields.unmet", fields=tuple(self.fields))
        if self.at_least is not None:
            return self._answer("met", "role_level.level.met", level=self.at_least)
        return self._answer("met", "role_level.fields.met", fields=tuple(self.fields))


def _level(value: str) -> RoleLevel:
    return next((level for level in ROLE_LEVELS if level == value), ROLE_LEVELS[0])


class Residence(Rule):
    """Lives in one of these countries, or outside them."""

    kind: Literal["residence"] = "residence"
    countries: Annotated[list[Country], Field(min_length=1)]
    outside: bool = False

    def explain(self) -> Explanation:
        return Explanation(f"residence.{self._side}.rule", {"countries": tuple(self.countries)})

    def check(self, facts: ApplicantFacts) -> Answer:
        if not facts.country:
            return self._answer(
                "unanswered",
                f"residence.{self._side}.rule",
                countries=tuple(self.countries),
            )
        state: Literal["met", "unmet"] = (
            "met" if (facts.country in self.countries) != self.outside else "unmet"
        )
        return self._answer(
            state,
            f"residence.{self._side}.{state}",
            countries=tuple(self.countries),
            country=facts.country,
        )

    @property
    def _side(self) -> str:
        return "outside" if self.outside else "inside"


class LanguageAtLeast(Rule):
    """Speaks this language at this level of the Common European Framework, or higher."""

    kind: Literal["language"] = "language"
    language: Language
    level: LanguageLevel

    def explain(self) -> Explanation:
        return Explanation("language.rule", {"language": self.language, "level": self.level})

    def check(self, facts: ApplicantFacts) -> Answer:
        theirs = facts.languages.get(self.language)
        if theirs not in LANGUAGE_LEVELS:
            return self._answer("unanswered", "language.rule", language=self.language, level=self.level)
        if LANGUAGE_LEVELS.index(theirs) < LANGUAGE_LEVELS.index(self.level):
            return self._answer(
                "unmet",
                "language.unmet",
                language=self.language,
                level=self.level,
                yours=theirs,
            )
        return self._answer(
            "met",
            "language.met",
            language=self.language,
            level=self.level,
            yours=theirs,
        )


EligibilityRule = Annotated[
    Age | MemberOf | RoleAtLeast | Residence | LanguageAtLeast,
    Field(discriminator="kind"),
]


def answers(rules: list[EligibilityRule], facts: ApplicantFacts) -> list[Answer]:
    """Return how each rule stands, in the pack's order."""
    return [rule.check(facts) for rule in rules]


def is_eligible(rules: list[EligibilityRule], facts: ApplicantFacts) -> bool:
    """Tell whether every rule that binds is met; an unanswered one is not."""
    return all(answer.state == "met" or answer.is_preference for answer in answers(rules, facts))
