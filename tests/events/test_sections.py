"""Events come from a pack, go back into one, and keep their people."""

import pytest
from tests.factories import events as make

from hansa.events.models import Event
from hansa.events.services import announce, sections
from hansa.programmes.rules.packs import Event as PackEvent

pytestmark = pytest.mark.django_db

WORKSHOP = {
    "key": "athens", "title": {"en": "Young Urban Leadership: Athens"}, "kind": "workshop",
    "summary": {"en": "Perspectives in dialogue."}, "place": {"city": {"en": "Athens"}, "country": "GR"},
    "time_zone": "Europe/Athens", "starts_at": "2026-11-30 09:00 Europe/Athens", "ends_at": "2026-11-30 17:30 Europe/Athens",
    "capacity": 30, "registration": "open", "eligibility": [{"kind": "age", "under": 35}], "hosts": ["wego"],
    "topics": [{"en": "Dialogue"}], "tours": [{"en": "The harbour"}],
    "sessions": [{"key": "opening", "title": {"en": "Opening"}, "kind": "plenary", "starts_at": "2026-11-30 09:00 Europe/Athens"}],
    "assumed": ["capacity", "starts_at"],
}  # fmt: skip
FORUM = {
    "key": "forum",
    "title": {"en": "Forum"},
    "kind": "forum",
    "time_zone": "Asia/Seoul",
    "period": "2026-Q4",
    "registration": "closed",
}


def applied(edition, now, *items):
    section = [PackEvent.model_validate(item) for item in items]
    sections.apply(edition=edition, section=section, pack=None, by=None, now=now)
    return section


def exported(edition):
    return [PackEvent.model_validate(said) for said in sections.export(edition)]


def test_export_says_what_was_applied(now):
    edition = make.edition()
    section = applied(edition, now, WORKSHOP, FORUM)
    assert exported(edition) == section
    assert Event.objects.get(key="athens").ages.under == 35
    applied(edition, now, WORKSHOP, FORUM)
    assert Event.objects.count() == 2


def test_what_the_office_announced_is_in_the_export(now, person_with):
    edition = make.edition()
    applied(edition, now, WORKSHOP)
    event = Event.objects.get()
    announce(
        event_id=event.pk, starts_on=None, ends_on=None, starts_at=event.starts_at, ends_at=event.ends_at,
        capacity=40, registration="open", by=person_with("programme_officer"), now=now,
    )  # fmt: skip
    (said,) = exported(edition)
    assert said.capacity == 40
    assert said.assumed == ["starts_at"]


def test_event_left_out_goes_and_one_with_people_is_kept_out_of_sight(now, person_with):
    edition = make.edition()
    applied(edition, now, WORKSHOP, FORUM)
    make.registration(
        Event.objects.get(key="athens"), person_with(birth_date=now.date().replace(year=2000)), now
    )
    assert sections.refusals(edition, [], []) == [
        "“Young Urban Leadership: Athens” cannot be left out: 1 person is registered. Cancel the registration first."
    ]
    applied(edition, now)
    assert list(Event.objects.values_list("key", "is_retired")) == [("athens", True)]
    assert sections.export(edition) == []


def test_fewer_seats_than_taken_are_refused(now, person_with):
    edition = make.edition()
    applied(edition, now, WORKSHOP)
    for _ in range(2):
        make.registration(Event.objects.get(), person_with(birth_date=now.date().replace(year=2000)), now)
    assert sections.refusals(edition, [], [{"key": "athens", "capacity": 1}]) == [
        "“Young Urban Leadership: Athens” cannot have 1 seats: 2 are taken."
    ]
    assert sections.refusals(edition, [], [{"key": "athens", "capacity": 2}]) == []
