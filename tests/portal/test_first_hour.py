"""The first hour of a new secretariat, page by page: from an empty house to a public programme."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hansa.foundation import clock
from hansa.foundation.audit.services import first_broken_entry
from hansa.foundation.sheets.services import write_workbook
from hansa.network.models import Member, MemberSheet, Network
from hansa.programmes import services as programmes
from hansa.programmes.models import Edition, UploadedPack

pytestmark = pytest.mark.database_service

DESCRIPTION = {
    "name": "Union of Harbours",
    "full_name_en": "Union of Harbour Cities",
    "full_name_fr": "Union des villes portuaires",
    "summary_en": "Harbour cities that learn from each other.",
    "city_en": "Tema",
    "country": "GH",
    "time_zone": "Africa/Accra",
    "email": "office@harbours.example",
    "languages": ["en", "fr"],
}
ROWS = [
    ["City", "Country", "Joined", "Latitude", "Longitude"],
    ["Tema", "Ghana", "2021", "5.67", "-0.01"],
    ["Busan", "Republic of Korea", "2021-03-04", "35.1", "129.04"],
    ["Le Havre", "France", "04.03.2022", "", ""],
    ["Nowhere", "Atlantis", "2021", "", ""],
    ["", "Chile", "2021", "", ""],
]


def picture(kind="PNG"):
    held = io.BytesIO()
    Image.new("RGB", (900, 300), "#123456").save(held, kind)
    return SimpleUploadedFile("logo.png", held.getvalue())


# A template's call opens on the day it is made: whoever publishes it ticks that this is meant.
OPENS = {"opens_now": "on"}


@pytest.fixture
def officer(person_with, client_as):
    return client_as(person_with("administrator", name="Ama Mensah"))


@pytest.fixture
def described(officer):
    answer = officer.post(reverse("network_office:describe"), DESCRIPTION)
    assert answer.status_code == 302, answer.content.decode()
    return Network.objects.get()


def handed_in(client, rows=ROWS):
    workbook = SimpleUploadedFile("members.xlsx", write_workbook(rows, title="x"))
    answer = client.post(reverse("network_office:sheets"), {"sheet": workbook})
    assert answer.status_code == 302, answer.content.decode()
    return MemberSheet.objects.latest("pk")


def mapped(client, sheet, **changes):
    places = {key: str(at) for key, at in sheet.mapping.items()} | {"updates_known": "yes"} | changes
    answer = client.post(reverse("network_office:sheet", args=[sheet.uid]), places)
    assert answer.status_code == 302, answer.content.decode()


def taken_over(client, rows=ROWS):
    sheet = handed_in(client, rows)
    mapped(client, sheet)
    client.post(reverse("network_office:apply_sheet", args=[sheet.uid]))
    sheet.refresh_from_db()
    return sheet


def from_template(client, name="workshop", **changes):
    starts = clock.now().date() + timedelta(weeks=9)
    said = {"title": "Harbour workshop", "starts_on": starts.isoformat(), "city": "Tema", "country": "GH", "time_zone": "Africa/Accra"}  # fmt: skip
    return client.post(reverse("programmes_office:template", args=[name]), said | changes)


def test_an_empty_house_leads_from_the_desk_to_its_first_steps(officer):
    answer = officer.get(reverse("portal:desk"))
    assert answer["Location"] == reverse("portal:start")
    page = officer.get(answer["Location"]).content.decode()
    assert "Next: Say who you are" in page
    assert reverse("network_office:describe") in page


def test_the_steps_are_for_whoever_may_take_them(person_with, client_as):
    assert client_as(person_with("auditor")).get(reverse("portal:start")).status_code == 403
    assert (
        client_as(person_with("regional_officer")).get(reverse("network_office:describe")).status_code == 403
    )
    assert client_as(person_with("reviewer")).get(reverse("network_office:sheets")).status_code == 403


def test_a_network_is_described_and_says_so_on_its_first_page(officer, described):
    assert (described.key, described.name, described.time_zone) == (
        "union-of-harbours",
        "Union of Harbours",
        "Africa/Accra",
    )
    page = officer.get(reverse("portal:home")).content.decode()
    assert "Union of Harbours" in page
    assert "Harbour cities that learn from each other." in page
    # A second description changes what is said and nothing else.
    officer.post(reverse("network_office:describe"), DESCRIPTION | {"summary_en": "Ports."})
    described.refresh_from_db()
    assert described.summary == {"en": "Ports."}
    assert described.details["languages"] == ["en", "fr"]


def test_what_the_office_says_survives_an_export(officer, described):
    officer.post(reverse("network_office:look"), {"brick": "#7a1f3d", "sea": "#0b4f6c", "logo": picture()})
    before = programmes.export_network_pack()["network.yaml"]
    assert "office@harbours.example" in before
    assert "#7a1f3d" in before
    network = programmes.standing_network()
    assert network is not None
    assert network.logo is not None
    # The same file applied again changes nothing, the picture included.
    from hansa.network.services import apply_network

    assert not apply_network(pack=network, by=None, now=clock.now())
    assert programmes.export_network_pack()["network.yaml"] == before
    Network.objects.update(logo=None)
    apply_network(pack=network, by=None, now=clock.now())
    assert programmes.export_network_pack()["network.yaml"] == before


def test_a_colour_that_people_could_not_read_is_refused_with_one_that_they_can(officer, described):
    answer = officer.post(reverse("network_office:look"), {"brick": "#ff9900", "sea": "#0b4f6c"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "4.5 : 1" in page
    assert "which pass" in page
    officer.post(reverse("network_office:look"), {"brick": "#ff9900", "sea": "#0b4f6c", "nearest": "1"})
    described.refresh_from_db()
    assert described.details["colours"]["sea"] == "#0b4f6c"
    sheet = officer.get(
        reverse("network:colours", args=[described.details["colours"]["brick"][1:], "0b4f6c"])
    )
    assert sheet.status_code == 200
    assert "immutable" in sheet["Cache-Control"]
    assert officer.get("/brand/ff9900-0b4f6c.css").status_code == 404
    assert officer.get("/brand/zzzzzz-0b4f6c.css").status_code == 404


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_logo_is_drawn_small_and_an_svg_is_refused(officer, described, client, kind):
    officer.post(
        reverse("network_office:look"), {"brick": "#9b2d1b", "sea": "#0e5069", "logo": picture(kind)}
    )
    described.refresh_from_db()
    assert described.logo.content_type == "image/png"
    assert "colours" not in described.details
    address = reverse("network:logo", args=[described.logo.sha256[:20]])
    assert address in client.get(reverse("portal:home")).content.decode()
    drawn = client.get(address)
    assert Image.open(io.BytesIO(drawn.content)).size == (480, 160)
    svg = SimpleUploadedFile("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    answer = officer.post(reverse("network_office:look"), {"brick": "#9b2d1b", "sea": "#0e5069", "logo": svg})
    assert answer.status_code == 422
    assert "SVG" in answer.content.decode()
    officer.post(reverse("network_office:look"), {"brick": "#9b2d1b", "sea": "#0e5069", "removes_logo": "on"})
    assert client.get(address).status_code == 404


def test_members_come_from_a_workbook_and_bad_rows_say_why(officer, described):
    sheet = handed_in(officer)
    assert sheet.mapping == {"name": 0, "country": 1, "joined": 2, "lat": 3, "lon": 4}
    mapped(officer, sheet)
    page = officer.get(reverse("network_office:check_sheet", args=[sheet.uid])).content.decode()
    assert "2 rows cannot be taken as they are" in page
    assert "There is no country “Atlantis”" in page
    assert "Name is missing" in page
    assert not Member.objects.exists()
    bad = officer.get(reverse("network_office:bad_rows", args=[sheet.uid])).content.decode("utf-8-sig")
    assert bad.splitlines()[1].startswith("Nowhere,Atlantis,2021")
    officer.post(reverse("network_office:apply_sheet", args=[sheet.uid]))
    assert {row.key: (row.country, row.region) for row in Member.objects.all()} == {
        "tema": ("GH", "africa"),
        "busan": ("KR", "asia"),
        "le-havre": ("FR", "europe"),
    }
    assert Member.objects.get(key="busan").joined_on.isoformat() == "2021-03-04"
    assert first_broken_entry() is None
    assert programmes.standing_network() is not None


def test_the_same_file_again_changes_nothing(officer, described):
    taken_over(officer)
    again = taken_over(officer)
    assert again.counts == {"same": 3, "bad": 2}
    assert Member.objects.count() == 3


def test_known_members_are_brought_up_to_date_or_left_alone(officer, described):
    taken_over(officer)
    rows = [ROWS[0], ["Tema", "GH", "1999", "", ""]]
    sheet = handed_in(officer, rows)
    mapped(officer, sheet, updates_known="no")
    officer.post(reverse("network_office:apply_sheet", args=[sheet.uid]))
    assert Member.objects.get(key="tema").joined_year == 2021
    taken_over(officer, rows)
    assert Member.objects.get(key="tema").joined_year == 1999
    assert Member.objects.get(key="tema").lat == 5.67


def test_a_text_file_is_read_again_in_the_encoding_that_a_person_chooses(officer, described):
    data = "name,country\nKøbenhavn,Denmark\n".encode("cp1252")
    officer.post(reverse("network_office:sheets"), {"sheet": SimpleUploadedFile("m.csv", data)})
    sheet = MemberSheet.objects.get()
    assert sheet.encoding == "cp1252"
    officer.post(reverse("network_office:sheet", args=[sheet.uid]), {"encoding": "gb18030"})
    sheet.refresh_from_db()
    assert sheet.encoding == "gb18030"
    answer = officer.post(reverse("network_office:sheet", args=[sheet.uid]), {"encoding": "utf-8"})
    assert answer.status_code == 422


def test_the_template_file_is_taken_as_it_is(officer, described):
    data = officer.get(reverse("network_office:sheet_template")).content
    officer.post(reverse("network_office:sheets"), {"sheet": SimpleUploadedFile("members.xlsx", data)})
    sheet = MemberSheet.objects.get()
    mapped(officer, sheet)
    page = officer.get(reverse("network_office:check_sheet", args=[sheet.uid])).content.decode()
    assert "Every row can be taken" in page


@pytest.mark.parametrize("name", ["workshop", "online-course", "award"])
def test_every_template_becomes_a_pack_and_then_an_edition(officer, described, name):
    taken_over(officer)
    starts = (clock.now().date() + timedelta(weeks=12)).isoformat()
    answer = from_template(officer, name, starts_on=starts)
    assert answer.status_code == 302, answer.content.decode()
    upload = UploadedPack.objects.get()
    page = officer.get(answer["Location"]).content.decode()
    assert "First day" in page
    assert "Publish it" in page
    assert not Edition.objects.exists()
    officer.post(reverse("programmes_office:apply", args=[upload.uid]), OPENS)
    edition = Edition.objects.get()
    assert (edition.slug, edition.starts_on.isoformat(), edition.programme.key) == (
        "harbour-workshop",
        starts,
        "harbour-workshop",
    )
    assert edition.time_zone == "Africa/Accra"
    assert programmes.plan_pack(pack=programmes.standing_pack(edition.slug)).is_empty
    assert officer.get(reverse("portal:edition", args=[edition.slug])).status_code == 200


def test_publishing_ends_the_first_steps(officer, described):
    taken_over(officer)
    assert "First steps" in officer.get(reverse("portal:desk")).content.decode()
    from_template(officer)
    officer.post(reverse("programmes_office:apply", args=[UploadedPack.objects.get().uid]), OPENS)
    described.refresh_from_db()
    assert described.started_at is not None
    assert "First steps" not in officer.get(reverse("portal:desk")).content.decode()
    assert "Next:" not in officer.get(reverse("portal:start")).content.decode()


def test_the_list_can_be_put_away(officer, described):
    officer.post(reverse("portal:put_start_away"))
    assert "First steps" not in officer.get(reverse("portal:desk")).content.decode()


def test_a_first_day_too_near_for_a_call_is_refused_with_the_earliest(officer, described):
    answer = from_template(officer, starts_on=(clock.now().date() + timedelta(days=10)).isoformat())
    assert answer.status_code == 422
    assert "less than two weeks" in answer.content.decode()
    assert not UploadedPack.objects.exists()


def test_last_years_edition_is_copied_with_its_days_moved(officer, described):
    taken_over(officer)
    from_template(officer, title="Harbour workshop 2026", slug="harbour-workshop-2026")
    officer.post(reverse("programmes_office:apply", args=[UploadedPack.objects.get().uid]), OPENS)
    old = Edition.objects.get()
    Edition.objects.update(year=old.starts_on.year)
    answer = officer.post(reverse("programmes_office:start_next", args=[old.slug]))
    assert answer.status_code == 302
    upload = UploadedPack.objects.latest("pk")
    assert upload.slug != old.slug
    officer.post(reverse("programmes_office:apply", args=[upload.uid]), OPENS)
    fresh = Edition.objects.get(slug=upload.slug)
    assert (fresh.starts_on - old.starts_on).days == 364
    assert fresh.programme == old.programme


def days_page(officer, upload, **said):
    """Send the page of days as it came, but for what is said."""
    url = reverse("programmes_office:days", args=[upload.uid])
    form = officer.get(url).context["form"]
    given = {name: str(form[name].value() or "") for name in form.fields}
    return officer.post(url, given | said)


def test_the_next_edition_gets_its_own_days_before_it_is_published(officer, described):
    taken_over(officer)
    from_template(officer, title="Harbour workshop 2026", slug="harbour-workshop-2026")
    upload = UploadedPack.objects.get()
    plan = reverse("programmes_office:upload", args=[upload.uid])
    assert "Change days, places or venue" in officer.get(plan).content.decode()
    begins = clock.now().date() + timedelta(days=200)
    said = {
        "starts_on": begins.isoformat(),
        "ends_on": (begins + timedelta(days=2)).isoformat(),
        "closes_on": (begins - timedelta(days=60)).isoformat(),
        "places": "7",
        "venue": "The old customs house",
    }
    answer = days_page(officer, upload, **said)
    assert answer.url == plan
    text = officer.get(plan).content.decode()
    assert "The old customs house" in text
    assert not Edition.objects.exists()
    officer.post(reverse("programmes_office:apply", args=[upload.uid]), OPENS)
    edition = Edition.objects.get()
    assert (edition.starts_on, edition.call.rules["places"]) == (begins, 7)
    # What was not named moved with the first day.
    assert edition.call.timetable["decisions_on"] > said["closes_on"]
    # Once it is public its days change by amendments.
    answer = days_page(officer, upload, places="8")
    assert answer.url == reverse("programmes_office:pack", args=[edition.slug])
    assert Edition.objects.get().call.rules["places"] == 7


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"closes_on": "2020-01-01", "opens_on": "2019-12-01"}, "nobody could apply"),
        ({"ends_on": "2026-01-01", "starts_on": "2030-01-02"}, "This comes before “First day”"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_reason(officer, described, said, told):
    taken_over(officer)
    from_template(officer)
    upload = UploadedPack.objects.get()
    answer = days_page(officer, upload, **said)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert UploadedPack.objects.get().sha == upload.sha


def test_the_days_of_an_edition_to_come_are_the_secretariat_s(client_as, person_with, officer, described):
    taken_over(officer)
    from_template(officer)
    url = reverse("programmes_office:days", args=[UploadedPack.objects.get().uid])
    assert client_as(person_with("auditor")).get(url).status_code == 403
    assert client_as(person_with("regional_officer")).get(url).status_code == 403


def test_the_steps_cost_the_same_with_one_member_and_thirty(officer, described, queries):
    taken_over(officer)
    officer.get(reverse("portal:start"))
    with queries() as few:
        officer.get(reverse("portal:start"))
    taken_over(officer, [ROWS[0], *([f"City {number}", "FR", "2020", "", ""] for number in range(30))])
    officer.get(reverse("portal:start"))
    with queries() as many:
        officer.get(reverse("portal:start"))
    assert len(many) == len(few)
