"""What stands around every page: language, direction, light, the faults that are told, and what other sites may do."""

from collections.abc import Callable

import pytest
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_page_declares_language_and_direction(client: Client, language: str) -> None:
    client.cookies["hansa_language"] = language
    html = page(client, "/about/")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in html


def test_language_is_kept_in_the_cookie_and_the_account(person_with: Callable, client_as: Callable) -> None:
    person = person_with()
    client = client_as(person)
    answer = client.post("/language/", {"language": "ko", "next": "/about/"})
    assert answer["Location"] == "/about/"
    assert answer.cookies["hansa_language"].value == "ko"
    person.refresh_from_db()
    assert person.language == "ko"
    assert '<html lang="ko"' in page(client, "/about/")


def test_language_that_we_do_not_speak_changes_nothing(client: Client) -> None:
    assert "hansa_language" not in client.post("/language/", {"language": "tlh"}).cookies


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_choice_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/language/", {"language": "fr", "next": target})["Location"] == "/"


def test_dark_is_kept_until_the_device_decides_again(client: Client) -> None:
    client.post("/theme/", {"theme": "dark", "next": "/about/"})
    assert 'data-theme="dark"' in page(client, "/about/")
    client.post("/theme/", {"theme": ""})
    assert "data-theme" not in page(client, "/about/")


def test_links_of_roles_show_only_to_them(person_with: Callable, client_as: Callable) -> None:
    assert 'href="/office/"' not in page(client_as(person_with()), "/about/")
    assert 'href="/office/"' in page(client_as(person_with("programme_officer")), "/about/")


def test_page_with_the_database_away_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("hansa.portal.views.about.board_of", lambda request: away())
    answer = client.get("/about/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "We cannot reach our records just now" in answer.content.decode()


def test_too_many_tries_are_told_when_to_go_on(rf: RequestFactory) -> None:
    answer = respond_429(rf.post("/accounts/password/reset/?next=/my/"))
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    said = answer.content.decode()
    assert "Go on in five minutes" in said
    assert 'href="/accounts/password/reset/"' in said


def test_page_with_the_disk_full_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hansa.portal.views.about.board_of", lambda request: full())
    answer = client.get("/about/")
    assert answer.status_code == 507
    assert "nearly full" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    # The way back leads to the page one came from, and never to a stranger's.
    for referer, way in (("http://testserver/my/", "http://testserver/my/"), ("https://evil.example/", "/")):
        answer = client.get("/about/", headers={"Referer": referer})
        assert f'href="{way}"' in answer.content.decode()


def test_no_other_site_draws_our_pages_into_its_own(client: Client) -> None:
    for path in ("/about/", "/no/such/page/"):
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "same-origin"


def test_fault_of_ours_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False

    def broken(request: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hansa.portal.views.about.board_of", broken)
    answer = client.get("/about/")
    assert answer.status_code == 500
    assert "Something failed on our side" in answer.content.decode()
