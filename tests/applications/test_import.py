"""Applicants from a spreadsheet: every bad row said, good ones taken once, nobody mailed before the officer says so."""

import csv
import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.accounts.models import Person
from hansa.applications import services
from hansa.applications.enums import ApplicationState, SheetStep
from hansa.applications.models import ApplicantSheet, Application, KnownHeading, SheetRow
from hansa.applications.rules import applicant_table
from hansa.applications.services import importing
from hansa.foundation.audit.models import Entry
from hansa.foundation.sheets.rules.columns import Column, Row, guess
from hansa.foundation.sheets.services import read_sheet, write_workbook
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import coordinator_of, make_open_call, make_person, make_submitted
from tests.factories.network import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
HEADS = ["E-mail", "Nom complet", "Ville", "Your level", "Why do you want to come?", "Né le"]
GOOD = ["ana@example.org", "Ana Ionescu", "Bucharest", "Manager", "Our buses are late.", "31.05.1988"]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call():
    make_member("bucharest")
    make_member("paris")
    return make_open_call(documents=[])


@pytest.fixture
def officer():
    return make_person("programme_officer")


def received(call, officer, *rows: list[str], heads: list[str] | None = None) -> ApplicantSheet:
    data = write_workbook([heads or HEADS, *rows], title="x")
    return services.receive_applicants(call=call, name="list.xlsx", data=data, by=officer, now=NOW)


def taken(sheet: ApplicantSheet, officer) -> ApplicantSheet:
    for _turn in range(50):
        sheet = services.take_batch(sheet_id=sheet.pk, by=officer, now=NOW)
        if sheet.step == SheetStep.TAKEN:
            break
    return sheet


def test_columns_are_guessed_and_good_rows_are_taken(call, officer):
    before = Letter.objects.count()
    sheet = received(call, officer, GOOD, ["b@example.org", "B", "paris", "executive", "x", ""])
    assert set(sheet.mapping) == {"email", "name", "city", "a.role_level", "a.motivation", "birth_date"}
    sheet = taken(sheet, officer)
    assert sheet.counts == {"new": 2}
    first = Application.objects.get(applicant__email="ana@example.org")
    assert first.state == ApplicationState.SUBMITTED
    assert first.number == "NW27-0001"
    assert first.member.key == "bucharest"
    assert str(first.applicant.birth_date) == "1988-05-31"
    assert not first.applicant.has_usable_password()
    from hansa.applications.selectors import answers_of

    assert answers_of(first) == {"role_level": "managerial", "motivation": "Our buses are late."}
    assert first.nomination.state == "requested"
    assert Letter.objects.count() == before
    assert mail.outbox == []
    assert Entry.objects.filter(act="applicants.import").count() == 1
    assert sheet.table["rows"] == [[], []]


def test_same_file_twice_gives_no_doubles(call, officer):
    for _turn in range(2):
        sheet = taken(received(call, officer, GOOD), officer)
        services.take_batch(sheet_id=sheet.pk, by=officer, now=NOW)
    assert sheet.counts == {"known": 1}
    assert Application.objects.count() == 1
    assert Person.objects.filter(email="ana@example.org").count() == 1


def test_whoever_applied_by_themselves_is_left_as_they_are(call, officer):
    person = make_person(name="Own name")
    application = make_submitted(call, "paris", applicant=person)
    sheet = taken(received(call, officer, [person.email.upper(), "Other", *GOOD[2:]]), officer)
    assert sheet.counts == {"known": 1}
    application.refresh_from_db()
    assert application.member.key == "paris"
    person.refresh_from_db()
    assert person.name == "Own name"


BAD = [
    (["", "No Address", *GOOD[2:]], "E-mail address is missing"),
    (["nobody", "N", *GOOD[2:]], "is not an e-mail address"),
    (["c@example.org", "=SUM(A1)", *GOOD[2:]], "begins like a formula"),
    (["d@example.org", "D", "Atlantis", *GOOD[3:]], "There is no member “Atlantis”"),
    (
        ["e@example.org", "E", "Paris", "Emperor", *GOOD[4:]],
        "Write one of these: Officer; Manager; Executive",
    ),
    (["f@example.org", "F", "Paris", "Manager", "x", "5/6/1988"], "may be two days"),
    (["g@example.org", "G", "Paris", "Manager", "y" * 501, ""], "1 character too long"),
    (["h@example.org", "H", "Paris", "", "z", ""], "This needs an answer"),
    (["ANA@example.org", "Twice", *GOOD[2:]], "stands in row 2 already"),
]


def test_every_bad_row_is_said_with_what_would_be_right(call, officer, client_as):
    sheet = received(call, officer, GOOD, *(row for row, _said in BAD))
    client = client_as(officer)
    page = client.get(reverse("applications_office:applicant_check", args=[sheet.uid])).content.decode()
    assert "9 rows cannot be taken as they are" in page
    for _row, said in BAD:
        assert said in page, said
    book = client.get(reverse("applications_office:applicant_bad", args=[sheet.uid]))
    table = read_sheet(data=book.content)
    assert [row[len(HEADS)] for row in table.rows] == [str(number) for number in range(3, 12)]
    assert all(said in row[-1] for row, (_bad, said) in zip(table.rows, BAD, strict=True))
    taken(sheet, officer)
    assert Application.objects.count() == 1
    again = client.get(reverse("applications_office:applicant_bad", args=[sheet.uid]))
    assert len(read_sheet(data=again.content).rows) >= 8


def test_drafts_may_have_gaps_and_belong_to_their_people(call, officer):
    sheet = received(call, officer, ["h@example.org", "H", "Paris", "", "z", ""])
    services.map_applicants(sheet=sheet, mapping=sheet.mapping, as_sent=False, now=NOW)
    sheet = taken(ApplicantSheet.objects.get(pk=sheet.pk), officer)
    draft = Application.objects.get()
    assert (draft.state, draft.number) == (ApplicationState.DRAFT, "")
    from hansa.foundation import scope

    assert not scope.visible(officer, Application.objects.all()).exists()
    assert scope.visible(draft.applicant, Application.objects.all()).exists()


def test_interrupted_import_goes_on_where_it_stood(call, officer, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [[f"p{number}@example.org", f"P {number}", *GOOD[2:]] for number in range(5)]
    sheet = received(call, officer, *rows)
    services.take_batch(sheet_id=sheet.pk, by=officer, now=NOW)
    assert Application.objects.count() == 2
    real = importing.register_person

    def breaks(**known):
        if known["email"].startswith("p3"):
            raise RuntimeError("the power goes")
        return real(**known)

    monkeypatch.setattr(importing, "register_person", breaks)
    with pytest.raises(RuntimeError):
        services.take_batch(sheet_id=sheet.pk, by=officer, now=NOW)
    assert Application.objects.count() == 2
    monkeypatch.setattr(importing, "register_person", real)
    sheet = taken(sheet, officer)
    assert sheet.counts == {"new": 5}
    numbers = Application.objects.order_by("applicant__email").values_list("number", flat=True)
    assert list(numbers) == [f"NW27-{number:04d}" for number in range(1, 6)]


def test_people_are_written_to_once_and_only_when_told_so(call, officer):
    speaker = coordinator_of("bucharest")
    sheet = taken(received(call, officer, [*GOOD[:5], ""]), officer)
    assert services.write_to_applicants(sheet_id=sheet.pk, by=officer, now=NOW) == 1
    assert services.write_to_applicants(sheet_id=sheet.pk, by=officer, now=NOW) == 0
    letters = dict(Letter.objects.values_list("to__email", "template_key"))
    assert letters["ana@example.org"].endswith(":applicant-invited")
    assert letters[speaker.email].endswith(":nomination-requested")
    assert SheetRow.objects.get().written_at == NOW


def test_headings_are_remembered_for_the_next_file(call, officer):
    heads = ["Kontakt", *HEADS[1:]]
    sheet = received(call, officer, GOOD, heads=heads)
    assert "email" not in sheet.mapping
    services.map_applicants(sheet=sheet, mapping={**sheet.mapping, "email": 0}, as_sent=True, now=NOW)
    assert KnownHeading.objects.get(heading="kontakt").key == "email"
    assert received(call, officer, GOOD, heads=heads).mapping["email"] == 0


def test_what_was_taken_out_comes_in_again(call, officer, client_as):
    make_submitted(call, "bucharest", motivation="=1; 'two'")
    text = (
        client_as(officer)
        .get(reverse("applications_office:export"), {"call": "nia-2027", "as": "csv"})
        .content
    )
    other = make_open_call("seoul-2027", documents=[])
    sheet = services.receive_applicants(call=other, name="out.csv", data=text, by=officer, now=NOW)
    assert {"email", "name", "city", "a.role_level", "a.motivation"} <= set(sheet.mapping)
    assert taken(sheet, officer).counts == {"new": 1}
    again = (
        client_as(officer)
        .get(reverse("applications_office:export"), {"call": "seoul-2027", "as": "csv"})
        .content
    )
    first, second = (next(csv.DictReader(io.StringIO(one.decode("utf-8-sig")))) for one in (text, again))
    for key in ("email", "name", "city", "city_key", "a.role_level", "a.motivation"):
        assert first[key] == second[key]


def test_only_officers_of_the_edition_hand_in_and_take(call, officer, client_as):
    sheet = received(call, officer, GOOD)
    names = ("applicant_sheet", "applicant_check", "applicant_bad")
    for role, status in (
        ("auditor", 403),
        ("reviewer", 403),
        ("regional_officer", 404),
        ("administrator", 200),
    ):
        client = client_as(make_person(role))
        for name in names:
            assert client.get(reverse(f"applications_office:{name}", args=[sheet.uid])).status_code == status
        hand_in = client.get(reverse("applications_office:applicants", args=["nia-2027"]))
        assert hand_in.status_code == status
        if status != 200:
            for name in ("applicant_take", "applicant_write"):
                answer = client.post(reverse(f"applications_office:{name}", args=[sheet.uid]))
                assert answer.status_code == status
    assert not Application.objects.exists()
    for somebody in (make_person("auditor"), make_person("regional_officer")):
        with pytest.raises(services.NotYours):
            services.take_batch(sheet_id=sheet.pk, by=somebody, now=NOW)


def test_officer_goes_all_the_way_by_pages(call, officer, client_as):
    client = client_as(officer)
    data = SimpleUploadedFile("list.xlsx", write_workbook([HEADS, GOOD], title="x"))
    handed = client.post(reverse("applications_office:applicants", args=["nia-2027"]), {"sheet": data})
    sheet = ApplicantSheet.objects.get()
    assert handed.headers["Location"] == reverse("applications_office:applicant_sheet", args=[sheet.uid])
    form = client.get(handed.headers["Location"]).context["form"]
    chosen = {name: form[name].initial or "" for name in form.fields}
    checked = client.post(handed.headers["Location"], chosen)
    assert "Every row can be taken" in client.get(checked.headers["Location"]).content.decode()
    done = client.post(reverse("applications_office:applicant_take", args=[sheet.uid]), follow=True)
    assert "1 application was taken over" in done.content.decode()
    told = client.post(reverse("applications_office:applicant_write", args=[sheet.uid]), follow=True)
    assert "Everybody was written to" in told.content.decode()
    refused = client.post(
        reverse("applications_office:applicants", args=["nia-2027"]),
        {"sheet": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no workbook")},
    )
    assert refused.status_code == 422


def test_sheets_are_forgotten(call, officer):
    from datetime import timedelta

    waiting = received(call, officer, GOOD)
    done = taken(received(call, officer, ["x@example.org", *GOOD[1:]], ["bad", *GOOD[1:]]), officer)
    services.forget_sheets(now=NOW + timedelta(days=6))
    assert ApplicantSheet.objects.count() == 2
    services.forget_sheets(now=NOW + timedelta(days=8))
    assert not ApplicantSheet.objects.filter(pk=waiting.pk).exists()
    done.refresh_from_db()
    assert done.table == {}


@pytest.mark.parametrize(
    "heading",
    ["이메일", "邮箱", "البريد الإلكتروني", "E-Mail-Adresse", "Courriel", "Posta elettronica", "email"],
)
def test_address_is_known_in_seven_languages(heading):
    known = applicant_table.Known({}, {}, {})
    assert guess([heading], applicant_table.columns(known, {})) == {"email": 0}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a@x.org", "b@x.org", "c@x.org", ""]), max_size=12),
    st.sets(st.sampled_from(["a@x.org"])),
)
def test_no_address_becomes_two_applications(emails, applied):
    rows = [Row(number, {"email": email} if email else {}) for number, email in enumerate(emails, 2)]
    settled = applicant_table.settle(rows, applied=frozenset(applied), problems=lambda answers: ())
    new = [row.item["email"] for row in settled if row.action == "new" and "email" in row.item]
    assert len(new) == len(set(new))
    assert not set(new) & applied
    assert len(settled) == len(rows)


def test_columns_never_change_their_keys():
    known = applicant_table.Known({}, {}, {})
    made: tuple[Column, ...] = applicant_table.columns(known, {"questions": []})
    assert tuple(column.key for column in made) == (
        "email",
        "name",
        "city",
        "language",
        "birth_date",
        "country",
    )
