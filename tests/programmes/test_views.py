import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hansa.foundation import clock
from hansa.programmes import services
from hansa.programmes.enums import CallState, RehearsalState
from hansa.programmes.models import Call, Edition, Rehearsal, UploadedPack
from hansa.programmes.services import rehearsals
from hansa.programmes.services.rehearsals import RehearsalReport
from tests.factories.network import make_office_staff
from tests.factories.programmes import make_call, make_edition

pytestmark = pytest.mark.django_db

PAGES = ["programmes_office:packs", "programmes_office:calls"]
OF_ONE = [
    "programmes_office:pack",
    "programmes_office:call",
    "programmes_office:text",
    "programmes_office:export",
    "programmes_office:texts",
]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def officer(client_as, person_with):
    return client_as(person_with("programme_officer"))


@pytest.fixture
def auditor(client_as, person_with):
    return client_as(person_with("auditor"))


def of(name: str, slug: str = "nia-2027") -> str:
    return reverse(f"programmes_office:{name}", args=[slug])


def page(client, name: str, *args: str, **query: str) -> str:
    response = client.get(reverse(f"programmes_office:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_lists_open_to_the_office(name, officer):
    make_edition()
    text = officer.get(reverse(name)).content.decode()
    assert "NIA workshop 2027" in text


def test_calls_lead_to_the_next_call(client_as, person_with):
    make_call()
    shown = (
        client_as(person_with("programme_officer")).get(reverse("programmes_office:calls")).content.decode()
    )
    assert reverse("programmes_office:templates") in shown
    read = client_as(person_with("auditor")).get(reverse("programmes_office:calls")).content.decode()
    assert reverse("programmes_office:templates") not in read


def test_next_call_is_copied_from_an_edition_in_one_click(officer):
    edition = make_edition()
    type(edition).objects.update(pack_sha="0" * 64)
    shown = page(officer, "templates")
    assert reverse("programmes_office:start_next", args=["nia-2027"]) in shown


@pytest.mark.parametrize("name", PAGES)
def test_lists_before_the_first_pack(name, officer):
    assert officer.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES + OF_ONE)
def test_office_pages_are_closed_to_others(name, client, client_as, person_with):
    make_edition()
    url = reverse(name, args=[] if name in PAGES else ["nia-2027"])
    assert client.get(url).status_code == 302
    for roles in ((), ("reviewer",), ("juror",)):
        assert client_as(person_with(*roles)).get(url).status_code == 403


@pytest.mark.parametrize("name", OF_ONE)
def test_another_offices_edition_is_not_there_for_a_regional_officer(name, client_as, person_with):
    make_edition()
    make_edition("chengdu-2027", office="chengdu-office")
    regional = person_with("regional_officer")
    make_office_staff(regional)
    client = client_as(regional)
    assert client.get(reverse(name, args=["nia-2027"])).status_code == 404
    assert client.get(reverse(name, args=["chengdu-2027"])).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_lists_of_a_regional_officer_hold_the_own_editions_only(name, client_as, person_with):
    make_edition()
    make_edition("chengdu-2027", office="chengdu-office", edition={"title": {"en": "Chengdu training"}})
    regional = person_with("regional_officer")
    make_office_staff(regional)
    text = client_as(regional).get(reverse(name)).content.decode()
    assert "Chengdu training" in text
    assert "NIA workshop 2027" not in text


@pytest.mark.parametrize("name", PAGES)
def test_lists_cost_the_same_queries_at_30(name, officer, queries):
    make_edition("first")
    url = reverse(name)
    officer.get(url)
    with queries() as few:
        officer.get(url)
    template, call = Edition.objects.get(), Call.objects.get()
    for number in range(30):
        template.pk, template.slug, template.namespace = None, f"copy-{number}", f"wego/copy-{number}"
        template._state.adding = True
        template.save()
        call.pk, call.edition_id = None, template.pk
        call._state.adding = True
        call.save()
    with queries() as many:
        officer.get(url)
    assert len(few) == len(many)


def test_pack_page_shows_sections_assumptions_and_what_is_kept_for_later(officer):
    make_edition(edition={"notes": [{"en": "The call says the 23rd, the description the 24th."}]})
    text = page(officer, "pack", "nia-2027")
    assert "The call says the 23rd" in text
    assert "Kept for later" in text
    assert "call › places" in text
    assert "questions › why" in text


def test_text_page_shows_one_file(officer):
    make_edition()
    assert "slug: nia-2027" in page(officer, "text", "nia-2027")
    assert "We have it" in page(officer, "text", "nia-2027", file="letters/received.yaml")
    assert officer.get(of("text"), {"file": "../settings.py"}).status_code == 404


def test_export_is_a_zip_of_the_pack_and_its_network(auditor):
    make_edition()
    response = auditor.get(of("export"))
    assert response["Content-Disposition"] == 'attachment; filename="nia-2027.zip"'
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert {"wego/network.yaml", "wego/nia-2027/pack.yaml", "wego/nia-2027/letters/received.yaml"} <= set(
        names
    )


def changed_pack() -> SimpleUploadedFile:
    make_edition()
    data = services.export_archive("nia-2027")
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Four days in Seoul.", b"Four days by the Han."))
    return SimpleUploadedFile("nia.zip", held.getvalue(), content_type="application/zip")


def test_pack_is_handed_in_planned_and_applied(officer):
    response = officer.post(reverse("programmes_office:packs"), {"pack": changed_pack()})
    upload = UploadedPack.objects.get()
    assert response.url == reverse("programmes_office:upload", args=[upload.uid])
    text = officer.get(response.url).content.decode()
    assert "1 thing would change" in text
    assert "Four days by the Han." in text
    assert Edition.objects.get().summary == {"en": "Four days in Seoul."}
    assert "nia.zip" in page(officer, "packs")
    officer.post(reverse("programmes_office:apply", args=[upload.uid]))
    officer.post(reverse("programmes_office:apply", args=[upload.uid]))
    assert Edition.objects.get().summary == {"en": "Four days by the Han."}
    assert "says what stands here already" in officer.get(response.url).content.decode()


def test_pack_with_a_fault_is_shown_with_its_line_and_changes_nothing(officer):
    make_edition()
    text = services.export_pack("nia-2027")["pack.yaml"].replace("kind: training", "kind: trainning")
    given = SimpleUploadedFile("pack.yaml", text.encode())
    response = officer.post(reverse("programmes_office:packs"), {"pack": given})
    assert response.status_code == 422
    assert "line" in response.content.decode()
    assert "nothing was changed" in response.content.decode()
    assert not UploadedPack.objects.exists()


def test_packs_page_without_a_file_says_so(officer):
    response = officer.post(reverse("programmes_office:packs"), {})
    assert response.status_code == 422
    assert "Choose a file first." in response.content.decode()


def test_frozen_pack_is_shown_and_has_no_button(officer, now, person_with):
    pack = changed_pack()
    data = io.BytesIO()
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"places: 20", b"places: 30"))
    upload = services.receive_pack(name="x.zip", data=data.getvalue(), by=person_with(), now=now)
    text = officer.get(reverse("programmes_office:upload", args=[upload.uid])).content.decode()
    assert "amendment of “places”" in text
    assert "Apply this pack" not in text
    officer.post(reverse("programmes_office:apply", args=[upload.uid]))
    assert Edition.objects.get().summary == {"en": "Four days in Seoul."}


def test_auditor_reads_a_plan_and_applies_nothing(auditor, officer):
    officer.post(reverse("programmes_office:packs"), {"pack": changed_pack()})
    upload = UploadedPack.objects.get()
    assert (
        "Apply this pack"
        not in auditor.get(reverse("programmes_office:upload", args=[upload.uid])).content.decode()
    )
    assert auditor.post(reverse("programmes_office:apply", args=[upload.uid])).status_code == 403
    assert auditor.post(reverse("programmes_office:packs"), {"pack": b""}).status_code == 403


def test_pack_handed_in_by_the_secretariat_is_not_there_for_a_regional_officer(
    client_as, person_with, officer
):
    officer.post(reverse("programmes_office:packs"), {"pack": changed_pack()})
    regional = person_with("regional_officer")
    make_office_staff(regional)
    url = reverse("programmes_office:upload", args=[UploadedPack.objects.get().uid])
    assert client_as(regional).get(url).status_code == 404


@pytest.fixture
def _runner():
    before = list(rehearsals._runner)
    rehearsals.register_runner(lambda *, path, people, seed: RehearsalReport("all stages passed", False))
    yield
    rehearsals._runner[:] = before


@pytest.mark.usefixtures("_runner")
def test_rehearsal_is_started_and_its_report_read(officer):
    make_edition()
    response = officer.post(of("rehearse"), {"people": "20", "seed": "1"})
    rehearsal = Rehearsal.objects.get()
    assert response.url == reverse("programmes_office:rehearsal", args=[rehearsal.uid])
    rehearsals.run(uid=str(rehearsal.uid), now=rehearsal.requested_at)
    text = officer.get(response.url).content.decode()
    assert "The rehearsal went well" in text
    assert "all stages passed" in text
    assert "20 people, seed 1" in page(officer, "pack", "nia-2027")


@pytest.mark.parametrize("state", RehearsalState)
def test_rehearsal_page_in_every_state(state, officer, now):
    row = Rehearsal.objects.create(
        slug="nia-2027", edition=make_edition(), people=5, seed=1, state=state, requested_at=now
    )
    assert "<h1>" in page(officer, "rehearsal", str(row.uid))


@pytest.mark.usefixtures("_runner")
def test_rehearsal_with_strange_numbers_is_not_started(officer):
    make_edition()
    officer.post(of("rehearse"), {"people": "-1", "seed": "x"})
    assert not Rehearsal.objects.exists()


def test_call_is_closed_early_from_its_page(officer, now):
    call = make_call()
    assert "Close the call now" in page(officer, "call", "nia-2027")
    response = officer.post(of("close"), {"close-reason": "Every place is taken."})
    assert response.status_code == 302
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    text = page(officer, "call", "nia-2027")
    assert "Every place is taken." in text
    assert "Close the call now" not in text


def test_call_is_not_closed_without_a_reason(officer):
    call = make_call()
    response = officer.post(of("close"), {"close-reason": " "})
    assert response.status_code == 422
    assert "Say why." in response.content.decode()
    call.refresh_from_db()
    assert call.state == CallState.OPEN


def test_call_is_extended_by_the_clock_of_its_city(officer):
    call = make_call()
    said = {"extend-until_day": "2026-12-15", "extend-until_time": "12:00", "extend-reason": "Two holidays."}
    assert officer.post(of("extend"), said).status_code == 302
    call.refresh_from_db()
    assert call.closes_at == datetime(2026, 12, 15, 3, 0, tzinfo=UTC)


def test_extension_that_shortens_keeps_what_was_typed(officer):
    make_call()
    said = {"extend-until_day": "2026-12-01", "extend-until_time": "12:00", "extend-reason": "Two holidays."}
    response = officer.post(of("extend"), said)
    assert response.status_code == 422
    assert "An extension is later than" in response.content.decode()
    assert "Two holidays." in response.content.decode()


FORWARD = {
    "forward-interviews_open": "2026-12-14",
    "forward-interviews_close": "2026-12-20",
    "forward-decisions_on": "2026-12-28",
    "forward-starts_on": "2027-01-20",
    "forward-ends_on": "2027-01-23",
    "forward-reason": "The hall is free earlier.",
}


def test_one_day_brought_forward_is_one_amendment(officer):
    call = make_call()
    assert officer.post(of("bring_forward"), FORWARD).status_code == 302
    assert [row.field for row in call.amendments.all()] == ["interviews_open"]
    assert "The hall is free earlier." in page(officer, "call", "nia-2027")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"forward-interviews_open": "2026-12-16"}, "Change at least one."),
        ({"forward-interviews_open": "2026-12-10"}, "would come before"),
        ({"forward-interviews_open": "2026-12-18"}, "needs an earlier day"),
        ({"forward-interviews_open": "2020-01-01"}, "is over already"),
    ],
)
def test_day_that_does_not_fit_is_said(said, sentence, officer):
    call = make_call()
    response = officer.post(of("bring_forward"), FORWARD | said)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not call.amendments.exists()


def test_places_are_changed_with_a_reason(officer):
    call = make_call()
    officer.post(of("places"), {"places-places": "24", "places-reason": "A sponsor."})
    call.refresh_from_db()
    assert call.rules["places"] == 24


def test_call_is_paused_and_goes_on(officer):
    call = make_call()
    for state in (CallState.PAUSED, CallState.OPEN):
        assert officer.post(of("pause")).status_code == 422
        officer.post(of("pause"), {"pause-reason": "The form is being mended."})
        call.refresh_from_db()
        assert call.state == state
    assert [(row.field, row.before, row.after) for row in call.amendments.all()] == [
        ("state", "open", "paused"),
        ("state", "paused", "open"),
    ]


def test_pause_and_its_reason_stand_on_the_public_page(officer, client):
    call = make_call()
    officer.post(of("pause"), {"pause-reason": "The form is being mended."})
    page = client.get(reverse("portal:edition", args=["nia-2027"])).content.decode()
    assert "takes no applications for now" in page
    assert "The form is being mended." in page
    assert "Start your application" not in page
    call.refresh_from_db()
    assert not call.accepts(clock.now())


def test_paused_call_whose_deadline_passed_is_closed_and_not_resumed(officer, monkeypatch):
    call = make_call()
    officer.post(of("pause"), {"pause-reason": "The form is being mended."})
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 2, tzinfo=UTC))
    officer.post(of("pause"), {"pause-reason": "It is mended."})
    services.turn_calls(now=clock.now())
    call.refresh_from_db()
    assert call.state == CallState.CLOSED


def test_call_without_an_hour_is_opened_by_hand(officer):
    call = make_call(call={"opens_at": None, "closes_at": None, "rolling": True})
    assert not call.accepts(clock.now())
    assert "Open the call now" in officer.get(of("call")).content.decode()
    officer.post(of("step"), {"act": "open"})
    call.refresh_from_db()
    assert call.accepts(clock.now())


def test_call_that_has_not_opened_is_not_put_into_the_archive(officer):
    call = make_call(call={"opens_at": None, "closes_at": None, "rolling": True})
    assert "into the archive" not in officer.get(of("call")).content.decode()
    officer.post(of("step"), {"act": "archive"})
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        ("confirmed", "complete", "completed"),
        ("completed", "archive", "archived"),
        ("open", "archive", "open"),
        ("open", "seal", "open"),
        ("decided", "release", "decided"),
    ],
)
def test_only_the_steps_that_are_offered_are_taken(officer, state, act, then):
    call = make_call()
    Call.objects.filter(pk=call.pk).update(state=state)
    officer.post(of("step"), {"act": act})
    call.refresh_from_db()
    assert call.state == then


def test_texts_are_kept_in_every_language(officer):
    make_edition()
    said = {
        "title_en": "Workshop",
        "title_ar": "ورشة عمل",
        "summary_en": "In Seoul.",
        "summary_fr": "À Séoul.",
    }
    assert officer.post(of("texts"), said).url == of("call")
    edition = Edition.objects.get()
    assert edition.title == {"en": "Workshop", "ar": "ورشة عمل"}
    assert edition.summary == {"en": "In Seoul.", "fr": "À Séoul."}


def test_texts_without_english_are_asked_for_it(officer):
    make_edition()
    response = officer.post(of("texts"), {"title_ko": "워크숍"})
    assert response.status_code == 422
    assert "워크숍" in response.content.decode()


ACTS = ["close", "extend", "bring_forward", "places", "pause", "step", "texts", "rehearse"]


@pytest.mark.parametrize("name", ACTS)
def test_auditor_changes_nothing(name, auditor):
    call = make_call()
    assert auditor.post(of(name), {"close-reason": "x"}).status_code == 403
    call.refresh_from_db()
    assert call.state == CallState.OPEN


@pytest.mark.parametrize("name", ACTS)
def test_regional_officer_does_not_reach_another_offices_call(name, client_as, person_with):
    make_call()
    regional = person_with("regional_officer")
    make_office_staff(regional)
    assert client_as(regional).post(of(name), {"close-reason": "x"}).status_code == 404
