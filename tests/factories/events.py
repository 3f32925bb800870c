from datetime import date
from itertools import count
from typing import Any

from hansa.events.models import Event, Registration
from hansa.events.services import register
from hansa.programmes.models import Edition, Programme

_numbers = count(1)


def edition(*, office: Any = None, slug: str = "") -> Edition:
    from hansa.network.models import Network

    number = next(_numbers)
    network, _new = Network.objects.get_or_create(
        key="wego", defaults={"name": "WeGO", "city": "Seoul", "country": "KR", "time_zone": "Asia/Seoul"}
    )
    programme = Programme.objects.create(
        key=f"programme-{number}", network=network, title={"en": "Champions"}
    )
    slug = slug or f"champions-{number}"
    return Edition.objects.create(
        programme=programme, slug=slug, namespace=f"wego/{slug}", title={"en": "Champions", "ko": "챔피언"},
        year=2026, time_zone="Asia/Seoul", office=office,
    )  # fmt: skip


def event(*, of: Edition | None = None, key: str = "workshop", **fields: Any) -> Event:
    """An open workshop in Seoul, ten days from the tests' now."""
    values: dict[str, Any] = {
        "kind": "workshop", "title": {"en": "Workshop"}, "time_zone": "Asia/Seoul", "starts_on": date(2026, 11, 30),
        "ends_on": date(2026, 11, 30), "details": {"place": {"city": {"en": "Seoul", "ko": "서울"}}},
    } | fields  # fmt: skip
    return Event.objects.create(edition=of or edition(), key=key, **values)


def registration(to: Event, person: Any, now: Any, **options: Any) -> Registration:
    return register(event_id=to.pk, person=person, now=now, **options)
