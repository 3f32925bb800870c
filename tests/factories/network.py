"""A small network: two regions, five members, two offices, three partners."""

from datetime import datetime
from typing import Any

from hansa.network.models import Coordinator, Member, Network, Office
from hansa.network.services import apply_network, appoint_coordinator, assign_to_office
from tests.conftest import NOW


def network_pack(**changes: Any) -> dict[str, Any]:
    """Return the network's pack as plain data."""
    pack: dict[str, Any] = {
        "key": "wego",
        "name": "WeGO",
        "full_name": {"en": "World Smart Sustainable Cities Organization", "ko": "세계스마트시티기구"},
        "summary": {"en": "Cities that learn from each other."},
        "founded_year": 2010,
        "home_country": "KR",
        "languages": ["en", "ko"],
        "secretariat": {
            "name": {"en": "WeGO Secretariat"},
            "place": {"city": {"en": "Seoul", "ko": "서울"}, "country": "KR"},
            "time_zone": "Asia/Seoul",
            "contact": {"role": {"en": "Secretariat"}},
        },
        "regions": [
            {"key": "east-asia", "name": {"en": "East Asia"}},
            {"key": "europe", "name": {"en": "Europe"}},
        ],
        "members": [
            {"key": "seoul", "name": {"en": "Seoul", "ko": "서울"}, "country": "KR", "region": "east-asia", "lat": 37.5, "lon": 127.0, "is_founder": True, "joined_year": 2010},
            {"key": "chengdu", "name": {"en": "Chengdu", "zh-hans": "成都"}, "country": "CN", "region": "east-asia"},
            {"key": "bucharest", "name": {"en": "Bucharest"}, "country": "RO", "region": "europe"},
            {"key": "cordoba", "name": {"en": "Córdoba"}, "country": "ES", "region": "europe", "lat": 0.0, "lon": -4.8},
            {"key": "nic-sudan", "name": {"en": "National Information Center"}, "kind": "friendship_government", "status": "friendship", "country": "SD", "region": "europe"},
        ],
        "offices": [
            {"key": "chengdu-office", "name": {"en": "East Asia office"}, "city": {"en": "Chengdu"}, "country": "CN", "region": "east-asia", "time_zone": "Asia/Shanghai"},
            {"key": "ulyanovsk-office", "name": {"en": "Eurasia office"}, "city": {"en": "Ulyanovsk"}, "country": "RU", "region": "europe", "time_zone": "Europe/Ulyanovsk", "is_former": True},
        ],
        "partners": [
            {"key": "nia", "name": {"en": "National Information Society Agency"}, "kind": "government", "country": "KR", "is_domestic": True},
            {"key": "yonsei", "name": {"en": "Yonsei University"}, "kind": "school", "country": "KR", "is_domestic": True, "is_school": True},
            {"key": "geneva", "name": {"en": "University of Geneva"}, "kind": "school", "country": "CH", "is_school": True},
        ],
        "people": [{"name": "Danil Kerimi", "role": {"en": "Dean of WeGO Champions"}}],
    }  # fmt: skip
    return pack | changes


def make_network(now: datetime = NOW, **changes: Any) -> Network:
    """Install the small network and return it."""
    apply_network(pack=network_pack(**changes), by=None, now=now)
    return Network.objects.get(key="wego")


def make_member(key: str = "bucharest") -> Member:
    """Return a member of the small network, installing it where it is missing."""
    found = Member.objects.filter(key=key).first()
    if found is None and not Network.objects.exists():
        make_network()
        found = Member.objects.filter(key=key).first()
    if found is None:
        found = Member.objects.create(
            key=key,
            name={"en": key.title()},
            country="KR",
            region="east-asia",
            sort_name=key,
            search_text=key,
        )
    return found


def make_coordinator(person: Any, key: str = "bucharest", now: datetime = NOW) -> Coordinator:
    """Let a person speak for a member of the small network."""
    return appoint_coordinator(person=person, member=make_member(key), by=None, now=now)


def make_office_staff(person: Any, key: str = "chengdu-office", now: datetime = NOW) -> Office:
    """Let a person work for an office of the small network, and return the office."""
    if not Network.objects.exists():
        make_network()
    office = Office.objects.get(key=key)
    assign_to_office(person=person, office=office, by=None, now=now)
    return office
