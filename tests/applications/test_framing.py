"""The part of a picture that is shown: always inside it, in the asked proportions, chosen by its owner alone."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hansa.applications import selectors, services
from hansa.applications.models import Framing
from hansa.applications.rules.framing import Box, Frame, box_of, closest, largest, proportions_of
from hansa.applications.services.grace import grace_until
from hansa.foundation.storage import services as storage
from hansa.foundation.storage.models import StoredFile
from tests.applications.test_views import page
from tests.conftest import NOW
from tests.factories.applications import make_draft, make_open_call, make_person

pytestmark = pytest.mark.database_service
HEADSHOT = {
    "kind": "headshot",
    "label": {"en": "Headshot"},
    "why": {"en": "For the badge."},
    "formats": ["jpeg", "png", "pdf"],
    "opened_by": ["programme_officer"],
    "delete_after_days": 30,
}
SIDES = st.integers(1, 6000)
UNEVEN = st.tuples(st.integers(1, 999), st.integers(1, 999)).filter(
    lambda pair: 1 / 3 <= pair[0] / pair[1] <= 3
)


@given(SIDES, SIDES, UNEVEN, st.integers(-50, 900), st.integers(-50, 150), st.integers(-50, 150))
def test_frame_stays_in_the_picture_and_in_proportion(width, height, proportions, zoom, across, down):
    box = box_of(width, height, proportions, Frame(zoom, across, down))
    assert 0 <= box.left <= box.left + box.width <= width
    assert 0 <= box.top <= box.top + box.height <= height
    # Pixels are whole: each side is off by at most one, or one pixel where there is no less.
    assert abs(box.width * proportions[1] - box.height * proportions[0]) <= 2 * max(proportions)


@given(SIDES, SIDES, UNEVEN, st.integers(100, 400))
def test_looking_closer_shows_less(width, height, proportions, zoom):
    wide, near = (box_of(width, height, proportions, Frame(size)) for size in (100, zoom))
    assert near.width <= wide.width
    assert near.height <= wide.height
    assert 100 <= closest(width, height, proportions) <= 400


def test_largest_frame_touches_two_edges_and_stands_where_faces_are():
    assert largest(1600, 1200, (3, 4)) == (900.0, 1200.0)
    assert box_of(1600, 1200, (3, 4), Frame()) == Box(350, 0, 900, 1200)
    assert box_of(900, 2400, (3, 4), Frame()) == Box(0, 360, 900, 1200)
    assert proportions_of("35:45") == (35, 45)


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def photograph(width=1400, height=1400) -> SimpleUploadedFile:
    """Return a picture of two halves, with words in it that say where it was taken."""
    image = Image.new("RGB", (width, height), "navy")
    image.paste("orange", (width // 2, 0, width, height))
    told = Image.Exif()
    told[0x010E] = "taken at home"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=told)
    return SimpleUploadedFile("me.jpeg", buffer.getvalue(), "image/jpeg")


def framed(**call):
    draft = make_draft(make_open_call(documents=[{**HEADSHOT, **call}]))
    services.attach_document(
        application_id=draft.pk, kind="headshot", upload=photograph(), by=draft.applicant, now=NOW
    )
    return draft


def shown(draft) -> Image.Image:
    [document] = selectors.documents_of(draft)
    return Image.open(io.BytesIO(storage.read_bytes(document.file)))


@pytest.mark.django_db
def test_picture_is_cut_at_once_and_says_nothing_but_its_pixels():
    draft = framed()
    assert shown(draft).size == (1089, 1400)
    assert not shown(draft).getexif()
    row = Framing.objects.get()
    assert (row.width, row.height, row.picture.owner_uid) == (1400, 1400, draft.applicant.uid)
    assert row.picture.is_encrypted
    assert row.picture.delete_on == row.document.file.delete_on


@pytest.mark.django_db
def test_call_says_other_proportions():
    assert shown(framed(proportions="1:1")).size == (1400, 1400)


@pytest.mark.django_db
def test_applicant_chooses_and_others_see_only_that():
    draft = framed()
    before = selectors.documents_of(draft).get().file_id
    services.frame_picture(
        application_id=draft.pk, kind="headshot", frame=Frame(300, 100, 0), by=draft.applicant, now=NOW
    )
    assert shown(draft).size == (363, 467)
    assert shown(draft).getpixel((5, 5))[0] > 200  # the right half
    assert not StoredFile.objects.filter(pk=before).exists()
    row = Framing.objects.get()
    assert (row.zoom, row.across, row.down) == (300, 100, 0)


@pytest.mark.django_db
def test_whole_picture_goes_with_sending_with_another_file_and_with_removing():
    draft = framed()
    services.attach_document(
        application_id=draft.pk, kind="headshot", upload=photograph(800, 900), by=draft.applicant, now=NOW
    )
    [row] = Framing.objects.all()
    assert row.width == 800
    services.remove_document(application_id=draft.pk, kind="headshot", by=draft.applicant, now=NOW)
    assert not Framing.objects.exists()
    services.attach_document(
        application_id=draft.pk, kind="headshot", upload=photograph(), by=draft.applicant, now=NOW
    )
    services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    assert not Framing.objects.exists()
    assert not StoredFile.objects.filter(purpose="whole_picture").exists()
    with pytest.raises(services.NotYours):
        services.frame_picture(
            application_id=draft.pk, kind="headshot", frame=Frame(), by=draft.applicant, now=NOW
        )


@pytest.mark.django_db
def test_stranger_and_officer_choose_nothing():
    draft = framed()
    for other in (make_person(), make_person("programme_officer")):
        with pytest.raises(services.NotYours):
            services.frame_picture(application_id=draft.pk, kind="headshot", frame=Frame(), by=other, now=NOW)


@pytest.mark.django_db
def test_choosing_a_part_after_the_call_wins_no_time():
    draft = framed()
    closed = draft.call.closes_at + timedelta(minutes=2)
    services.frame_picture(
        application_id=draft.pk, kind="headshot", frame=Frame(120), by=draft.applicant, now=closed
    )
    assert grace_until(draft, closed) is None


@pytest.mark.django_db
def test_file_that_is_no_picture_is_taken_as_it_is(client_as):
    from hansa.journeys.adapters.papers import paper

    draft = make_draft(make_open_call(documents=[HEADSHOT]))
    client = client_as(draft.applicant)
    url = reverse("applications:documents", args=[draft.uid])
    gone = client.post(url, {"kind": "headshot", "headshot-upload": paper("nomination")})
    assert gone["Location"] == url
    assert not Framing.objects.exists()
    assert client.get(reverse("applications:frame", args=[draft.uid, "headshot"])).status_code == 404


@pytest.mark.django_db
def test_page_shows_the_frame_and_takes_the_sliders_without_a_script(client_as):
    draft = make_draft(make_open_call(documents=[HEADSHOT]))
    client, documents = client_as(draft.applicant), reverse("applications:documents", args=[draft.uid])
    url = reverse("applications:frame", args=[draft.uid, "headshot"])
    gone = client.post(documents, {"kind": "headshot", "headshot-upload": photograph()})
    assert gone["Location"] == url
    drawn = page(client, "applications:frame", draft.uid, "headshot")
    assert 'viewBox="0 0 1400 1400"' in drawn
    assert '<rect class="edge" x="156" y="0" width="1089" height="1400"/>' in drawn
    [slider] = re.findall(r'<input[^>]* name="down"[^>]*>', drawn)
    assert all(said in slider for said in ('type="range"', 'value="30"', 'min="0"', 'max="100"'))
    assert "Choose the part that is shown" in page(client, "applications:documents", draft.uid)
    whole = client.get(reverse("applications:whole_picture", args=[draft.uid, "headshot"]))
    assert Image.open(io.BytesIO(whole.content)).size == (1400, 1400)
    assert whole["Cache-Control"] == "private, no-store"
    said = {"zoom": 200, "across": 0, "down": 100}
    assert client.post(url, {**said, "stay": "1"})["Location"] == url
    assert client.post(url, said)["Location"] == documents
    assert shown(draft).size == (544, 700)
    wrong = client.post(url, {**said, "zoom": 9000})
    assert "edge" in wrong.content.decode()
    assert Framing.objects.get().zoom == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["frame", "whole_picture"])
def test_whole_picture_is_its_owners_alone(client_as, name):
    draft = framed()
    url = reverse(f"applications:{name}", args=[draft.uid, "headshot"])
    assert Client().get(url).status_code == 302
    for other in (make_person(), make_person("programme_officer")):
        assert client_as(other).get(url).status_code == 404
    assert client_as(draft.applicant).get(url.replace("headshot", "passport")).status_code == 404
