"""The fields of signing in are called by the house's own words, on every page that asks for them."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

THEIRS = ("Email", "New Password", "Current Password", "Password (again)", "New Password (again)", "Code")


def labels(client, name: str) -> list[str]:
    html = client.get(reverse(name)).content.decode()
    main = html[html.index("<main") : html.index("</main")]
    assert "placeholder=" not in main
    return [
        re.sub(r"<[^>]+>", "", one).strip()
        for one in re.findall(r"<label[^>]*>(.*?)</label>", main, re.DOTALL)
    ]


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_pages_before_signing_in_speak_the_house_s_words(client, name):
    found = labels(client, name)
    assert any("e-mail address" in label.lower() for label in found)
    assert not set(found) & set(THEIRS)


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "account_reauthenticate"])
def test_pages_of_an_account_speak_the_house_s_words(person_with, client, name):
    person = person_with()
    person.set_password("quay-rope-anchor-42")
    person.save()
    signed = {"login": person.email, "password": "quay-rope-anchor-42"}
    client.post(reverse("account_login"), signed)
    assert not set(labels(client, name)) & set(THEIRS)
