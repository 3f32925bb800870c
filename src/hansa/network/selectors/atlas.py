"""Everything of the network that has a place on the map, read once and kept until an act changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hansa.foundation.audit.watched import Keeps, Watched
from hansa.network.models import Member, Network, Office, Region
from hansa.network.rules import folded
from hansa.network.rules.projection import Frame, Point, frame_of, placed
from hansa.network.selectors import organisations
from hansa.network.selectors.panels import Gathering, gatherings


@dataclass
class Place:
    """One place on the map and what is there: a member, offices, what was held."""

    key: str
    name: Mapping[str, str]
    country: str
    point: Point
    region: str = ""
    #: Its position is our assumption, not the pack's word.
    is_approximate: bool = False
    member: Member | None = None
    offices: list[Office] = field(default_factory=list)
    is_secretariat: bool = False
    gatherings: list[Gathering] = field(default_factory=list)


@dataclass(frozen=True)
class Atlas(Keeps):
    """All places, by key; the members in the order of their names; what could not be placed."""

    network: Network | None
    members: tuple[Member, ...]
    offices: tuple[Office, ...]
    regions: dict[str, dict[str, str]]
    places: dict[str, Place]
    frames: dict[str, Frame]
    unplaced: tuple[Gathering, ...]
    countries: int

    def of_member(self, key: str) -> Place | None:
        """Return the place of a member, or None where nobody knows where it lies."""
        return self.places.get(key)

    def held_in(self, member: Member) -> list[Gathering]:
        """Return what was or will be held in a member's city, newest first."""
        place = self.places.get(member.key)
        return place.gatherings if place else []


def _city(names: Mapping[str, str]) -> str:
    return folded(names.get("en", ""))


def _read() -> Atlas:
    members = tuple(organisations.members().defer("search_text"))
    offices = tuple(organisations.every_office())
    network = organisations.network()
    places: dict[str, Place] = {}
    by_city: dict[str, Place] = {}
    for row in members:
        if row.lat is None or row.lon is None:
            continue
        guessed = row.details.get("assumed") or []
        place = Place(
            key=row.key,
            name=row.name,
            country=row.country,
            point=placed(row.lat, row.lon),
            region=row.region,
            is_approximate=guessed is True or "lat" in guessed,
            member=row,
        )
        places[row.key] = place
        by_city.setdefault(_city(row.name), place)
    for office in offices:
        if not office.is_former:
            _place_office(office, places, by_city)
    if network is not None and (home := by_city.get(_city(network.city_names))):
        home.is_secretariat = True
    unplaced = [held for held in gatherings() if not _place_gathering(held, places, by_city)]
    frames = {
        key: frame_of([place.point for place in places.values() if place.region == key])
        for key in {place.region for place in places.values()} - {""}
    }
    return Atlas(
        network=network,
        members=members,
        offices=offices,
        regions=dict(Region.objects.values_list("key", "name")),
        places=places,
        frames=frames,
        unplaced=tuple(unplaced),
        countries=len({row.country for row in members}),
    )


def _place_office(office: Office, places: dict[str, Place], by_city: dict[str, Place]) -> None:
    """Put an office beside the member of its city, else at its own coordinates."""
    city = by_city.get(_city(office.city_names))
    if city is None:
        details: dict[str, Any] = office.details
        if details.get("lat") is None or details.get("lon") is None:
            return
        point = placed(details["lat"], details["lon"])
        city = Place(f"office-{office.key}", office.city_names, office.country, point, office.region)
        places[city.key] = by_city[_city(office.city_names)] = city
    city.offices.append(office)


def _place_gathering(held: Gathering, places: dict[str, Place], by_city: dict[str, Place]) -> bool:
    """Put what was held into its city; tell whether anybody knows where that is."""
    name = _city(held.city)
    city = by_city.get(name)
    if city is None:
        if held.lat is None or held.lon is None:
            return False
        city = Place(f"city-{name.replace(' ', '-')}", held.city, held.country, placed(held.lat, held.lon))
        places[city.key] = by_city[name] = city
    city.gatherings.append(held)
    return True


#: What changes the map: the network itself, and what is held where.
_kept = Watched(_read, "network.", "pack.", "edition.", "event.announce")


def atlas(digest: str | None = None) -> Atlas:
    """Return every place of the network as it stands now."""
    return _kept.get(digest)
