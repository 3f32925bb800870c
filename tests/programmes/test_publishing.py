"""Publishing says what the days of a call mean today, and opens nothing at once without a tick."""

import io
import zipfile

import pytest
from django.urls import reverse

from hansa.foundation import clock
from hansa.programmes import services
from hansa.programmes.models import Call, Edition, UploadedPack
from tests.factories.programmes import make_edition

pytestmark = pytest.mark.django_db

OPENS, CLOSES = b"2026-11-01", b"2026-12-13"


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def handed_in(client_as, person_with, now):
    """Hand the pack of a new edition in, with other days; return who did, and its page."""

    def hand_in(opens: bytes = OPENS, closes: bytes = CLOSES):
        make_edition()
        held = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(services.export_archive("nia-2027"))) as old,
            zipfile.ZipFile(held, "w") as new,
        ):
            for name in old.namelist():
                text = old.read(name).replace(b"nia-2027", b"nia-2028")
                new.writestr(
                    name.replace("nia-2027", "nia-2028"), text.replace(OPENS, opens).replace(CLOSES, closes)
                )
        officer = person_with("programme_officer")
        services.receive_pack(name="x.zip", data=held.getvalue(), by=officer, now=now)
        return client_as(officer), UploadedPack.objects.get()

    return hand_in


def shown(client, upload) -> str:
    return client.get(reverse("programmes_office:upload", args=[upload.uid])).content.decode()


def publish(client, upload, **said: str) -> str:
    address = reverse("programmes_office:apply", args=[upload.uid])
    return client.post(address, said, follow=True).content.decode()


def test_call_whose_opening_day_is_past_says_that_it_opens_at_once_and_asks(handed_in):
    client, upload = handed_in()
    html = shown(client, upload)
    assert "So the call would open at once, when you press the button, and close on" in html
    assert 'name="opens_now" required' in html
    assert "Nothing is public yet: " in publish(client, upload)
    assert not Edition.objects.filter(slug="nia-2028").exists()
    publish(client, upload, opens_now="on")
    assert Call.objects.get(edition__slug="nia-2028").accepts(clock.now())


def test_call_that_opens_later_asks_nothing(handed_in):
    client, upload = handed_in(opens=b"2026-11-25")
    html = shown(client, upload)
    assert "opens_now" not in html
    assert "The call opens by itself on 25 November 2026" in html
    assert "parts are new." in html
    assert "Retired: 0" not in html
    publish(client, upload)
    assert Edition.objects.filter(slug="nia-2028").exists()


def test_call_whose_last_day_is_past_is_not_published(handed_in):
    client, upload = handed_in(closes=b"2026-11-10")
    html = shown(client, upload)
    assert "is past: nobody could apply. Choose a later one." in html
    assert "Publish it" not in html
    publish(client, upload, opens_now="on")
    assert not Edition.objects.filter(slug="nia-2028").exists()
