"""What goes with a letter: sent with it, as often as it is sent, sealed for its owner, gone with the words."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.factories import messaging as make

from hansa.messaging import services
from hansa.messaging.enums import LetterState
from hansa.messaging.models import Enclosure, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
APPOINTMENT = services.Enclosed(
    "interview.ics",
    "text/calendar; method=REQUEST",
    "BEGIN:VCALENDAR\r\nSUMMARY:Städte\r\nEND:VCALENDAR".encode(),
)


@pytest.fixture(autouse=True)
def _post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def letter(person_with, now) -> Letter:
    return make.letter(person_with(), now, enclosed=[APPOINTMENT])


def test_appointment_goes_as_another_form_of_the_letter_and_as_a_file(letter, now):
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.SENT
    message = mail.outbox[0].message()
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"),
        "application/ics",
    ]
    calendar, file = list(message.walk())[-2:]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True).decode().split() == APPOINTMENT.content.decode().split()
    assert file.get_filename() == "interview.ics"


def test_what_goes_with_a_letter_goes_again_with_it(letter, person_with, now):
    services.deliver_letter(letter_id=letter.pk, now=now)
    again = services.resend(letter_id=letter.pk, by=person_with("programme_officer"), now=now)
    assert again.pk != letter.pk
    services.deliver_letter(letter_id=again.pk, now=now + timedelta(minutes=1))
    assert [len(message.attachments) for message in mail.outbox] == [1, 1]


def test_enclosure_is_sealed_for_its_owner_and_opens_for_no_other(letter, person_with, now):
    row = Enclosure.objects.get()
    assert row.owner_uid == letter.to.uid
    assert b"VCALENDAR" not in bytes(row.sealed)
    Enclosure.objects.update(owner_uid=person_with().uid)
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.QUEUED
    assert not mail.outbox


def test_same_letter_asked_for_twice_has_one_enclosure(letter, now):
    make.letter(letter.to, now, enclosed=[APPOINTMENT])
    assert Enclosure.objects.count() == 1


def test_erasing_takes_what_went_with_the_letters(letter):
    services.forget_letters(to=letter.to, by=None)
    assert not Enclosure.objects.exists()
