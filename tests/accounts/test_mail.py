"""The mails about an account: in our words and our frame, in the language of whoever gets them."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import RequestFactory
from django.utils import translation

pytestmark = pytest.mark.django_db

NOTICES = (
    "account/email/password_changed",
    "account/email/password_set",
    "account/email/password_reset",
    "account/email/email_confirm",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
)


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Letters <letters@example.org>"


def adapter_in(browser="Firefox", **meta):
    request = RequestFactory().get("/", HTTP_USER_AGENT=browser, **meta)
    from allauth.core import context

    return get_adapter(request), context.request_context(request)


def sent(prefix, person, browser="Firefox", **context):
    EmailAddress.objects.get_or_create(user=person, email=person.email, primary=True, verified=True)
    adapter, inside = adapter_in(browser)
    with inside:
        adapter.request = RequestFactory().get("/", HTTP_USER_AGENT=browser)
        adapter.send_notification_mail(prefix, person, context)
    return mail.outbox[-1]


@pytest.mark.parametrize("prefix", NOTICES)
def test_notice_says_what_happened_where_and_what_to_do_if_it_was_not_you(person_with, prefix):
    message = sent(prefix, person_with(email="kim@example.org"))
    page = message.alternatives[0][0]
    said = " ".join(message.body.split())
    assert "If it was not, choose a new password at once" in said
    assert "/accounts/password/reset/" in message.body
    assert "With Firefox" in said
    assert message.body.count("{") == 0
    assert page.count("bgcolor=") == 1
    assert not re.search(r"<img|<link|<script", page)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.extra_headers["Message-ID"].endswith("@example.org>")
    assert message.reply_to


def test_code_stands_alone_on_its_line(person_with):
    adapter, inside = adapter_in()
    with inside:
        adapter.send_mail("account/email/email_confirmation_signup", "new@example.org", {"code": "AB12-CD34"})
    message = mail.outbox[-1]
    assert re.search(r"^AB12-CD34$", message.body, re.M)
    assert "AB12-CD34" in message.alternatives[0][0]


def test_mail_is_written_in_the_language_of_its_reader(person_with):
    person = person_with(email="kim@example.org", language="ar")
    with translation.override("en"):
        message = sent("account/email/password_changed", person)
    assert message.extra_headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in message.alternatives[0][0]


def test_name_of_a_browser_stays_a_value(person_with):
    message = sent(
        "account/email/password_changed", person_with(), browser='[click](https://evil.example) {code} <b>"'
    )
    page = message.alternatives[0][0]
    assert 'href="https://evil.example' not in page
    assert "<b>" not in page


def test_changed_address_names_both(person_with):
    message = sent(
        "account/email/email_changed",
        person_with(),
        from_email="old@example.org",
        to_email="new@example.org",
    )
    assert "new@example.org in place of old@example.org" in " ".join(message.body.split())


def test_library_speaks_with_our_words():
    adapter = get_adapter()
    for code, words in adapter.error_messages.items():
        if "username" in code or "phone" in code:
            continue  # there are no user names here, and no telephone numbers
        assert not re.search(r"(?i)\b(invalid|please|oops|successfully|user)\b", str(words)), code
