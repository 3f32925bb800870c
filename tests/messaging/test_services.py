import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.factories import messaging as make

from hansa.foundation.audit.selectors import entries
from hansa.messaging import selectors, services
from hansa.messaging.adapters.mailbox import opened
from hansa.messaging.enums import LetterState
from hansa.messaging.models import Letter, MailboxMessage

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class Failing(BaseEmailBackend):
    """A mail server that answers with the fault put here, one after another, and takes mail when none is left."""

    faults: list[Exception] = []

    def send_messages(self, email_messages):
        if self.faults:
            raise self.faults.pop(0)
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture(autouse=True)
def _post(settings):
    settings.EMAIL_BACKEND = LOCMEM


@pytest.fixture
def failing(settings):
    settings.EMAIL_BACKEND = "tests.messaging.test_services.Failing"
    Failing.faults = []
    return Failing.faults


def test_letter_is_written_in_the_language_of_its_reader(person_with, now):
    letter = make.letter(person_with(language="ar", name="سارة"), now)
    assert letter.language == "ar"
    assert "سارة" in letter.text
    assert make.letter(person_with(language="it"), now, key="b").language == "en"


def test_letter_to_is_addressed_as_the_person_wishes(person_with, now):
    person = person_with(name="Ioana Petrescu")
    person.addressed_as = "Ms Petrescu"
    assert "Dear Ms Petrescu," in make.letter(person, now).text


def test_same_key_is_the_same_letter_and_one_task(person_with, now):
    person = person_with()
    assert make.letter(person, now) == make.letter(person, now + timedelta(days=1), edition="Other")
    assert Letter.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_letter_vanishes_with_the_act_that_wrote_it(person_with, now):
    person = person_with()
    try:
        with transaction.atomic():
            make.letter(person, now)
            raise LookupError
    except LookupError:
        pass
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_letter_without_template_is_refused_or_left_out(person_with, now):
    ask = {"template_key": "wego/none:none", "to": person_with(), "context": {}, "key": "k", "now": now}
    with pytest.raises(services.TemplateMissing):
        services.send_letter(**ask)
    assert services.send_letter_if_defined(**ask) is None


def test_template_with_a_fault_is_refused(now):
    with pytest.raises(services.TemplateFault, match="nmae"):
        make.template(now, texts={"en": {"subject": "x", "body": "{nmae}"}})


def test_template_defined_again_changes_nothing_and_changed_counts(now):
    first = make.template(now)
    assert make.template(now).version == first.version == 1
    assert entries().filter(act="letter_template.define").count() == 1
    assert make.template(now, texts={"en": {"subject": "New", "body": "New"}}).version == 2


def test_letter_is_delivered_once_with_both_parts(person_with, now):
    letter = make.letter(person_with(email="kim@example.org"), now, points="245")
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.SENT
    assert services.deliver_letter(letter_id=letter.pk, now=now) is None
    (sent,) = mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert message["To"] == "kim@example.org"
    assert message["Message-ID"].startswith(f"<letter-{letter.pk}@")
    assert message["Content-Language"] == "en"
    assert "Your points: 245" in message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert 'href="https://example.org/my/">Accept it here</a>' in html
    assert 'lang="en" dir="ltr"' in html


def test_arabic_mail_says_its_direction(person_with, now):
    letter = make.letter(person_with(language="ar"), now)
    services.deliver_letter(letter_id=letter.pk, now=now)
    html = mail.outbox[0].alternatives[0][0]
    assert 'lang="ar" dir="rtl"' in html


def test_temporary_fault_is_tried_again_later(person_with, now, failing):
    failing += [OSError("no route"), smtplib.SMTPDataError(451, b"greylisted")]
    letter = make.letter(person_with(), now)
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.QUEUED
    letter.refresh_from_db()
    assert letter.next_attempt_at == now + timedelta(minutes=1)
    assert services.deliver_letter(letter_id=letter.pk, now=now) is None
    later = now + timedelta(minutes=1)
    assert services.deliver_letter(letter_id=letter.pk, now=later) == LetterState.QUEUED
    letter.refresh_from_db()
    assert letter.last_fault == "451 greylisted"
    assert services.deliver_letter(letter_id=letter.pk, now=now + timedelta(hours=1)) == LetterState.SENT
    later_tasks = DBTaskResult.objects.filter(run_after__range=(now, now + timedelta(days=1)))
    assert later_tasks.count() == 2


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPRecipientsRefused({"x@example.org": (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"refused"),
    ],
)
def test_permanent_fault_shows_in_the_office_and_can_be_tried_again(person_with, now, failing, fault):
    failing.append(fault)
    letter = make.letter(person_with(), now)
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.FAILED
    officer = person_with("programme_officer")
    assert selectors.numbers_by_state(selectors.letters())[LetterState.FAILED] == 1
    again = services.resend(letter_id=letter.pk, by=officer, now=now)
    assert again.pk == letter.pk
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.SENT


def test_letter_is_given_up_after_the_last_attempt(person_with, now, failing):
    failing += [OSError("away")] * 20
    letter = make.letter(person_with(), now)
    days = [now + timedelta(days=2 * count) for count in range(9)]
    states = [services.deliver_letter(letter_id=letter.pk, now=day) for day in days]
    assert states[-2:] == [LetterState.FAILED, None]


def test_letter_left_behind_by_a_dead_worker_goes_out_later_under_the_same_id(person_with, now):
    letter = make.letter(person_with(), now)
    services.letters._claimed(letter.pk, now)  # and the worker dies here
    assert services.deliver_letter(letter_id=letter.pk, now=now + timedelta(minutes=5)) is None
    later = now + timedelta(minutes=11)
    assert list(selectors.letters_due(later)) == [letter]
    assert services.queue_due(later) == 1
    assert services.deliver_letter(letter_id=letter.pk, now=later) == LetterState.SENT
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<letter-{letter.pk}@")


def test_sent_letter_sent_again_is_a_second_letter_with_the_same_words(person_with, now):
    officer, reader = person_with("programme_officer"), person_with()
    letter = make.letter(reader, now)
    assert services.resend(letter_id=letter.pk, by=officer, now=now).pk == letter.pk  # still on its way
    services.deliver_letter(letter_id=letter.pk, now=now)
    reader.email = "new@example.org"
    reader.save()
    copy = services.resend(letter_id=letter.pk, by=officer, now=now)
    assert (copy.text, copy.address) == (letter.text, "new@example.org")
    services.deliver_letter(letter_id=copy.pk, now=now)
    third = services.resend(letter_id=copy.pk, by=officer, now=now)
    assert third.key == "nw17-0001:accepted#again-2"


@pytest.mark.django_db(transaction=True)  # the worker closes connections, and with them a test's transaction
def test_worker_of_the_task_table_delivers(person_with, settings):
    from django.core.management import call_command

    from hansa.foundation import clock

    make.letter(person_with(), clock.now())
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0", verbosity=0)
    assert Letter.objects.get().state == LetterState.SENT
    assert len(mail.outbox) == 1


def test_mailbox_of_the_demonstration_keeps_the_mail_as_it_was_sent(person_with, now, settings):
    settings.EMAIL_BACKEND = "hansa.messaging.adapters.mailbox.MailboxBackend"
    letter = make.letter(person_with(email="kim@example.org", name="김민준"), now)
    services.deliver_letter(letter_id=letter.pk, now=now)
    kept = MailboxMessage.objects.get()
    mail_read = opened(kept)
    assert mail_read.to == "kim@example.org"
    assert "김민준" in mail_read.text
    assert "<html" in mail_read.html
    assert mail_read.subject == letter.subject
