"""Seats, days and ages: plain values in, answers out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


class RegistrationRefused(Exception):
    """Somebody cannot register; the subclass says why."""


class EventOver(RegistrationRefused):
    """The event is over."""


class NotOpen(RegistrationRefused):
    """Nobody registers for this event themselves; ``entry`` says who comes in."""

    def __init__(self, entry: str) -> None:
        super().__init__(entry)
        self.entry = entry


class BirthDateMissing(RegistrationRefused):
    """The event asks for an age and we do not know the person's."""

    def __init__(self, rule: "AgeRule") -> None:
        super().__init__(rule)
        self.rule = rule


class WrongAge(RegistrationRefused):
    """The person is too young or too old on the day that counts."""

    def __init__(self, rule: "AgeRule", age: int, day: date) -> None:
        super().__init__(rule, age, day)
        self.rule, self.age, self.day = rule, age, day


class NotEligible(RegistrationRefused):
    """Another rule of the pack keeps the person out; ``reason`` is its sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AlreadyAttended(Exception):
    """Who was there cannot cancel any more."""


class NoSeat(Exception):
    """Somebody whose registration was cancelled cannot be marked present."""


@dataclass(frozen=True)
class AgeRule:
    """Ages that may come, in full years, and the day on which they count (``None``: the first day of the event)."""

    youngest: int = 0
    under: int | None = None
    on: date | None = None

    def admits(self, age: int) -> bool:
        """Tell whether somebody of this age may come."""
        return age >= self.youngest and (self.under is None or age < self.under)


@dataclass(frozen=True)
class Days:
    """When something is: hours where they are known, else days, else nothing yet. The zone is an IANA name."""

    zone: str
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def first_day(self) -> date | None:
        """The first day, by the clock of the place."""
        if self.starts_on:
            return self.starts_on
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date() if self.starts_at else None

    @property
    def last_day(self) -> date | None:
        """The last day, by the clock of the place."""
        if self.ends_on:
            return self.ends_on
        return self.ends_at.astimezone(ZoneInfo(self.zone)).date() if self.ends_at else self.first_day

    @property
    def end(self) -> datetime | None:
        """The instant at which it is over: its last hour, else midnight after its last day there."""
        if self.ends_at:
            return self.ends_at
        last = self.last_day
        return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(self.zone)) if last else None

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is over; what has no date yet is not."""
        return self.end is not None and now >= self.end

    def is_today(self, now: datetime) -> bool:
        """Tell whether it takes place on the day that it now is there."""
        first, last = self.first_day, self.last_day
        return (
            first is not None
            and last is not None
            and first <= now.astimezone(ZoneInfo(self.zone)).date() <= last
        )


def instant(written: str | None) -> datetime | None:
    """Return the instant that a pack writes as ``2017-11-20 09:00 Asia/Seoul``."""
    if not written:
        return None
    moment, _space, zone = written.rpartition(" ")
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))


def age_rule(eligibility: Iterable[Mapping[str, Any]]) -> AgeRule | None:
    """Return the rule of age that binds among an event's rules of eligibility, as the pack writes them."""
    for rule in eligibility:
        if rule.get("kind") == "age" and not rule.get("preferred"):
            limits = [rule["under"]] if rule.get("under") else []
            limits += [rule["at_most"] + 1] if rule.get("at_most") else []
            day = rule.get("on")
            return AgeRule(
                youngest=rule.get("at_least") or 0,
                under=min(limits, default=None),
                on=date.fromisoformat(day) if isinstance(day, str) else day,
            )
    return None


def age_on(born: date, day: date) -> int:
    """Return the age in full years on a day; who is born on 29 February has a birthday on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def check_registration(
    *, entry: str, source: str, days: Days, ages: AgeRule | None, born: date | None, is_over: bool
) -> None:
    """Raise the ``RegistrationRefused`` that applies, or return where somebody may register.

    Who was offered a place, was invited or stands at the door comes in by somebody's decision: of them only the end of the
    event is asked, and at the door not even that.
    """
    if source == "walk_in":
        return
    if is_over:
        raise EventOver
    if source != "self":
        return
    if entry != "open":
        raise NotOpen(entry)
    if ages is None:
        return
    day = ages.on or days.first_day
    if day is None:
        return  # the day on which the age counts is still to be announced; it is asked again for the certificate
    if born is None:
        raise BirthDateMissing(ages)
    age = age_on(born, day)
    if not ages.admits(age):
        raise WrongAge(ages, age, day)


def has_seat(*, taken: int, capacity: int | None, source: str) -> bool:
    """Tell whether one more gets a seat. Offers were counted when they were made, and who stands at the door is inside."""
    return capacity is None or source in {"offer", "walk_in"} or taken < capacity


def seats_to_fill(*, taken: int, capacity: int | None, waiting: int) -> int:
    """Return how many of those who wait can be given a seat now."""
    return waiting if capacity is None else max(0, min(waiting, capacity - taken))
