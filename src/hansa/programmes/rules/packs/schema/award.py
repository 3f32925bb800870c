"""Awards: categories with their partner institutions and quotas of winners, and prizes."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Key, Section, Text, TranslatedText

Number = Annotated[int, Field(ge=0)]


class Quota(Section):
    """How many winners come from abroad, from the host country, or from either."""

    international: Number = 0
    domestic: Number = 0
    either: Number = 0

    @property
    def total(self) -> int:
        return self.international + self.domestic + self.either


class Category(Section):
    """One category of an award. ``winners`` is the stated number; the quota must add up to it."""

    key: Key
    title: TranslatedText
    partners: list[Key] = Field(default_factory=list)
    winners: Number
    quota: Quota
    restricted_to: TranslatedText | None = None


class Prize(Section):
    """What a winner receives."""

    key: Key
    title: TranslatedText
    kind: Literal["money", "award", "opportunity"] = "opportunity"
    rank: Annotated[int, Field(ge=1)] | None = None
    amount: Number | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None


class Awards(Section):
    """The awards of an edition. ``winners_total`` is the number that the programme states."""

    title: TranslatedText
    summary: TranslatedText | None = None
    winners_total: Number | None = None
    awarded_at: TranslatedText | None = None
    signed_by: Text | None = None
    home_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    categories: list[Category] = Field(default_factory=list)
    prizes: list[Prize] = Field(default_factory=list)
