"""The board's minutes say what the data say, for those who may read it, and twice the same."""

import io
import shutil
import subprocess

import pikepdf
import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.models import ConflictDeclaration, Decision
from hansa.applications.rules import lots
from hansa.applications.rules.changes import Changes
from hansa.applications.services import listing
from hansa.applications.services.minuted_people import People
from hansa.applications.services.pseudonyms import office_key
from hansa.foundation.audit.models import Entry
from tests.conftest import NOW
from tests.factories.applications import make_judged, make_open_call, make_person

pytestmark = pytest.mark.django_db
CITIES = ["seoul", "bucharest", "cordoba", "tunis"]


@pytest.fixture
def sealed(officer):
    call = make_open_call(documents=[], places=1)
    judged = make_judged(call, CITIES, officer)
    ConflictDeclaration.objects.create(
        application=judged[0], person=make_person(name="Reader Tied"), reason="", declared_at=NOW
    )
    changes = Changes(places=2, reason="The host found a second room.")
    run = services.run_selection(call_id=call.pk, by=officer, now=NOW, changes=changes)
    return services.seal_selection(run_id=run.pk, by=officer, now=NOW)


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30
    )
    return " ".join(done.stdout.decode().replace("\u200b", "").split())


def minutes(run, officer, *, language="en", named=True):
    return services.minutes_of(run=run, language=language, named=named, by=officer)


@pytest.mark.database_service
def test_minutes_hold_the_figures_of_the_list(sealed, officer):
    said = text_of(minutes(sealed, officer))
    assert f"2 places for 4 candidates, {sealed.result['value']} points in all" in said
    assert "Applications sent 4" in said
    assert "The host found a second room." in said
    assert sealed.lots_seed in said
    assert sealed.solver in said
    assert sealed.digest in said
    assert listing.seal_of(sealed) in said
    assert "Reader Tied NW27-0001 Declared by the reader" in said
    assert "Sealed Officer" in said
    assert "Released" not in said
    rows = Decision.objects.filter(run=sealed).select_related("application__applicant")
    for row in rows.exclude(outcome="not_selected"):
        assert row.application.applicant.name in said
    for row in rows.filter(outcome="selected"):
        assert f"{row.application.number} {row.merit} {row.lot}" in said
    for row in rows.filter(outcome="not_selected"):
        assert row.application.applicant.name not in said


def test_minutes_without_names_have_the_pseudonyms_of_the_sealed_file(sealed, officer):
    said = text_of(minutes(sealed, officer, named=False))
    numbers = [row["id"] for row in sealed.candidates]
    names = lots.pseudonyms(office_key(), numbers)
    for number in sealed.result["selected"]:
        assert names[number] in said
    for known in (
        *numbers,
        "Reader Tied",
        *Decision.objects.values_list("application__applicant__name", flat=True),
    ):
        assert known not in said


def test_same_data_give_the_same_file_and_its_taking_is_logged(sealed, officer):
    assert minutes(sealed, officer) == minutes(sealed, officer)
    assert Entry.objects.filter(act="selection.minutes").count() == 2


@pytest.mark.parametrize(("language", "spoken"), [("ar", "ar"), ("ko", "ko"), ("zh-hans", "zh")])
def test_minutes_speak_the_readers_language_and_are_tagged(sealed, officer, language, spoken):
    with pikepdf.open(io.BytesIO(minutes(sealed, officer, language=language))) as pdf:
        assert str(pdf.Root.Lang) == spoken
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root


def test_minutes_are_of_what_is_sealed(officer):
    call = make_open_call(documents=[], places=1)
    make_judged(call, ["seoul"], officer)
    run = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    with pytest.raises(services.NotSealed):
        minutes(run, officer)


def test_office_takes_the_minutes_and_nobody_else(sealed, officer, client_as):
    url = reverse("applications_office:minutes", args=[sealed.call.edition.slug, sealed.uid])
    for role, code in (("auditor", 200), ("regional_officer", 404), ("reviewer", 403), ("juror", 403)):
        assert client_as(make_person(role)).get(url).status_code == code, role
    answer = client_as(officer).get(url, {"names": "no"})
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-names" in answer["Content-Disposition"]
    page = client_as(officer).get(reverse("applications_office:selection", args=[sealed.call.edition.slug]))
    assert url in page.content.decode()


def test_order_of_whom_the_board_holds_tells_nothing_about_their_numbers():
    people = People(False, {"NW27-0001": "ff01", "NW27-0002": "0a02", "NW27-0003": "c303"})
    changes = Changes(
        places=3,
        forced_in={"NW27-0001": "a host", "NW27-0002": "a speaker"},
        forced_out={"NW27-0003": "away"},
        reason="",
    )
    assert people.changed(changes, "en") == [
        "3 places",
        "0a02 held in: a speaker",
        "ff01 held in: a host",
        "c303 held out: away",
    ]
