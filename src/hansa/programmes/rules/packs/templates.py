"""A new pack from a template, and next year's from last year's: the same programme with its own name, days and place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from .schema.pack import Pack
from .shifting import shifted

Model = TypeVar("Model", bound=BaseModel)
WEEKS_A_YEAR = 52


@dataclass(frozen=True)
class Choices:
    """What somebody fills in for a pack from a template."""

    network: str
    slug: str
    title: Mapping[str, str]
    starts_on: date
    time_zone: str
    languages: Sequence[str]
    #: The body that signs certificates, in every language that it has a name in.
    signed_by: Mapping[str, str]
    city: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    office: str = ""
    closes_on: date | None = None


def from_template(template: Pack, chosen: Choices, *, now: datetime) -> Pack:
    """Return a pack of one's own: days counted from the first, instants on the clock of its place, names filled in.

    A call that would have opened in the past opens now.
    """
    begins = template.edition.starts_on
    assert begins is not None  # every template has a first day; the check of what ships sees to it
    pack = in_zone(shifted(template, chosen.starts_on - begins), chosen.time_zone)
    title = in_languages(chosen.title, chosen.languages)
    old = template.programme.key
    pack = _renamed(pack, template.programme.title, title)
    place: dict[str, Any] = {"city": in_languages(chosen.city, chosen.languages) if chosen.city else None, "country": chosen.country or None}  # fmt: skip
    edition = pack.edition.model_copy(
        update={
            "slug": chosen.slug,
            "title": title,
            "year": chosen.starts_on.year,
            "languages": list(chosen.languages),
            "hosts": [chosen.network],
            "office": chosen.office or None,
            "contact": _of(pack.edition.contact, organisation=chosen.network),
            "place": pack.edition.place
            if _is_online(pack.edition.place)
            else _of(pack.edition.place, **place),
        }
    )
    events = [
        event.model_copy(
            update={
                "hosts": [chosen.network],
                "place": event.place if _is_online(event.place) else _of(event.place, **place),
            }
        )
        for event in pack.events
    ]
    key = re.sub(r"-?\d{4}(?=-|$)", "", chosen.slug).strip("-") or old
    programme = pack.programme.model_copy(update={"key": key, "title": title})
    update: dict[str, Any] = {
        "network": chosen.network,
        "edition": edition,
        "events": events,
        "programme": programme,
    }
    if pack.credentials is not None:
        signers = [
            _of(signer, name=in_languages(chosen.signed_by, chosen.languages))
            for signer in pack.credentials.signatories
        ]
        update["credentials"] = _of(pack.credentials, signatories=signers)
    if pack.call is not None:
        update["call"] = _call(pack, chosen, now)
    return pack.model_copy(update=update)


def _call(pack: Pack, chosen: Choices, now: datetime) -> Any:
    call = pack.call
    assert call is not None
    update: dict[str, Any] = {"number_prefix": _prefix(chosen.slug, chosen.starts_on.year)}
    if call.closes_at is not None and chosen.closes_on is not None:
        update["closes_at"] = datetime.combine(chosen.closes_on, call.closes_at.timetz())
    if call.opens_at is not None and call.opens_at < now:
        update["opens_at"] = now.astimezone(ZoneInfo(chosen.time_zone)).replace(second=0, microsecond=0)
    closes = update.get("closes_at", call.closes_at)
    if call.selection is not None and closes is not None:
        # Named before the call opens, so that nobody can choose it to suit somebody.
        update["selection"] = _of(call.selection, lots_seed=f"{chosen.slug}, {closes:%Y-%m-%d}")
    return call.model_copy(update=update)


def earliest_start(template: Pack, today: date) -> date:
    """Return the first day on which this programme can begin, if its call is to stay open for two weeks."""
    begins = template.edition.starts_on
    assert begins is not None
    if template.call is None or template.call.closes_at is None:
        return today
    return today + timedelta(days=14) + (begins - template.call.closes_at.date())


def next_edition(pack: Pack, *, slug: str, today: date) -> Pack:
    """Return a new edition of the same programme: all days later by whole years of 52 weeks, until none lies behind us.

    Weekdays stay. The year in the title follows; what people said of the old one stays with the old one.
    """
    first = min([day for day in (pack.edition.starts_on, _day(pack.call.opens_at if pack.call else None)) if day], default=today)  # fmt: skip
    years = max(1, -(-(today - first).days // (7 * WEEKS_A_YEAR)))
    moved = shifted(pack, timedelta(weeks=WEEKS_A_YEAR * years))
    begins = moved.edition.starts_on
    year = begins.year if begins is not None else pack.edition.year + years
    edition = moved.edition.model_copy(
        update={
            "slug": slug,
            "title": _next_title(pack, year),
            "year": year,
            "is_archive": False,
            "is_living_copy": False,
            "testimonies": [],
            "figures": [],
        }
    )
    fresh = moved.model_copy(update={"edition": edition})
    if fresh.credentials is not None:
        # A certificate of the new edition does not say the year of the old one.
        credentials = _of_year(fresh.credentials, _year_said(pack), str(year))
        fresh = fresh.model_copy(update={"credentials": credentials})
    if fresh.call is not None and fresh.call.selection is not None:
        selection = _of(fresh.call.selection, lots_seed=f"{slug}, {year}")
        fresh = fresh.model_copy(
            update={"call": _of(fresh.call, selection=selection, number_prefix=_prefix(slug, year))}
        )
    return fresh


def _year_said(pack: Pack) -> str:
    """Return the year that the texts name: a living copy keeps those of the edition it was made from."""
    said = re.search(r"\d{4}", " ".join(pack.edition.title.values())) if pack.edition.is_living_copy else None
    return said.group() if said else str(pack.edition.year)


def _next_title(pack: Pack, year: int) -> dict[str, str]:
    """Let the year in the title follow. What a living copy says of itself behind its title belongs to it alone."""
    title, old = pack.edition.title, _year_said(pack)
    if pack.edition.is_living_copy:
        title = {
            language: re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", text) for language, text in title.items()
        }
    return {language: text.replace(old, str(year)) for language, text in title.items()}


def next_slug(slug: str, year: int, next_year: int, taken: Sequence[str]) -> str:
    """Return a slug for the next edition: the year in it follows, or the year is put after it."""
    base = slug.replace(str(year), str(next_year)) if str(year) in slug else f"{slug}-{next_year}"
    if base not in taken:
        return base
    return next(name for number in range(2, 1000) if (name := f"{base}-{number}") not in taken)


def years_until(pack: Pack, today: date) -> int:
    """Return the year in which the next edition of this pack would take place."""
    return next_edition(pack, slug=pack.slug, today=today).edition.year


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _prefix(slug: str, year: int) -> str:
    letters = "".join(part[0] for part in slug.split("-") if part[:1].isalpha())[:3].upper() or "A"
    return f"{letters}{year % 100:02d}"


def _is_online(place: Any) -> bool:
    return place is not None and place.online


def _of(section: Any, **update: Any) -> Any:
    return section.model_copy(update=update) if section is not None else None


def in_languages(text: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Return the text in every promised language; English stands in where it is not given yet."""
    return {language: text.get(language) or text["en"] for language in dict.fromkeys(("en", *languages))}


def _renamed(section: Model, old: Mapping[str, str], new: Mapping[str, str]) -> Model:
    """Put the new title wherever the template says its own name and nothing else."""
    return _walk(section, lambda _name, value: dict(new) if value == old else value)


def _of_year(section: Model, old: str, new: str) -> Model:
    """Let the year follow in whatever a section is called and says of itself."""
    said = {"title", "description", "narrative"}
    return _walk(
        section,
        lambda name, value: (
            {language: text.replace(old, new) for language, text in value.items()}
            if name in said and isinstance(value, dict)
            else value
        ),
    )


def in_zone(section: Model, zone: str) -> Model:
    """Let every hour be the same hour on another wall."""

    def placed(name: str, value: Any) -> Any:
        if name == "time_zone" and isinstance(value, str):
            return zone
        return value.replace(tzinfo=ZoneInfo(zone)) if isinstance(value, datetime) else value

    return _walk(section, placed)


def _walk(section: Model, change: Any) -> Model:
    return section.model_copy(
        update={name: _inside(name, getattr(section, name), change) for name in type(section).model_fields}
    )


def _inside(name: str, value: Any, change: Any) -> Any:
    value = change(name, value)
    if isinstance(value, BaseModel):
        return _walk(value, change)
    if isinstance(value, list):
        return [_inside(name, item, change) for item in value]
    if isinstance(value, dict):
        return {key: _inside(key, item, change) for key, item in value.items()}
    return value
