"""Letters that came back: noted by hand, or by the report of a mail server."""

import io
import sys

import pytest
from django.core.management import call_command
from django.urls import reverse
from tests.factories import messaging as make

from hansa.foundation.audit.selectors import entries
from hansa.messaging import selectors, services
from hansa.messaging.adapters.returned import report_of
from hansa.messaging.enums import LetterState
from hansa.messaging.office.desk import undelivered

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

REPORT = b"""From: MAILER-DAEMON@mx.example.org
To: secretariat@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; kim@example.org
Action: %(action)s
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <kim@example.org>: User unknown

--b
Content-Type: %(kind)s

Message-ID: <letter-%(id)s@example.org>
Subject: A place for you

--b--
"""


def report(letter, *, action: bytes = b"failed", kind: bytes = b"text/rfc822-headers") -> bytes:
    return REPORT % {b"action": action, b"kind": kind, b"id": str(letter.pk).encode()}


@pytest.fixture
def sent(settings, person_with, now):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter = make.letter(person_with(), now)
    services.deliver_letter(letter_id=letter.pk, now=now)
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize("kind", [b"text/rfc822-headers", b"message/rfc822"])
def test_report_marks_the_letter_and_keeps_what_the_server_said(sent, now, kind):
    letter = services.take_back(raw=report(sent, kind=kind), now=now)
    assert letter is not None
    assert letter.state == LetterState.BOUNCED
    assert letter.last_fault == "550 5.1.1 <kim@example.org>: User unknown"
    assert entries().filter(act="letter.bounce").count() == 1


def test_same_report_twice_is_noted_once(sent, now):
    for _ in range(2):
        services.take_back(raw=report(sent), now=now)
    assert entries().filter(act="letter.bounce").count() == 1


def test_delay_is_no_bounce(sent, now):
    assert services.take_back(raw=report(sent, action=b"delayed"), now=now) is None
    sent.refresh_from_db()
    assert sent.state == LetterState.SENT


@pytest.mark.parametrize("raw", [b"", b"Subject: I am on holiday\n\nBack on Monday.", b"\xff\x00" * 50])
def test_other_mail_is_taken_without_a_fault(raw):
    assert report_of(raw) is None


def test_report_of_a_letter_that_is_not_ours_changes_nothing(sent, now):
    strange = report(sent).replace(str(sent.pk).encode(), b"00000000-0000-4000-8000-000000000000")
    assert services.take_back(raw=strange, now=now) is None


def test_command_reads_the_report_from_standard_input(sent, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report(sent))))
    said = io.StringIO()
    call_command("take_back_letter", stdout=said)
    assert str(sent.pk) in said.getvalue()


def test_letter_that_waits_cannot_have_come_back(person_with, now):
    letter = make.letter(person_with(), now)
    with pytest.raises(services.NotOnItsWay):
        services.note_bounce(letter_id=letter.pk, reason="", by=None, now=now)


def test_letter_that_came_back_goes_to_the_new_address(sent, person_with, now):
    services.note_bounce(letter_id=sent.pk, reason="unknown", by=person_with("administrator"), now=now)
    assert selectors.came_back_from([sent.address]) == {sent.address}
    sent.to.email = "new@example.org"
    sent.to.save(update_fields=["email"])
    again = services.resend(letter_id=sent.pk, by=sent.to, now=now)
    assert (again.pk, again.address, again.state, again.bounced_at) == (
        sent.pk,
        "new@example.org",
        LetterState.QUEUED,
        None,
    )


def test_office_notes_it_by_hand_and_the_desk_names_it(sent, client_as, person_with, now):
    officer = person_with("programme_officer")
    client_as(officer).post(
        reverse("messaging_office:bounced", args=[sent.pk]), {"reason": "The mailbox is full."}
    )
    sent.refresh_from_db()
    assert (sent.state, sent.last_fault) == (LetterState.BOUNCED, "The mailbox is full.")
    assert [item.url for item in undelivered(officer, now)] == [
        reverse("messaging_office:outbox") + "?state=bounced"
    ]


def test_nobody_else_notes_it(sent, client_as, person_with):
    url = reverse("messaging_office:bounced", args=[sent.pk])
    assert client_as(person_with("auditor")).post(url).status_code == 403
    assert client_as(person_with()).post(url).status_code in {302, 403, 404}
    sent.refresh_from_db()
    assert sent.state == LetterState.SENT
