"""Letters over a real connection to a real SMTP server, which here is ours."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from tests.factories import messaging as make

from hansa.messaging import services
from hansa.messaging.enums import LetterState


class Post:
    """Takes every mail but those to nobody@."""

    def __init__(self):
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such user"
        if address.startswith("later@"):
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def post(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


@pytest.mark.django_db
def test_letter_arrives_in_any_script(post, person_with, now):
    letter = make.letter(
        person_with(email="kim@example.org", name="Zoë Đặng-O'Connor"), now, edition="서울 2026"
    )
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.SENT
    ((recipients, content),) = post.mails
    message = message_from_bytes(content, policy=policy.default)
    assert recipients == ["kim@example.org"]
    assert message["Subject"] == "A place for you in 서울 2026"
    assert "Dear Zoë Đặng-O'Connor," in message.get_body(("plain",)).get_content()


@pytest.mark.django_db
def test_header_hidden_in_a_value_stays_in_the_subject(post, person_with, now):
    letter = make.letter(person_with(), now, edition="X\r\nBcc: all@example.org\r\n\r\nBody")
    services.deliver_letter(letter_id=letter.pk, now=now)
    ((recipients, content),) = post.mails
    message = message_from_bytes(content, policy=policy.default)
    assert len(recipients) == 1
    assert message["Bcc"] is None
    assert message["Subject"] == "A place for you in X Bcc: all@example.org Body"


@pytest.mark.django_db
def test_unknown_reader_is_a_fault_for_good_and_a_busy_server_is_not(post, person_with, now):
    gone = make.letter(person_with(email="nobody@example.org"), now, key="a")
    busy = make.letter(person_with(email="later@example.org"), now, key="b")
    assert services.deliver_letter(letter_id=gone.pk, now=now) == LetterState.FAILED
    assert services.deliver_letter(letter_id=busy.pk, now=now) == LetterState.QUEUED
    gone.refresh_from_db()
    assert gone.last_fault == "550 5.1.1 No such user"


@pytest.mark.django_db
def test_server_that_is_away_is_tried_again(post, person_with, now, settings):
    settings.EMAIL_PORT = 1
    letter = make.letter(person_with(), now)
    assert services.deliver_letter(letter_id=letter.pk, now=now) == LetterState.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_delivered_mail_is_whole_light_and_says_who_answers(post, person_with, now, settings, language):
    settings.DEFAULT_FROM_EMAIL = "letters@example.org"
    officer = person_with(email="kang@example.org", name="Minjun Kang")
    make.template(now)
    letter = services.send_letter(
        template_key=make.KEY,
        to=person_with(email="serra@example.org", name="Júlia Serra", language=language),
        context={"edition": "서울 " * 12, "url": "https://example.org/my/", "deadline": "13 October"},
        key="whole",
        now=now,
        answered_by=officer,
    )
    services.deliver_letter(letter_id=letter.pk, now=now)
    ((_, content),) = post.mails
    assert max(len(line) for line in content.splitlines()) <= 78
    message = message_from_bytes(content, policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for part in message.iter_parts():
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        assert part.get_content_charset() == "utf-8"
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<letter-{letter.pk}@example.org>"
    assert message["Reply-To"] == "Minjun Kang <kang@example.org>"
    assert message["From"].addresses[0].addr_spec == "letters@example.org"
    assert message["List-Unsubscribe"] is None
    assert message["Date"]
    text, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "kang@example.org" in text
    assert "kang@example.org" in page
    assert f'lang="{language}"' in page
    assert len(page.encode()) < 20 * 1024


@pytest.mark.django_db
def test_letter_that_nobody_in_particular_wrote_is_answered_by_the_secretariat(
    post, person_with, now, settings
):
    settings.DEFAULT_FROM_EMAIL = "Letters <letters@example.org>"
    services.deliver_letter(letter_id=make.letter(person_with(), now).pk, now=now)
    ((_, content),) = post.mails
    message = message_from_bytes(content, policy=policy.default)
    assert message["Reply-To"].addresses[0].addr_spec == "letters@example.org"
