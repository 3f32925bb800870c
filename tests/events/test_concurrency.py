"""Many bookings at once, on whichever database is configured."""

import pytest
from tests.databases import all_at_once
from tests.factories import events as make

from hansa.events import selectors, services
from hansa.events.models import Registration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("many_at_once")]


@pytest.mark.parametrize("crowd", [60, pytest.param(200, marks=pytest.mark.trial)])
def test_thirty_seats_under_many_bookings_are_exactly_thirty(person_with, now, crowd):
    event = make.event(capacity=30)
    people = [person_with() for _ in range(crowd)]

    def booking(some):
        def act():
            for person in some:
                services.register(event_id=event.pk, person=person, now=now)

        return act

    # Ten threads, each with the people of its own share and of its neighbour's: everybody books twice.
    step = crowd // 10
    shares = [people[start : start + 2 * step] for start in range(0, crowd, step)]
    assert all_at_once([booking(share) for share in shares]) == []
    assert selectors.numbers(event) == {"confirmed": 30, "waiting": crowd - 30, "present": 0}
    assert Registration.objects.count() == crowd


def test_cancellations_at_once_promote_as_many(person_with, now):
    event = make.event(capacity=5)
    rows = [make.registration(event, person_with(), now) for _ in range(12)]

    def leaving(row):
        return lambda: services.cancel_registration(registration_id=row.pk, by=row.person, now=now)

    assert all_at_once([leaving(row) for row in rows[:4] for _twice in range(2)]) == []
    assert selectors.numbers(event) == {"confirmed": 5, "waiting": 3, "present": 0}


def test_one_person_marked_present_by_many_hands_is_present_once(person_with, now):
    event, officer = make.event(), person_with("programme_officer")
    row = make.registration(event, person_with(), now)

    def mark():
        services.record_attendance(registration_id=row.pk, by=officer, now=now)

    assert all_at_once([mark] * 6) == []
    assert row.attendances.count() == 1
