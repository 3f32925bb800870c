"""Tables of applications: stable keys, nothing a spreadsheet would run, and to each role only what it may see."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.applications import services
from hansa.applications.models import Application, Decision
from hansa.applications.rules import columns
from hansa.foundation.audit.models import Entry
from hansa.foundation.sheets.rules.columns import restored
from hansa.foundation.sheets.services import read_sheet, write_text, write_workbook
from tests.conftest import NOW
from tests.factories.applications import (
    coordinator_of,
    make_draft,
    make_eligible,
    make_open_call,
    make_person,
    make_run,
    make_submitted,
)
from tests.factories.travel import make_participants, tell

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
WORDS = 'My name is Ana Ionescu of Bucharest; write to ana@example.org. =HYPERLINK("x")'


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def taken_out(client, name: str = "applications_office:export", **query: str) -> list[dict[str, str]]:
    response = client.get(reverse(name), {"as": "csv", **query})
    assert response.status_code == 200, response.status_code
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_officer_gets_the_list_as_it_is_narrowed(client_as):
    call = make_open_call(documents=[])
    applicant = make_person(name="=1+1")
    make_submitted(call, "bucharest", applicant=applicant, motivation="=cmd|' /C calc'!A0")
    make_submitted(call, "paris")
    make_draft(call, "seoul")
    client = client_as(make_person("programme_officer"))
    rows = taken_out(client, call="nia-2027")
    assert [row["city_key"] for row in rows] == ["bucharest", "paris"]
    assert rows[0]["name"] == "'=1+1"
    assert rows[0]["a.motivation"].startswith("'=cmd")
    assert rows[0]["a.role_level"] == "managerial"
    assert rows[0]["email"] == applicant.email
    assert list(rows[0])[: len(columns.columns_for("officer"))] == columns.columns_for("officer")
    assert len(taken_out(client, call="nia-2027", q="paris")) == 1
    assert "a.motivation" not in taken_out(client)[0]
    book = client.get(reverse("applications_office:export"), {"call": "nia-2027"})
    table = read_sheet(data=book.content)
    assert table.rows[0][table.header.index("name")] == "=1+1"
    facts = Entry.objects.filter(act="applications.export").order_by("sequence").last()
    assert facts is not None
    assert facts.facts["rows"] == 2
    assert applicant.email not in str(facts.facts)


def test_auditor_reads_no_addresses(client_as):
    sent = make_submitted(make_open_call(documents=[]))
    [row] = taken_out(client_as(make_person("auditor")), call="nia-2027")
    assert row["name"] == sent.applicant.name
    assert set(row) & {"email", "birth_date", "language", "country", "points", "review"} == set()
    assert sent.applicant.email not in str(row)


def test_regional_officer_gets_own_editions_alone(client_as):
    call = make_open_call(documents=[])
    officer = make_person("regional_officer", "reviewer")
    mine = make_submitted(call, "paris", applicant=officer)
    make_submitted(call, "bucharest")
    # Even what such a person sees otherwise, here as an applicant, is not their office's.
    assert Application.objects.filter(applicant=officer).get() == mine
    assert taken_out(client_as(officer)) == []
    assert taken_out(client_as(officer), call="nia-2027") == []


def test_others_have_no_such_door(client_as):
    make_submitted(make_open_call(documents=[]))
    url = reverse("applications_office:export")
    for person in (make_person(), make_person("reviewer"), coordinator_of("bucharest")):
        assert client_as(person).get(url).status_code == 403
    weak = client_as(make_person("programme_officer"), second_factor=False).get(url)
    assert weak.status_code == 302


def test_nothing_that_was_not_released_is_in_it(client_as):
    officer = make_person("programme_officer")
    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["bucharest", "paris"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    rows = taken_out(client_as(officer), call="nia-2027")
    assert Decision.objects.count() == 2
    assert {(row["state"], row["offer"]) for row in rows} == {("under_review", "")}
    assert not {key for key in rows[0] if "merit" in key or "outcome" in key or "points" in key}


def test_travel_data_are_in_no_table(client_as):
    [application] = make_participants("bucharest")
    tell(application)
    for role in ("programme_officer", "administrator", "auditor"):
        [row] = taken_out(client_as(make_person(role)), call="nia-2027")
        assert row["offer"] == "accepted"
        for secret in ("M12345678", "KE962", "no nuts"):
            assert secret not in str(row)


@pytest.mark.parametrize(
    ("hidden", "gone", "there"),
    [
        (None, {"name"}, {"city", "city_key"}),
        (["name", "city"], {"name", "city", "city_key"}, set()),
        (["city"], {"name", "city", "city_key"}, set()),
    ],
)
def test_reader_gets_what_the_pages_show(client_as, hidden, gone, there):
    officer, reader = make_person("programme_officer"), make_person("reviewer")
    call = make_open_call(documents=[], reviews_per_application=1, hidden_from_readers=hidden)
    applicant = make_person(name="Ana Ionescu")
    application = make_eligible(call, "bucharest", officer=officer, applicant=applicant, motivation=WORDS)
    make_eligible(call, "paris", officer=officer)
    services.seat_reader(call_id=call.pk, person=reader, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    rows = taken_out(client_as(reader), "applications:readings")
    assert len(rows) == 2
    row = next(row for row in rows if row["number"] == application.number)
    assert there <= set(row)
    assert not gone & set(row)
    assert not {"email", "birth_date", "state", "region", "city_word", "sent_at"} & set(row)
    if "name" in gone:
        assert "Ionescu" not in str(row)
        assert "ana@example.org" not in str(row)
    if "city" in gone:
        assert "Bucharest" not in str(row)
    assert taken_out(client_as(make_person("reviewer")), "applications:readings") == []
    assert client_as(make_person("auditor")).get(reverse("applications:readings")).status_code == 403


def test_reader_with_a_conflict_gets_nothing_of_it(client_as):
    officer, reader = make_person("programme_officer"), make_person("reviewer")
    call = make_open_call(documents=[], reviews_per_application=1)
    application = make_eligible(call, "bucharest", officer=officer)
    services.seat_reader(call_id=call.pk, person=reader, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    review = application.reviews.get()
    services.declare_conflict(review_id=review.pk, reason="my cousin", by=reader, now=NOW)
    assert taken_out(client_as(reader), "applications:readings") == []


def test_queries_do_not_grow_with_rows(client_as, queries):
    call = make_open_call(documents=[])
    client = client_as(make_person("programme_officer"))
    counts = []
    for city in ("bucharest", "paris", "seoul"):
        make_submitted(call, city)
        taken_out(client, call="nia-2027")
        with queries() as counted:
            taken_out(client, call="nia-2027")
        counts.append(len(counted))
    assert len(set(counts)) == 1


_cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.one_of(_cells, st.sampled_from(["=1", "+x", "-x", "@a", "'=1", "a;b"])), min_size=1, max_size=6
    )
)
def test_cells_read_back_as_they_were_and_none_runs(cells):
    plain = [" ".join(cell.replace("\u200b", "").replace("\ufeff", "").split()) for cell in cells]
    if not any(plain):
        return
    heads = [f"c{number}" for number in range(len(plain))]
    for made in (write_text([heads, plain]), write_workbook([heads, plain], title="x")):
        read = read_sheet(data=made)
        got = [restored(cell) if made[:2] != b"PK" else cell for cell in read.rows[0]]
        assert got == plain[: len(got)]
        assert not any(plain[len(got) :])
    for row in csv.reader(io.StringIO(write_text([heads, plain]).decode("utf-8-sig"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.lists(st.text("abcdef_", min_size=1, max_size=8), unique=True, max_size=5))
def test_several_values_read_back(values):
    assert columns.several(str(columns.written(values))) == values


def test_keys_are_as_they_always_were():
    assert (
        *("number", "call", "state", "sent_at", "name", "email", "language", "birth_date", "country"),
        *("city", "city_key", "region", "city_word", "city_rank", "documents_missing", "offer"),
        *("review", "points"),
    ) == columns.KEYS


def test_every_key_stands_in_the_manual():
    from pathlib import Path

    page = (Path(__file__).resolve().parents[2] / "docs" / "columns.md").read_text()
    assert not [key for key in columns.KEYS if f"`{key}`" not in page]
