"""From "may I apply?" to the form in one press: signed in, signed out, or without an account."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hansa.applications import selectors
from hansa.applications.models import Application
from hansa.foundation import clock
from hansa.foundation.audit.services import record
from tests.factories.applications import make_draft, make_open_call
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db

EDITION, START = "/programmes/nia-2027/", "/apply/nia-2027/"
SAID = {"member": "bucharest", "role_level": "managerial"}


def check(client: Client, **said: str) -> str:
    answer = client.post(EDITION, said)
    assert answer["Location"] == f"{EDITION}#answer", "nothing that was said stands in the address"
    return client.get(EDITION).content.decode()


def press(client: Client, shown: str) -> str:
    member = re.search(r'id="begin".*?name="member" value="(\d+)"', shown, re.DOTALL)
    assert member
    return client.post(START, {"member": member[1]})["Location"]


def test_answers_of_the_check_stand_in_the_form_after_one_press(
    client_as: Callable, person_with: Callable
) -> None:
    make_open_call()
    make_member("bucharest")
    client = client_as(person_with())
    form = press(client, check(client, **SAID))
    own = Application.objects.get()
    assert form == reverse("applications:form", args=[own.uid])
    assert selectors.answers_of(own) == {"role_level": "managerial"}
    shown = client.get(form).content.decode()
    assert "From your answers to “May I apply?” we have filled in: “" in shown
    assert re.search(r'value="managerial"[^>]* (checked|selected)', shown)
    client.post(form, {"revision": 1, "a-role_level": "executive", "stay": "1"})
    assert selectors.answers_of(own)["role_level"] == "executive"
    assert "we have filled in" not in client.get(form).content.decode()


def test_second_tap_begins_nothing_more(client_as: Callable, person_with: Callable) -> None:
    make_open_call()
    make_member("bucharest")
    client = client_as(person_with())
    shown = check(client, **SAID)
    assert press(client, shown) == press(client, shown)
    assert selectors.answers_of(Application.objects.get()) == {"role_level": "managerial"}


def test_signing_in_leads_to_the_form_with_the_answers(client: Client, person_with: Callable) -> None:
    make_open_call()
    make_member("bucharest")
    person = person_with()
    person.set_password("quay-rope-anchor-42")
    person.save()
    away = press(client, check(client, **SAID))
    assert away.startswith(reverse("account_login"))
    assert "managerial" not in away
    assert not Application.objects.exists()
    sent = {"login": person.email, "password": "quay-rope-anchor-42", "next": START}
    answer = client.post(reverse("account_login"), sent, follow=True)
    own = Application.objects.get(applicant=person)
    assert answer.redirect_chain[-1][0] == reverse("applications:form", args=[own.uid])
    assert selectors.answers_of(own) == {"role_level": "managerial"}


def test_signing_up_leads_to_the_form_with_the_answers(client: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    make_open_call()
    make_member("bucharest")
    away = press(client, check(client, **SAID))
    signup = re.search(r'href="([^"]*signup[^"]*next[^"]*)"', client.get(away).content.decode())
    assert signup
    page = client.get(signup[1].replace("&amp;", "&"))
    onward = re.search(r'name="next" value="([^"]*)"', page.content.decode())
    assert onward
    joined = client.post(
        reverse("account_signup"),
        {
            "name": "Ana",
            "email": "ana@example.org",
            "password1": "quay-rope-anchor-42",
            "next": onward[1].replace("&amp;", "&"),
        },
    )
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    answer = client.post(joined["Location"], {"code": code[1]}, follow=True)
    own = Application.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("applications:form", args=[own.uid])
    assert selectors.answers_of(own) == {"role_level": "managerial"}


def test_answers_are_forgotten_after_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_open_call()
    make_member("bucharest")
    assert ">You can apply</h2>" in check(client, **SAID)
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ">May I apply?</h2>" in client.get(EDITION).content.decode()


def test_nobody_sees_what_another_visitor_answered(client: Client) -> None:
    make_open_call()
    make_member("bucharest")
    check(client, **SAID)
    assert ">May I apply?</h2>" in Client().get(EDITION).content.decode()


def test_whoever_may_not_apply_begins_nothing(client_as: Callable, person_with: Callable) -> None:
    make_open_call()
    member = make_member("bucharest")
    client = client_as(person_with())
    check(client, member="bucharest", role_level="officer")
    answer = client.post(START, {"member": member.pk}, follow=True).content.decode()
    assert "You cannot apply to this programme" in answer
    assert not Application.objects.exists()


def test_answers_do_not_overwrite_what_somebody_has_written(client_as: Callable) -> None:
    draft = make_draft(make_open_call(), role_level="executive")
    client = client_as(draft.applicant)
    check(client, **SAID)
    client.post(START, {"member": draft.member_id})
    assert selectors.answers_of(draft)["role_level"] == "executive"


def test_looking_at_the_page_before_begins_nothing_and_leads_on_what_has_begun(client_as: Callable) -> None:
    draft, other = make_draft(make_open_call()), make_member("quito")
    record(None, "network.apply")
    client = client_as(draft.applicant)
    form = reverse("applications:form", args=[draft.uid])
    assert client.get(START)["Location"] == form
    assert client.get(f"{START}?change").status_code == 200
    assert client.post(START, {"member": other.pk})["Location"] == form
    draft.refresh_from_db()
    assert draft.member_id == other.pk
