"""When, where and for how many an edition is that nobody has published yet: read out of its pack, and put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .schema.base import Place
from .schema.event import Event
from .schema.pack import Pack
from .shifting import shifted
from .templates import in_languages, in_zone


@dataclass(frozen=True)
class Days:
    """What changes from one edition of a programme to the next; None where the pack says nothing yet."""

    starts_on: date | None
    ends_on: date | None
    time_zone: str
    opens_on: date | None = None
    closes_on: date | None = None
    interviews_open: date | None = None
    interviews_close: date | None = None
    decisions_on: date | None = None
    places: int | None = None
    #: In English; other languages keep theirs where it stays, and say the English where it does not.
    city: str = ""
    venue: str = ""
    country: str = ""
    #: The first day of each gathering that has one, by its key.
    gatherings: Mapping[str, date] = field(default_factory=dict)


def days_of(pack: Pack) -> Days:
    """Return when, where and for how many the pack says its edition is."""
    edition, call = pack.edition, pack.call
    place = edition.place or Place()
    interviews = call.interviews if call is not None else None
    return Days(
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        time_zone=edition.time_zone,
        opens_on=_day(call.opens_at) if call else None,
        closes_on=_day(call.closes_at) if call else None,
        interviews_open=interviews.opens_on if interviews else None,
        interviews_close=interviews.closes_on if interviews else None,
        decisions_on=call.decisions_on if call else None,
        places=call.places if call else None,
        city=(place.city or {}).get("en", ""),
        venue=(place.venue or {}).get("en", ""),
        country=place.country or "",
        gatherings={event.key: day for event in pack.events if (day := _first_day(event)) is not None},
    )


def with_days(pack: Pack, days: Days) -> Pack:
    """Return the pack with these days, this place and this size.

    Hours stay as they are on the wall of the place. Weeks of a course, and gatherings whose day is left as it is, move
    with the first day; a gathering that began or ended with the edition goes on doing so.
    """
    before = days_of(pack)
    if days.time_zone != before.time_zone:
        pack = in_zone(pack, days.time_zone)
    old, by = pack.edition, _between(before.starts_on, days.starts_on)
    place = _place(old.place, days, old.languages)
    edition: dict[str, Any] = {"starts_on": days.starts_on, "ends_on": days.ends_on, "place": place}
    if days.starts_on is not None and days.starts_on.year != old.year:
        edition["year"] = days.starts_on.year
        edition["title"] = {
            language: text.replace(str(old.year), str(days.starts_on.year))
            for language, text in old.title.items()
        }
    return pack.model_copy(
        update={
            "edition": old.model_copy(update=edition),
            "call": _call(pack.call, days),
            "courses": [shifted(course, by) for course in pack.courses],
            "events": [_event(event, before, days, by, old.place, place) for event in pack.events],
        }
    )


def _call(call: Any, days: Days) -> Any:
    if call is None:
        return None
    update: dict[str, Any] = {
        "opens_at": _on(call.opens_at, days.opens_on, days.time_zone, "09:00"),
        "closes_at": _on(call.closes_at, days.closes_on, days.time_zone, "23:59:59"),
        "decisions_on": days.decisions_on,
        "places": days.places,
    }
    if call.interviews is not None:
        update["interviews"] = call.interviews.model_copy(
            update={"opens_on": days.interviews_open, "closes_on": days.interviews_close}
        )
    return call.model_copy(update=update)


def _event(
    event: Event, before: Days, days: Days, by: timedelta, old: Place | None, place: Place | None
) -> Event:
    stood, wanted = before.gatherings.get(event.key), days.gatherings.get(event.key)
    move = by if wanted is None or stood is None or wanted == stood else wanted - stood
    ends = event.ends_on or (event.ends_at.date() if event.ends_at else None)
    moved = shifted(event, move)
    if ends is not None and ends == before.ends_on and stood == before.starts_on and wanted == stood:
        moved = moved.model_copy(
            update={
                "ends_on": days.ends_on if event.ends_on else None,
                "ends_at": _on(event.ends_at, days.ends_on, days.time_zone, "") if event.ends_at else None,
            }
        )
    if event.place is not None and old is not None and event.place.city == old.city:
        venue = place.venue if place is not None and event.place.venue == old.venue else event.place.venue
        moved = moved.model_copy(update={"place": place and place.model_copy(update={"venue": venue})})
    return moved


def _place(place: Place | None, days: Days, languages: list[str]) -> Place | None:
    if place is not None and place.online:
        return place
    stood = place or Place()
    update: dict[str, Any] = {"country": days.country or None}
    for name, wanted in (("city", days.city), ("venue", days.venue)):
        texts = getattr(stood, name) or {}
        if wanted != texts.get("en", ""):
            update[name] = in_languages({"en": wanted}, languages) if wanted else None
            if name == "city":
                # A point on the map belongs to the city that was left.
                update |= {"lat": None, "lon": None}
    changed = stood.model_copy(update=update)
    return None if place is None and changed == Place() else changed


def _on(stood: datetime | None, day: date | None, zone: str, hour: str) -> datetime | None:
    """Return the same hour on another day; where there was none, that hour by the clock of the place."""
    if day is None:
        return None
    if stood is not None:
        return datetime.combine(day, stood.timetz())
    return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo(zone))


def _between(old: date | None, new: date | None) -> timedelta:
    return new - old if old is not None and new is not None else timedelta(0)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _first_day(event: Event) -> date | None:
    return event.starts_on or _day(event.starts_at)
