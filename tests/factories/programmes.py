"""A small pack, and editions with calls in any state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hansa.network.models import Network
from hansa.programmes.models import Call, Edition
from hansa.programmes.rules.packs import Pack
from hansa.programmes.services import apply_pack
from tests.conftest import NOW
from tests.factories.network import make_network

CALL: dict[str, Any] = {
    "opens_at": "2026-11-01 09:00 Asia/Seoul",
    "closes_at": "2026-12-13 23:59 Asia/Seoul",
    "eligibility": [
        {"kind": "member_of"},
        {"kind": "role_level", "at_least": "managerial"},
        {"kind": "role_level", "fields": ["smart_city", "ict"], "preferred": True},
    ],
    "documents": [
        {"kind": "passport", "label": {"en": "Passport"}, "why": {"en": "For the visa."}, "delete_after_days": 30},
        {"kind": "nomination_form", "label": {"en": "Nomination form"}, "why": {"en": "Your city sends you."}, "delete_after_days": 30},
    ],
    "caps": {"nominations_per_city": 2, "places_per_city": 2},
    "places": 20,
    "assumed": ["places"],
    "questionnaire": "application",
    "rubric": "rubric",
    "reviews_per_application": 2,
    "interviews": {"opens_on": "2026-12-16", "closes_on": "2026-12-20", "time_zone": "Asia/Seoul"},
    "selection": {"ranges": [{"attribute": "region", "value": "europe", "min": 1}], "lots_seed": "a seed"},
    "decisions_on": "2026-12-28",
    "days_to_accept": 7,
}  # fmt: skip

PACK: dict[str, Any] = {
    "network": "wego",
    "programme": {"key": "nia-workshop", "title": {"en": "NIA workshop"}, "summary": {"en": "A workshop in Korea."}, "kind": "training"},
    "edition": {
        "slug": "nia-2027",
        "title": {"en": "NIA workshop 2027", "ko": "NIA 워크숍 2027"},
        "summary": {"en": "Four days in Seoul."},
        "year": 2027,
        "starts_on": "2027-01-20",
        "ends_on": "2027-01-23",
        "time_zone": "Asia/Seoul",
        "place": {"city": {"en": "Seoul", "ko": "서울"}, "country": "KR"},
        "hosts": ["nia"],
        "topics": [{"en": "Vision and strategy"}, {"en": "Transport"}],
        "costs": [{"what": "flights", "payer": "participant"}, {"what": "meals", "payer": "organisers"}],
        "testimonies": [{"person": "Mirela Minca", "city": {"en": "Bucharest"}, "year": 2013, "text": {"en": "She found the lectures well structured."}}],
    },
    "call": CALL,
    "awards": {"title": {"en": "Awards"}, "categories": [{"key": "best", "title": {"en": "Best"}, "winners": 1, "quota": {"either": 1}}]},
    "credentials": {
        "signatories": [{"key": "secretary-general", "name": {"en": "WeGO"}, "role": {"en": "Secretary General"}}],
        "achievements": [
            {
                "key": "attended", "kind": "training", "title": {"en": "Took part"}, "description": {"en": "Took part in the workshop."},
                "narrative": {"en": "Was present on all four days."}, "criteria": {"events": ["workshop"]}, "signatories": ["secretary-general"],
            }
        ],
    },
    "events": [{"key": "workshop", "title": {"en": "Workshop"}, "kind": "workshop", "time_zone": "Asia/Seoul", "starts_on": "2027-01-20", "ends_on": "2027-01-23", "registration": "offer"}],
    "letters": {"application-received": "received", "accepted": "accepted", "not-selected": "not-selected"},
    "questionnaires": {
        "application": {
            "purpose": "application",
            "title": {"en": "Application"},
            "questions": [{"key": "why", "kind": "long_text", "label": {"en": "Why do you come?"}, "assumed": True}],
        },
        "rubric": {
            "purpose": "rubric",
            "title": {"en": "Rubric"},
            "questions": [{"key": "motive", "kind": "number", "label": {"en": "Motive"}, "weight": 2, "max": 5}],
        },
    },
    "letter_texts": {
        "received": {"texts": {"en": {"subject": "We have it", "body": "Dear {name}, we have it."}}},
        "accepted": {"texts": {"en": {"subject": "A place for you", "body": "Dear {name}, we offer you a place."}}},
        "not-selected": {"texts": {"en": {"subject": "No place", "body": "Dear {name}, we cannot offer you a place."}}},
    },
    "files": {"certificate.typ": "= Certificate"},
}  # fmt: skip


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the base with the changes laid over it, table by table; None takes a field away."""
    result = dict(base)
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(result.get(name), Mapping):
            result[name] = merged(result[name], value)
        else:
            result[name] = value
    return result


def make_pack(**changes: Any) -> Pack:
    """Return the small pack with changes laid over it: ``make_pack(edition={"slug": "other"})``."""
    return Pack.model_validate(merged(PACK, changes))


def make_edition(
    slug: str = "nia-2027", *, now: datetime = NOW, office: str | None = None, **changes: Any
) -> Edition:
    """Install the small network where it is missing and an edition of it, and return the edition."""
    if not Network.objects.exists():
        make_network(now)
    named = {"slug": slug, **({"office": office} if office else {})}
    said = {**changes, "edition": {**named, **changes.get("edition", {})}}
    return apply_pack(pack=make_pack(**said), by=None, now=now).edition


def make_call(
    slug: str = "nia-2027", *, now: datetime = NOW, office: str | None = None, **changes: Any
) -> Call:
    """Install an edition and return its call; at the tests' own instant it is open."""
    return Call.objects.select_related("edition").get(
        edition=make_edition(slug, now=now, office=office, **changes)
    )
