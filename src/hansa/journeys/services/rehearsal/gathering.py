"""The events: who has a place comes, others sign up, officers mark who is there."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hansa.events import selectors as events
from hansa.events import services as acts
from hansa.journeys.rules import behaviour
from hansa.journeys.rules.rehearsal import Stage

from .cast import Play

if TYPE_CHECKING:
    from hansa.events.models import Event

# How many of a course's learners go to a workshop near them, in per cent.
GOES_TO_A_WORKSHOP = 40
ENOUGH = 6


def registering(play: Play, stage: Stage) -> None:
    """Those with a place stand on the list already; learners sign up for a workshop that has a date."""
    stage.on = play.clock.date()
    gatherings = events.events_of(play.edition)
    dated = [event for event in gatherings if event.starts_on]
    stage.count("events", len(gatherings))
    if len(gatherings) > len(dated):
        stage.count("to be announced", len(gatherings) - len(dated))
    open_ones = [event for event in dated if event.registration == "open"]
    for enrolment in play.enrolled if open_ones else ():
        if not behaviour.happens(play.draw, GOES_TO_A_WORKSHOP):
            continue
        event = play.draw.choice(open_ones)
        hour = min(play.clock, _opens(event) - timedelta(days=1))
        try:
            acts.register(event_id=event.pk, person=enrolment.person, now=max(hour, enrolment.enrolled_at))
        except acts.RegistrationRefused:
            stage.count("refused by the event's rules")
        else:
            stage.count("signed up")
    places = sum(events.numbers(event)["confirmed"] for event in dated)
    stage.count("with a seat", places)


def attending(play: Play, stage: Stage) -> None:
    """On the day officers mark who is there; some stay away."""
    for event in events.events_of(play.edition):
        if not event.starts_on:
            continue
        opens = _opens(event)
        if play.latest is not None and opens > play.latest:
            stage.count("still to come")
            continue
        play.advance(opens)
        stage.on = play.clock.date()
        guests = list(events.guest_list(event).filter(state="confirmed").order_by("pk"))
        away = [_stays_away(play, event) for _guest in guests]
        if len(away) >= ENOUGH and not any(away):
            # Of enough people somebody does not come, whatever is drawn.
            away[-1] = True
        for registration, stays in zip(guests, away, strict=True):
            if stays:
                stage.count("stayed away")
                continue
            acts.record_attendance(registration_id=registration.pk, by=play.cast.officers[0], now=opens)
            stage.count("present")


def _stays_away(play: Play, event: "Event") -> bool:
    """On a day that is still going on, half have not come in yet: somebody has to have something to do."""
    goes_on = (
        play.latest is not None
        and event.starts_on == play.latest.astimezone(ZoneInfo(event.time_zone)).date()
    )
    return behaviour.happens(play.draw, 50 if goes_on else behaviour.STAYS_AWAY)


def _opens(event: Any) -> datetime:
    """Return when an event opens its doors: its hour, else nine o'clock on its own clock."""
    if event.starts_at:
        hour: datetime = event.starts_at
        return hour
    return datetime.combine(event.starts_on, time(9), ZoneInfo(event.time_zone))
