"""The first administrator: a link of the start, once, for a day, and never again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hansa.accounts import services
from hansa.accounts.models import Person, SetUpLink
from hansa.foundation import clock

pytestmark = pytest.mark.database_service

WHO = {"name": "Ama Mensah", "email": "ama@harbours.example", "password": "quay and crane at dawn"}


def opened(token, now, **changes):
    return services.open_house(token=token, language="en", now=now, **WHO | changes)


def test_a_link_makes_one_administrator_and_dies(db, now):
    token = services.make_set_up_link(now=now)
    assert token
    assert services.link_holds(token, now)
    person = opened(token, now)
    assert "administrator" in person.roles
    assert person.check_password(WHO["password"])
    assert not services.link_holds(token, now)
    with pytest.raises(services.SetUpOver):
        opened(token, now, email="second@harbours.example")
    assert Person.objects.count() == 1


def test_a_house_with_an_administrator_prints_no_link(person_with, now):
    token = services.make_set_up_link(now=now)
    person_with("administrator")
    assert services.make_set_up_link(now=now) is None
    assert not services.link_holds(token, now)
    with pytest.raises(services.SetUpOver):
        opened(token, now)


def test_a_link_ends_after_a_day_and_with_the_next_start(db, now):
    first = services.make_set_up_link(now=now)
    second = services.make_set_up_link(now=now)
    assert first != second
    assert not services.link_holds(first, now)
    assert services.link_holds(second, now + timedelta(hours=23))
    assert not services.link_holds(second, now + timedelta(hours=24))
    assert SetUpLink.objects.count() == 1


def test_the_database_holds_no_link_that_one_could_use(db, now):
    token = services.make_set_up_link(now=now)
    assert token not in str(SetUpLink.objects.values())
    assert len(token) >= 40


def test_the_page_makes_the_account_and_goes_on_to_the_second_factor(db):
    token = services.make_set_up_link(now=clock.now())
    client = Client()
    page = client.get(reverse("accounts:set_up_link", args=[token]))
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    answer = client.post(reverse("accounts:set_up_link", args=[token]), WHO | {"time_zone": "Asia/Seoul"})
    assert answer.status_code == 302
    assert Person.objects.get().time_zone == "Asia/Seoul"
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.get(answer["Location"]).status_code == 200
    # Without the second factor the office stays shut.
    assert client.get(reverse("portal:desk")).status_code == 302


@pytest.mark.parametrize("password", ["short", "1234567890", "password123"])
def test_a_password_that_is_easy_to_guess_is_refused(db, password):
    token = services.make_set_up_link(now=clock.now())
    answer = Client().post(reverse("accounts:set_up_link", args=[token]), WHO | {"password": password})
    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_a_guessed_link_is_gone_and_says_where_the_right_one_stands(db):
    answer = Client().get(reverse("accounts:set_up_link", args=["guess"]))
    assert answer.status_code == 410
    assert b"hansa serve" in answer.content
    assert Client().get(reverse("accounts:set_up")).status_code == 200
