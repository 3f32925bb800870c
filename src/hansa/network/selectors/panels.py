"""What apps above say on the pages of the network: parts of a member's page, and what was held in which city."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hansa.network.models import Member


@dataclass(frozen=True)
class Panel:
    """A part of a member's page that a higher app fills: its title, and lines of text with an address each."""

    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)


# Asked with the member, who reads, the instant, and where the log of acts stands: what is kept by it is at hand.
PanelSource = Callable[[Member, Any, datetime, str | None], Panel | None]
_panel_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> None:
    """Add a part to every member's page: what it took part in, for instance. Costs a fixed number of queries."""
    if source not in _panel_sources:
        _panel_sources.append(source)


def panels_for(member: Member, person: Any, now: datetime, digest: str | None = None) -> list[Panel]:
    """Return what the apps above say of a member to this reader."""
    found = (source(member, person, now, digest) for source in _panel_sources)
    return [panel for panel in found if panel is not None]


@dataclass(frozen=True)
class Gathering:
    """Something that was or will be held in a city: an edition of a programme, a workshop."""

    title: dict[str, str]
    url: str
    year: int
    city: dict[str, str]
    country: str
    #: Where it lies, if whoever says so knows; else the city is looked up among members and offices.
    lat: float | None = None
    lon: float | None = None


GatheringSource = Callable[[], Iterable[Gathering]]
_gathering_sources: list[GatheringSource] = []


def register_gatherings(source: GatheringSource) -> None:
    """Tell the network of what is held where; asked when the map is drawn anew."""
    if source not in _gathering_sources:
        _gathering_sources.append(source)


def gatherings() -> list[Gathering]:
    """Return what the apps above say was or will be held, newest first."""
    found = [gathering for source in _gathering_sources for gathering in source()]
    return sorted(found, key=lambda g: (-g.year, g.url))
