"""Moves a pack in time: the same programme, all its dates later or earlier by whole weeks.

Weekdays stay, and an hour stays the same hour on the wall of its own zone, across a change of clocks too.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel

from .schema.event import Event
from .schema.pack import Pack

Model = TypeVar("Model", bound=BaseModel)


def moved(
    pack: Pack,
    *,
    weeks: int,
    slug: str,
    title_suffix: Mapping[str, str],
    event_days: Mapping[str, date] | None = None,
) -> Pack:
    """Return a living copy of the pack under another slug, moved by so many weeks.

    ``title_suffix`` is put after the edition's title, language by language (English stands in).
    ``event_days`` puts single events, by key, on a day of their own: their dates are assumed anyway, and a
    demonstration wants one of them today.
    """
    later = shifted(pack, timedelta(weeks=weeks))
    edition = later.edition
    title = {
        language: f"{text} {title_suffix.get(language, title_suffix['en'])}"
        for language, text in edition.title.items()
    }
    changed = {"slug": slug, "title": title, "is_living_copy": True, "is_archive": False}
    if edition.starts_on is not None:
        changed["year"] = edition.starts_on.year
    events = [_on_day(event, (event_days or {}).get(event.key)) for event in later.events]
    return later.model_copy(update={"edition": edition.model_copy(update=changed), "events": events})


def _on_day(event: Event, day: date | None) -> Event:
    first = event.starts_on or (event.starts_at.date() if event.starts_at is not None else None)
    if day is None:
        return event
    if first is None:
        return event.model_copy(update={"starts_on": day, "ends_on": day})
    return shifted(event, day - first)


def shifted(section: Model, by: timedelta) -> Model:
    """Return the section with every day and instant in it moved; texts stay as they are."""
    update = {name: _moved(getattr(section, name), by) for name in type(section).model_fields}
    return section.model_copy(update=update)


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, BaseModel):
        return shifted(value, by)
    if isinstance(value, (date, datetime)):
        return value + by
    if isinstance(value, list):
        return [_moved(item, by) for item in value]
    if isinstance(value, dict):
        return {key: _moved(item, by) for key, item in value.items()}
    return value
