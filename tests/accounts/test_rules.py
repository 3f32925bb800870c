from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hansa.accounts import rules
from hansa.accounts.templatetags.accounts import device


def test_age_the_day_before_a_birthday():
    assert rules.age_on(date(1990, 9, 2), date(2025, 9, 1)) == 34
    assert rules.age_on(date(1990, 9, 1), date(2025, 9, 1)) == 35


def test_age_of_somebody_born_on_a_leap_day():
    assert rules.age_on(date(2000, 2, 29), date(2025, 2, 28)) == 24
    assert rules.age_on(date(2000, 2, 29), date(2025, 3, 1)) == 25


def test_name_with_controls_and_spaces():
    assert rules.tidy_name("  Zoë\u0000\t Đặng-O'Connor\r\n ") == "Zoë Đặng-O'Connor"


@given(st.text())
def test_name_tidied_twice_is_the_same(name):
    assert rules.tidy_name(rules.tidy_name(name)) == rules.tidy_name(name)


def test_address_in_capitals_with_spaces():
    assert rules.tidy_email("  Ana@Example.ORG ") == "ana@example.org"


def test_birth_date_today_later_or_too_long_ago_cannot_be():
    today = date(2026, 11, 20)
    assert rules.can_be_born_on(date(2026, 11, 19), today)
    assert rules.can_be_born_on(date(1906, 1, 1), today)
    assert not rules.can_be_born_on(today, today)
    assert not rules.can_be_born_on(date(1905, 12, 31), today)


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/126.0 Safari/537 Edg/126.0",
            "Edge",
            "Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537", "Chrome", "Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Linux"),
        ("curl/8.5", "", ""),
    ],
)
def test_device_is_named_as_its_owner_would(said, browser, system):
    assert (rules.browser_of(said), rules.system_of(said)) == (browser, system)


def test_device_keeps_the_order_of_arabic_though_it_begins_with_a_latin_name():
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
    with translation.override("ar"):
        assert device(firefox).startswith("\N{RIGHT-TO-LEFT MARK}Firefox")
    with translation.override("en"):
        assert device(firefox) == "Firefox on Linux"
