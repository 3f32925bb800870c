"""Signatories, achievements and issued credentials for tests."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from hansa.credentials.models import Achievement, Credential, Signatory
from hansa.credentials.services import define_achievement, define_signatory, issue_credential

_numbers = count(1)

BODIES = {
    "secretary-general": (
        {"en": "World Smart Sustainable Cities Organization", "ko": "세계스마트시티기구"},
        {"en": "Secretary General", "ko": "사무총장"},
    ),
    "mayor-of-seoul": (
        {"en": "Seoul Metropolitan Government", "ko": "서울특별시"},
        {"en": "Mayor of Seoul", "ko": "서울특별시장"},
    ),
}


def signatory(key: str = "secretary-general", *, now: datetime, **fields: Any) -> Signatory:
    """A signatory with a key on this machine."""
    name, role = BODIES.get(key, ({"en": f"Body of {key}"}, {"en": f"Head of {key}"}))
    texts = {"name": name, "role": role, "url": f"https://{key}.example.org/"} | fields
    return define_signatory(key=key, by=None, now=now, **texts)


def achievement(
    key: str = "wego/champions-2025:workshop",
    *,
    now: datetime,
    signatories: Sequence[str] = ("secretary-general", "mayor-of-seoul"),
    **fields: Any,
) -> Achievement:
    """An achievement that needs two signatures, or those that are named."""
    for wanted in signatories:
        signatory(wanted, now=now)
    texts: dict[str, Any] = {
        "name": {"en": "Sustainable Smart City Champions 2025", "ko": "지속가능 스마트시티 챔피언 2025"},
        "description": {
            "en": "Attended a workshop and completed the course.",
            "ko": "과정을 마치고 워크숍에 참가하였습니다.",
        },
        "criteria": {
            "en": "Completion of the course; attendance of one workshop; under 35 on 1 September 2025."
        },
        "criteria_url": "http://localhost:8000/programmes/champions-2025/",
        "language": "en",
        "kind": "workshop",
    }
    return define_achievement(key=key, signatories=list(signatories), by=None, now=now, **(texts | fields))


EVIDENCE = [
    {
        "id": "http://localhost:8000/programmes/champions-2025/#course",
        "name": "Course",
        "description": "Nineteen lectures and the coursework.",
    },
    {
        "id": "http://localhost:8000/programmes/champions-2025/#geneva",
        "name": "Workshop in Geneva",
        "description": "Marked present on 14 November 2025.",
    },
]


def issued(
    holder: Any, *, now: datetime, key: str = "", achievement_key: str = "", **fields: Any
) -> Credential:
    """A credential that was issued to somebody."""
    if not achievement_key:
        achievement_key = achievement(now=now).key
    return issue_credential(
        achievement_key=achievement_key,
        holder=holder,
        key=key or f"test:{next(_numbers)}",
        by=None,
        now=now,
        **({"evidence": EVIDENCE} | fields),
    )
