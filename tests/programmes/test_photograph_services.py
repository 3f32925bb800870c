"""Photographs of an edition: drawn anew without where they were taken, seen by anybody, put there by the office."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hansa.foundation import clock
from hansa.foundation.storage.models import StoredFile
from hansa.programmes import services
from hansa.programmes.models import Call, Photograph
from tests.conftest import NOW
from tests.factories.programmes import make_call

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

SEEN = "Participants at a table with maps"


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call(db):
    return make_call()


@pytest.fixture
def officer(client_as, person_with):
    return client_as(person_with("programme_officer"))


def of(name, *args):
    return reverse(f"programmes_office:{name}", args=["nia-2027", *args])


def shot(size=(1800, 1200)):
    """A JPEG as a camera writes it, with its own words in it."""
    held, tags = io.BytesIO(), Image.Exif()
    tags[0x010F] = "A camera of mine"
    Image.new("RGB", size, "teal").save(held, "JPEG", exif=tags)
    return held.getvalue()


def add(client, content=None, **said):
    file = SimpleUploadedFile("IMG_1234.JPG", content or shot())
    return client.post(of("add_photograph"), {"shows": SEEN, "agreed": "on", "file": file} | said)


def test_photograph_stands_on_the_public_page_in_words_and_small(call, client, officer):
    client.get(reverse("portal:edition", args=["nia-2027"]))
    assert add(officer, shows_ko="지도를 놓고 앉은 참가자들", credit="A. Member").status_code == 302
    kept = Photograph.objects.get()
    assert (kept.width, kept.height) == (640, 427)
    page = client.get(reverse("portal:edition", args=["nia-2027"])).content.decode()
    for part in (f'alt="{SEEN}"', 'width="640" height="427"', "Photograph: A. Member"):
        assert part in page
    client.cookies["hansa_language"] = "ko"
    assert "지도를 놓고" in client.get(reverse("portal:edition", args=["nia-2027"])).content.decode()


@pytest.mark.parametrize(("name", "longest"), [("photograph", 1600), ("small_photograph", 640)])
def test_what_is_served_is_a_picture_without_the_words_of_its_camera(call, client, officer, name, longest):
    add(officer)
    answer = client.get(reverse(f"programmes:{name}", args=["nia-2027", Photograph.objects.get().uid]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert b"A camera of mine" not in answer.content
    assert max(Image.open(io.BytesIO(answer.content)).size) == longest


def test_small_picture_is_not_blown_up(call, officer):
    add(officer, shot((320, 200)))
    kept = Photograph.objects.get()
    assert (kept.width, kept.height) == (320, 200)


def test_what_is_no_picture_is_refused_and_what_was_typed_stays(call, officer):
    answer = add(officer, b"%PDF-1.4 no picture", shows="The hall")
    assert answer.status_code == 422
    assert "The hall" in answer.content.decode()
    assert not StoredFile.objects.filter(purpose="photograph").exists()


def test_without_the_agreement_of_those_on_it_nothing_is_kept(call, officer):
    answer = add(officer, agreed="")
    assert answer.status_code == 422
    assert "Ask the people on it first" in answer.content.decode()
    assert not Photograph.objects.exists()


def test_most_photographs_are_kept_to(call, officer, monkeypatch):
    monkeypatch.setattr(services.photographs, "MOST", 1)
    assert add(officer).status_code == 302
    assert add(officer).status_code == 422
    assert Photograph.objects.count() == 1


def test_taken_away_it_is_gone_with_both_files(call, client, officer):
    add(officer)
    uid = Photograph.objects.get().uid
    for _ in range(2):
        officer.post(of("remove_photograph", uid))
    assert not StoredFile.objects.filter(purpose="photograph").exists()
    assert client.get(reverse("programmes:photograph", args=["nia-2027", uid])).status_code == 404


def test_photograph_of_a_draft_is_nobodys_yet(call, client, officer, client_as, person_with):
    add(officer)
    Call.objects.update(state="draft")
    url = reverse("programmes:small_photograph", args=["nia-2027", Photograph.objects.get().uid])
    assert client.get(url).status_code == 404
    assert client_as(person_with()).get(url).status_code == 404
    assert officer.get(url).status_code == 200


def test_photograph_of_another_edition_is_not_found_here(call, client, officer):
    add(officer)
    make_call("other")
    uid = Photograph.objects.get().uid
    assert client.get(reverse("programmes:photograph", args=["other", uid])).status_code == 404
    officer.post(reverse("programmes_office:remove_photograph", args=["other", uid]))
    assert Photograph.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "reviewer", "regional_officer"])
def test_nobody_else_puts_one_there(role, call, client_as, person_with):
    assert add(client_as(person_with(role))).status_code in {302, 403, 404}
    assert not Photograph.objects.exists()


def test_page_of_photographs_asks_the_same_for_one_and_for_many(call, officer, queries):
    add(officer)
    officer.get(of("photographs"))
    with queries() as one:
        officer.get(of("photographs"))
    for _ in range(4):
        add(officer, shot((40, 30)))
    officer.get(of("photographs"))
    with queries() as many:
        assert "5 photographs stand" in officer.get(of("photographs")).content.decode()
    assert len(one) == len(many)
