"""Faults of events: hours outside their days, offices and hosts that nobody knows."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ..faults import Finding, Path
from ..messages import nearest
from ..schema.event import Event
from ..schema.network import Network
from ..schema.pack import Pack
from .calls import eligibility_findings
from .common import disordered, doubled, organisations, placed, unknown


def findings(pack: Pack, network: Network | None) -> Iterator[Finding]:
    yield from doubled(pack.events, ("events",))
    for number, event in enumerate(pack.events):
        path: Path = ("events", number)
        yield from disordered(event.starts_on, event.ends_on, path, ("starts_on", "ends_on"))
        yield from placed(event.place, (*path, "place"))
        yield from _hours(event, path)
        yield from _sessions(event, path)
        yield from eligibility_findings(event.eligibility, (*path, "eligibility"), network)
        if event.registration == "offer" and pack.call is None:
            problem = "People come in by an accepted offer, but the pack has no call."
            yield Finding((*path, "registration"), problem, "Add a call, or write “registration: open”.")
        if network is not None:
            known = organisations(network)
            yield from unknown(
                event.hosts, known, (*path, "hosts"), "member, office or partner in network.yaml called"
            )
            offices = [office.key for office in network.offices]
            if event.office is not None and event.office not in offices:
                problem = f"There is no regional office “{event.office}” in network.yaml."
                yield Finding((*path, "office"), problem, nearest(event.office, offices))


def _hours(event: Event, path: Path) -> Iterator[Finding]:
    if event.starts_at is not None and event.ends_at is not None and event.ends_at <= event.starts_at:
        yield Finding(
            (*path, "ends_at"), "The event ends before it starts.", "ends_at is later than starts_at."
        )
    zone = ZoneInfo(event.time_zone)
    for instant, day, name in (
        (event.starts_at, event.starts_on, "starts_at"),
        (event.ends_at, event.ends_on, "ends_at"),
    ):
        if instant is not None and day is not None and instant.astimezone(zone).date() != day:
            there = instant.astimezone(zone).date()
            problem = f"{name} is {there} in {event.time_zone}, but the day is said to be {day}."
            yield Finding((*path, name), problem, "Mend one of the two.")


def _sessions(event: Event, path: Path) -> Iterator[Finding]:
    yield from doubled(event.sessions, (*path, "sessions"))
    for number, session in enumerate(event.sessions):
        here = (*path, "sessions", number)
        if (
            session.starts_at is not None
            and session.ends_at is not None
            and session.ends_at <= session.starts_at
        ):
            yield Finding(
                (*here, "ends_at"), "The session ends before it starts.", "ends_at is later than starts_at."
            )
        outside = (
            session.starts_at is not None
            and event.starts_at is not None
            and session.starts_at < event.starts_at
        ) or (session.ends_at is not None and event.ends_at is not None and session.ends_at > event.ends_at)
        if outside:
            yield Finding(here, "The session lies outside the event's hours.", "Move it, or widen the event.")
        if event.capacity is not None and session.capacity is not None and session.capacity > event.capacity:
            problem = f"The session has {session.capacity} seats, the event {event.capacity}."
            yield Finding((*here, "capacity"), problem, f"{event.capacity} at most.")
