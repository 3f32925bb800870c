from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories import events as make

from hansa.events import rules, selectors, services, signals
from hansa.events.enums import RegistrationState
from hansa.events.models import Attendance, Registration
from hansa.foundation.audit.selectors import entries
from hansa.messaging.models import Letter
from hansa.messaging.services import define_template

pytestmark = pytest.mark.django_db
OVER = datetime(2026, 12, 5, tzinfo=UTC)


@pytest.fixture
def heard():
    """What was signalled, in order."""
    sent = []

    def hear(name):
        def listen(sender, **facts):
            sent.append((name, facts["person"], facts["event"]))

        return listen

    names = (
        "registered",
        "waiting_listed",
        "registration_cancelled",
        "attendance_recorded",
        "attendance_undone",
    )
    ears = {name: hear(name) for name in names}
    for name, ear in ears.items():
        getattr(signals, name).connect(ear)
    yield sent
    for name, ear in ears.items():
        getattr(signals, name).disconnect(ear)


def test_registration_gives_a_seat_once(person_with, now, heard):
    event, person = make.event(), person_with()
    first = make.registration(event, person, now)
    second = make.registration(event, person, now + timedelta(hours=1))
    assert first.pk == second.pk
    assert first.state == RegistrationState.CONFIRMED
    assert heard == [("registered", person, event)]
    assert entries().filter(act="event.register").count() == 1


def test_last_seat_goes_to_one_and_the_next_waits(person_with, now):
    event = make.event(capacity=1)
    make.registration(event, person_with(), now)
    waits = make.registration(event, person_with(), now)
    assert waits.state == RegistrationState.WAITING
    assert selectors.place_in_line(waits) == 1


def test_cancellation_promotes_who_has_waited_longest(person_with, now, heard):
    event, first, second, third = make.event(capacity=1), person_with(), person_with(), person_with()
    seat = make.registration(event, first, now)
    make.registration(event, second, now + timedelta(minutes=1))
    make.registration(event, third, now + timedelta(minutes=2))
    services.cancel_registration(registration_id=seat.pk, by=first, now=now + timedelta(minutes=3))
    services.cancel_registration(registration_id=seat.pk, by=first, now=now + timedelta(minutes=4))
    states = dict(Registration.objects.values_list("person_id", "state"))
    assert states == {first.pk: "cancelled", second.pk: "confirmed", third.pk: "waiting"}
    assert heard[-2:] == [("registration_cancelled", first, event), ("registered", second, event)]


def test_who_comes_back_stands_at_the_end_of_the_line(person_with, now):
    event, first, second = make.event(capacity=1), person_with(), person_with()
    seat = make.registration(event, first, now)
    make.registration(event, second, now)
    services.cancel_registration(registration_id=seat.pk, by=first, now=now)
    again = make.registration(event, first, now + timedelta(minutes=1))
    assert (again.pk, again.state, again.turn) == (seat.pk, "waiting", 2)


def test_offer_comes_in_where_registration_is_not_open(person_with, now):
    event = make.event(registration="offer", capacity=1)
    with pytest.raises(rules.NotOpen):
        make.registration(event, person_with(), now)
    for _ in range(2):
        assert make.registration(event, person_with(), now, source="offer").state == "confirmed"


def test_event_that_is_over_takes_and_loses_nobody(person_with, now):
    event, person = make.event(), person_with()
    registration = make.registration(event, person, now)
    with pytest.raises(rules.EventOver):
        make.registration(event, person_with(), OVER)
    with pytest.raises(rules.EventOver):
        services.cancel_registration(registration_id=registration.pk, by=person, now=OVER)


def test_event_without_a_date_is_over_once_its_edition_is_a_record(person_with, now):
    event = make.event(starts_on=None, ends_on=None)
    make.registration(event, person_with(), now)
    event.edition.is_archive = True
    event.edition.save()
    with pytest.raises(rules.EventOver):
        make.registration(event, person_with(), now)


def test_age_of_the_pack_is_asked_with_a_sentence(person_with, now):
    event = make.event(details={"eligibility": [{"kind": "age", "under": 35, "on": "2026-09-01"}]})
    with pytest.raises(rules.WrongAge) as refused:
        make.registration(event, person_with(birth_date=date(1990, 8, 31)), now)
    assert (
        services.refusal(refused.value)
        == "It is for people under 35 on 1 September 2026. On that day you are 36."
    )
    with pytest.raises(rules.BirthDateMissing):
        make.registration(event, person_with(), now)
    assert make.registration(event, person_with(birth_date=date(1991, 9, 2)), now).state == "confirmed"


def test_other_rules_of_the_pack_keep_out_whom_they_name(person_with, now):
    event = make.event(details={"eligibility": [{"kind": "residence", "countries": ["KR"]}]})
    with pytest.raises(rules.NotEligible) as refused:
        make.registration(event, person_with(country="IT"), now)
    assert len(services.refusal(refused.value)) > 20
    assert make.registration(event, person_with(country="KR"), now).state == "confirmed"


def test_guest_is_found_by_the_number_from_the_letter(person_with, now):
    event = make.event()
    rows = [make.registration(event, person_with(name=name), now) for name in ("Ana", "Bea")]
    assert rows[1] in selectors.guest_list(event, rows[1].number)


def test_presence_is_marked_once_undone_and_marked_again(person_with, now, heard):
    event, person, officer = make.event(), person_with(), person_with("programme_officer")
    registration = make.registration(event, person, now)
    for _ in range(2):
        services.record_attendance(registration_id=registration.pk, by=officer, now=now)
    assert selectors.attended(person, event.edition) == [event]
    for _ in range(2):
        services.undo_attendance(registration_id=registration.pk, by=officer, now=now)
    assert selectors.attended(person, event.edition) == []
    services.record_attendance(registration_id=registration.pk, by=officer, now=now)
    assert [name for name, _person, _event in heard[1:]] == [
        "attendance_recorded", "attendance_undone", "attendance_recorded",
    ]  # fmt: skip
    assert Attendance.objects.count() == 2


def test_who_was_there_cannot_cancel(person_with, now):
    event, person = make.event(), person_with()
    registration = make.registration(event, person, now)
    services.record_attendance(registration_id=registration.pk, by=None, now=now)
    with pytest.raises(rules.AlreadyAttended):
        services.cancel_registration(registration_id=registration.pk, by=person, now=now)


def test_cancelled_registration_cannot_be_marked_present(person_with, now):
    event, person = make.event(), person_with()
    registration = make.registration(event, person, now)
    services.cancel_registration(registration_id=registration.pk, by=person, now=now)
    with pytest.raises(rules.NoSeat):
        services.record_attendance(registration_id=registration.pk, by=None, now=now)


def test_who_waited_and_came_has_a_seat(person_with, now):
    event = make.event(capacity=1)
    make.registration(event, person_with(), now)
    waits = make.registration(event, person_with(), now)
    services.record_attendance(registration_id=waits.pk, by=None, now=now)
    waits.refresh_from_db()
    assert waits.state == "confirmed"


def test_somebody_at_the_door_is_put_on_the_list_and_present(person_with, now):
    event, officer = make.event(capacity=1, registration="closed"), person_with("programme_officer")
    known = person_with(email="kim@example.org")
    row = services.register_walk_in(
        event_id=event.pk, email="KIM@example.org", name="Kim", by=officer, now=now
    )
    assert row.person == known
    new = services.register_walk_in(
        event_id=event.pk, email="new@example.org", name="Nū", by=officer, now=now
    )
    assert not new.person.has_usable_password()
    assert selectors.numbers(event) == {"confirmed": 2, "waiting": 0, "present": 2}


def test_more_seats_go_to_those_who_wait(person_with, now):
    event, officer = make.event(capacity=1), person_with("programme_officer")
    for _ in range(3):
        make.registration(event, person_with(), now)
    asked = {
        "starts_on": event.starts_on, "ends_on": event.ends_on, "starts_at": None, "ends_at": None,
        "registration": "open", "by": officer, "now": now,
    }  # fmt: skip
    services.announce(event_id=event.pk, capacity=2, **asked)
    assert selectors.numbers(event) == {"confirmed": 2, "waiting": 1, "present": 0}
    with pytest.raises(services.TooFewSeats):
        services.announce(event_id=event.pk, capacity=1, **asked)
    services.announce(event_id=event.pk, capacity=None, **asked)
    assert selectors.numbers(event) == {"confirmed": 3, "waiting": 0, "present": 0}


def test_letters_are_written_in_the_readers_language_once_a_turn(person_with, now):
    event = make.event(capacity=1)
    for name in ("workshop-registered", "workshop-seat-free"):
        texts = {
            "en": {"subject": name, "body": "{event} {when} {place} {url}"},
            "ko": {"subject": "등록", "body": "{when} {place}"},
        }
        define_template(key=event.edition.key_of(name), texts=texts, by=None, now=now)
    first, second = person_with(language="ko"), person_with()
    seat = make.registration(event, first, now)
    make.registration(event, first, now)
    make.registration(event, second, now)  # has no letter: the pack has no text for waiting
    assert Letter.objects.get().text == "2026년 11월 30일 서울\n"
    services.cancel_registration(registration_id=seat.pk, by=first, now=now)
    letter = Letter.objects.get(to=second)
    assert letter.subject == "workshop-seat-free"
    assert [row.name for row in letter.enclosures.all()] == ["workshop.ics"]
    assert f"/programmes/{event.edition.slug}/events/workshop/" in letter.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "30 November 2026"),
        ({"ends_on": date(2026, 12, 2)}, "30 November – 2 December 2026"),
        ({"starts_at": datetime(2026, 11, 30, 0, 0, tzinfo=UTC)}, "30 November 2026, 09:00 in Seoul"),
        (
            {"starts_on": None, "ends_on": None, "period": "2026-Q4"},
            "quarter 4 of 2026, the day to be announced",
        ),
        ({"starts_on": None, "ends_on": None}, "to be announced"),
    ],
)
def test_when_is_said_as_far_as_it_is_known(fields, said):
    assert services.when(make.event(**fields)).replace("\u2009", " ") == said
