"""A passport's zone is seen, said to its owner at once, and gone with the file."""

import io
import random
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hansa.applications.adapters import zone_reader
from hansa.applications.models import Document, PassportReading
from hansa.applications.rules.travel_document import read_zone
from hansa.applications.services import passports
from hansa.foundation.audit.models import Entry
from hansa.foundation.storage import services as storage
from tests.conftest import NOW
from tests.factories.applications import make_draft, make_open_call, make_person
from tests.factories.passports import TODAY, make_document, scan_of

needs_typeface = pytest.mark.skipif(
    not zone_reader.is_there(), reason="the typeface fonts-ocr-b is not installed"
)
pytestmark = needs_typeface


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize(("seed", "width", "turn"), [(1, 1000, 0), (2, 2200, 180), (3, 1500, 90)])
def test_zone_is_read_from_a_scan_that_leans_and_lies_wrongly(seed, width, turn):
    chance = random.Random(seed)
    document = make_document(chance)
    seen = zone_reader.seen_in(scan_of(document, chance, width=width, turn=turn))
    assert read_zone(seen, today=TODAY) == document


@pytest.mark.skipif(not zone_reader.reads_pdf(), reason="Debian has no poppler-utils here")
def test_zone_is_read_from_the_first_page_of_a_pdf():
    chance = random.Random(4)
    document = make_document(chance)
    page, out = Image.open(io.BytesIO(scan_of(document, chance, width=1400))), io.BytesIO()
    page.save(out, "PDF", resolution=180)
    assert read_zone(zone_reader.seen_in(out.getvalue()), today=TODAY) == document


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"%PDF-1.7 and nothing else"])
def test_whatever_is_no_page_is_just_not_read(data):
    assert zone_reader.seen_in(data) == ""


def sent(client, draft, content: bytes) -> str:
    upload = SimpleUploadedFile("passport.jpg", content, content_type="image/jpeg")
    url = reverse("applications:documents", args=[draft.uid])
    assert client.post(url, {"kind": "passport", "passport-upload": upload}).status_code == 302
    return client.get(url).content.decode()


@pytest.mark.django_db
def test_what_was_read_is_offered_and_taken_over_only_when_asked(client_as):
    draft = make_draft(make_open_call())
    client, chance = client_as(draft.applicant), random.Random(5)
    document = make_document(chance, surname="KIM", given_names="JI WOO", expires_on=date(2034, 5, 6))
    shown = sent(client, draft, scan_of(document, chance, width=1400))
    assert "We read: Ji Woo Kim, valid until 6 May 2034." in shown
    draft.applicant.refresh_from_db()
    assert draft.applicant.name != "Ji Woo Kim"
    client.post(reverse("applications:documents", args=[draft.uid]), {"take_name": "1"})
    draft.applicant.refresh_from_db()
    assert draft.applicant.name == "Ji Woo Kim"
    shown = client.get(reverse("applications:documents", args=[draft.uid])).content.decode()
    assert "take_name" not in shown
    assert passports.held_about(draft.applicant)[0]["name"] == "Ji Woo Kim"
    row = PassportReading.objects.get()
    assert b"Kim" not in bytes(row.sealed)
    assert "Kim" not in str(list(Entry.objects.filter(act="application.passport.read").values()))
    storage.delete(Document.objects.get(pk=row.document_id).file)
    assert not PassportReading.objects.exists()


@pytest.mark.django_db
def test_passport_that_has_ended_is_said_at_once_and_taken_all_the_same(client_as):
    draft, chance = make_draft(make_open_call()), random.Random(6)
    document = make_document(chance, expires_on=date(2020, 2, 3))
    shown = sent(client_as(draft.applicant), draft, scan_of(document, chance, width=1400))
    assert "It has expired." in shown
    assert "We have it" in shown


@pytest.mark.django_db
def test_page_without_a_zone_is_kept_and_says_how_to_take_a_better_picture(client_as):
    draft, out = make_draft(make_open_call()), io.BytesIO()
    Image.new("RGB", (900, 600), "navy").save(out, "JPEG")
    shown = sent(client_as(draft.applicant), draft, out.getvalue())
    assert "We could not read the two lines" in shown
    assert "We have it" in shown


@pytest.mark.django_db
def test_nobody_reads_or_takes_from_anothers_passport():
    draft, stranger = make_draft(make_open_call()), make_person()
    for act in (passports.read_passport, passports.take_passport_name):
        with pytest.raises(passports.NotYours):
            act(application_id=draft.pk, by=stranger, now=NOW)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [(date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 1, 1), 6, date(2026, 7, 1))],
)
def test_six_months_later_is_the_same_day_or_the_months_last(day, months, later):
    assert passports.months_after(day, months) == later
