import re

import pytest
from django.core import mail
from django.urls import reverse

from hansa.accounts.adapters.allauth import AccountAdapter
from hansa.accounts.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def join(client, email, name="Ana Lucía Benítez"):
    return client.post(
        reverse("account_signup"), {"name": name, "email": email, "password1": "quay-rope-anchor-42"}
    )


def code_in(message):
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", message.body, re.MULTILINE)[1]


def test_signing_up_asks_for_the_code_that_was_mailed(client):
    answer = join(client, "Ana@Example.org")
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert mail.outbox[0].to == ["ana@example.org"]
    answer = client.post(answer["Location"], {"code": code_in(mail.outbox[0])})
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.name, person.email) == ("Ana Lucía Benítez", "ana@example.org")
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_wrong_code_is_refused_and_nobody_is_signed_in(client):
    page = join(client, "ana@example.org")["Location"]
    assert client.post(page, {"code": "WRONG1"}).status_code == 200
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_mistyped_address_can_be_mended_before_it_is_verified(client):
    page = join(client, "ana@exmaple.org")["Location"]
    client.post(page, {"action": "change", "email": "ana@example.org"})
    assert mail.outbox[-1].to == ["ana@example.org"]
    client.post(page, {"code": code_in(mail.outbox[-1])})
    assert Person.objects.get().email == "ana@example.org"


def test_known_address_gets_the_same_answer_and_a_letter_that_says_so(client, person_with):
    person_with(email="ana@example.org")
    answer = join(client, "ana@example.org")
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert Person.objects.count() == 1
    assert len(mail.outbox) == 1


def test_profile_with_a_birth_date_in_the_future_keeps_what_was_typed(person_with, client_as):
    client = client_as(person_with())
    answer = client.post(
        reverse("accounts:profile"),
        {"name": "Ana", "language": "ko", "time_zone": "Asia/Seoul", "birth_date": "2999-01-01"},
    )
    assert answer.status_code == 422
    assert 'value="Ana"' in answer.content.decode()


def test_profile_saved_changes_the_language_of_the_pages(person_with, client_as):
    client = client_as(person_with())
    answer = client.post(
        reverse("accounts:profile"),
        {"name": "Ana", "language": "ko", "time_zone": "Asia/Seoul", "country": "KR"},
    )
    assert answer.status_code == 302
    assert client.cookies["hansa_language"].value == "ko"


def test_own_data_is_asked_again_for_when_the_sign_in_is_old(person_with, client_as):
    person = person_with(name="Ana")
    client = client_as(person)
    assert client.get(reverse("accounts:my_data")).json()["account"][0]["name"] == "Ana"
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    assert client.get(reverse("accounts:my_data")).status_code == 302


@pytest.mark.parametrize(("role", "page"), [("auditor", "portal:desk"), ("reviewer", "portal:my")])
def test_who_works_in_the_office_begins_at_the_desk(role, page, person_with, rf):
    request = rf.get("/accounts/login/")
    request.user = person_with(role)
    assert AccountAdapter(request).get_login_redirect_url(request) == reverse(page)
