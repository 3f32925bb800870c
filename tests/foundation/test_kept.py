"""The frame is drawn once for all who are shown the same, and never shows one person's page to another."""

import re
from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from hansa.foundation.ui import kept
from hansa.foundation.ui.frame import frame_of

pytestmark = pytest.mark.django_db


def tokens(html: str) -> set[str]:
    return set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html))


def test_frame_shows_each_person_their_own_name_address_and_token(
    client_as: Callable, person_with: Callable
) -> None:
    first, second = client_as(person_with(name="Ada <b>")), client_as(person_with(name="Kim Minji"))
    one = first.get("/about/?a=1&b=2").content.decode()
    other = second.get("/accessibility/").content.decode()
    again = second.get("/about/").content.decode()
    assert "Ada &lt;b&gt;" in one
    assert "Kim Minji" not in one
    assert 'name="next" value="/about/?a=1&amp;b=2"' in one
    assert "Kim Minji" in other
    assert "Ada" not in other
    assert "Kim Minji" in again
    assert "Ada" not in again
    assert 'value="/about/"' in again
    assert tokens(one)
    assert tokens(again)
    assert not tokens(one) & tokens(again)


def test_frame_leaves_no_hole_open(client: Client) -> None:
    html = client.get("/about/").content.decode()
    assert kept._SECRET not in html
    assert "?next=/about/" in html


def test_frame_marks_the_section_of_each_page(client: Client) -> None:
    for path in ("/programmes/", "/verify/", "/programmes/"):
        html = client.get(path).content.decode()
        assert re.findall(r'<a href="([^"]+)" aria-current="page"', html)[:1] == [path]


def test_frame_speaks_the_language_of_each_visit(client: Client) -> None:
    for language, direction in (("ar", "rtl"), ("en", "ltr"), ("ar", "rtl")):
        html = client.get("/about/", headers={"accept-language": language}).content.decode()
        assert f'<html lang="{language}" dir="{direction}"' in html
        assert f'value="{language}" lang="{language}" aria-current="true"' in html


def test_staff_menu_is_that_of_the_roles(client_as: Callable, person_with: Callable) -> None:
    officer = client_as(person_with("programme_officer")).get("/office/people/").content.decode()
    learner = client_as(person_with()).get("/about/").content.decode()
    assert 'href="/office/"' in officer
    assert 'href="/office/"' not in learner


def test_drawn_parts_are_bounded(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PARTS", 2)
    kept._parts.clear()
    for language in ("en", "ar", "ko"):
        request = rf.get("/about/")
        with translation.override(language):
            kept.part("ui/foot.html", frame_of(request), request, None)
    assert len(kept._parts) <= 2


def test_kept_template_is_given_no_visit(rf: RequestFactory) -> None:
    html = Template('{% load ui %}{% kept "ui/foot.html" %}').render(Context({"secret": "42"}))
    assert "42" not in html
    assert "<footer" in html
