"""Travel data: given in steps, sealed, opened by the right people, and gone on their day; on both databases."""

import io
import logging
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from hansa.applications import services
from hansa.applications.models import CostAcceptance, Document, InvitationLetter, TravelPlan
from hansa.applications.rules import travel as rules
from hansa.applications.services import travelling
from hansa.foundation import clock
from hansa.foundation.audit.models import Entry
from hansa.foundation.privacy import export_for
from hansa.foundation.sheets.services import read_sheet
from hansa.foundation.storage.models import StoredFile
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import DOCUMENTS, make_open_call, make_person, make_submitted, picture
from tests.factories.travel import ALL, PASSPORT, make_participants, tell

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
GONE = date(2027, 2, 22)


def raw(plan: TravelPlan) -> bytes:
    """Return the row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_travelplan WHERE id = %s", [plan.pk])
        row = cursor.fetchone()
    return b" ".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
    )


@pytest.fixture
def officer():
    return make_person("programme_officer")


def test_steps_are_kept_and_sealed():
    [application] = make_participants("bucharest")
    plan = tell(application)
    assert plan.is_complete
    assert plan.arrives_on == date(2026, 11, 29)
    assert plan.arrives_at is not None
    assert plan.arrives_at.utcoffset() == timedelta(0)
    assert plan.arrives_at.hour == 5  # 14:30 in Seoul
    said = travelling.read(plan, application.applicant.uid)
    assert said.passport["number"] == "M12345678"
    assert said.needs["diet"] == "halal"
    assert said.contact["name"] == "Ion Ionescu"
    kept = raw(plan)
    for word in (b"IONESCU", b"M12345678", b"halal", b"Ion Ionescu", b"+40"):
        assert word not in kept


def test_words_of_one_row_do_not_open_in_another():
    one, other = make_participants("bucharest", "paris")
    first, second = tell(one), tell(other)
    TravelPlan.objects.filter(pk=second.pk).update(passport_sealed=first.passport_sealed)
    second.refresh_from_db()
    with pytest.raises(Exception, match="changed"):
        travelling.read(second, other.applicant.uid)


def test_other_tab_does_not_overwrite():
    [application] = make_participants("bucharest")
    tell(application, "passport")
    with pytest.raises(services.TravelMoved):
        services.save_travel(
            application_id=application.pk,
            part="contact",
            said={},
            revision=0,
            by=application.applicant,
            now=NOW,
        )


def test_draft_says_what_is_missing():
    [application] = make_participants("bucharest")
    plan = tell(application, "passport", number="")
    assert travelling.lacking(plan) == ("passport", "journey", "contact")
    plan = tell(application, "passport", visa="not_needed", number="")
    assert travelling.lacking(plan) == ("journey", "contact")


def test_nobody_else_writes_and_only_with_a_place(officer):
    [application] = make_participants("bucharest")
    for somebody in (officer, make_person()):
        with pytest.raises(services.NotYours):
            services.save_travel(
                application_id=application.pk, part="contact", said={}, revision=0, by=somebody, now=NOW
            )
    waiting = make_submitted(make_open_call("other-2027"))
    with pytest.raises(services.TravelOver):
        services.save_travel(
            application_id=waiting.pk, part="contact", said={}, revision=0, by=waiting.applicant, now=NOW
        )


def test_costs_are_kept_as_they_were_accepted():
    [application] = make_participants("bucharest")
    accepted = CostAcceptance.objects.get(offer__application=application)
    assert [cost["what"] for cost in accepted.costs] == ["flights", "meals"]
    assert accepted.accepted_at == NOW
    edition = application.call.edition
    edition.details = {**edition.details, "costs": []}
    edition.save()
    accepted.refresh_from_db()
    assert accepted.digest == travelling.digest_of(accepted.costs) != travelling.digest_of([])


def test_costs_that_changed_are_read_again(officer):
    from tests.factories.applications import make_run

    call = make_open_call(documents=[], places=1)
    run = make_run(call, ["bucharest"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    services.release_decisions(run_id=run.pk, by=make_person("programme_officer"), now=NOW)
    application = call.applications.get()
    known = {"application_id": application.pk, "by": application.applicant, "now": NOW}
    with pytest.raises(services.CostsMoved):
        services.accept_offer(**known, costs_seen=travelling.digest_of([]))
    assert not CostAcceptance.objects.exists()
    costs = application.call.edition.details["costs"]
    services.accept_offer(**known, costs_seen=travelling.digest_of(costs))
    assert CostAcceptance.objects.count() == 1


def test_officers_open_it_and_that_is_logged(officer):
    [application] = make_participants("bucharest")
    tell(application)
    said = services.open_travel(application_id=application.pk, by=officer, now=NOW)
    assert said.passport["number"] == "M12345678"
    assert Entry.objects.filter(act="travel.open").count() == 1
    for role in ("auditor", "administrator", "reviewer", "regional_officer"):
        with pytest.raises(services.NotYours):
            services.open_travel(application_id=application.pk, by=make_person(role), now=NOW)
    assert "M12345678" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_all_is_gone_on_its_day(caplog, monkeypatch, officer):
    [application] = make_participants("bucharest")
    plan = tell(application)
    letter = services.issue_invitation(
        application_id=application.pk, addressed_to="Embassy", by=officer, now=NOW
    )
    assert letter.file is not None
    before = datetime(2027, 2, 21, 12, tzinfo=NOW.tzinfo)
    assert services.forget_due(now=before) == 0
    monkeypatch.setattr(clock, "now", lambda: before + timedelta(days=1))
    out = io.StringIO()
    with caplog.at_level(logging.INFO, "hansa.applications.travel"):
        call_command("forget_travel", stdout=out)
    assert "1" in out.getvalue()
    assert f"travel data of {application.number} deleted" in caplog.text
    plan.refresh_from_db()
    letter.refresh_from_db()
    assert (plan.passport_sealed, plan.needs_sealed, plan.visa, plan.arrives_at) == (None, None, "", None)
    assert plan.forgotten_at is not None
    assert letter.file is None
    assert letter.number
    assert not StoredFile.objects.filter(purpose="invitation").exists()
    assert Entry.objects.filter(act="travel.forget").count() == 1
    call_command("forget_travel", stdout=io.StringIO())
    assert Entry.objects.filter(act="travel.forget").count() == 1


def test_giving_the_place_back_deletes_it_at_once():
    [application] = make_participants("bucharest")
    plan = tell(application)
    services.decline_offer(application_id=application.pk, by=application.applicant, now=NOW)
    plan.refresh_from_db()
    assert plan.passport_sealed is None


def test_erasure_removes_passport_photo_and_letters(officer, django_capture_on_commit_callbacks):
    """Trial 9: the bytes too."""
    from hansa.foundation.storage.adapters import disk

    call = make_open_call(documents=[*DOCUMENTS, {**DOCUMENTS[0], "kind": "headshot"}])
    sent = make_submitted(call)
    [application] = make_participants("paris", slug="seoul-2027")
    type(application).objects.filter(pk=application.pk).update(applicant=sent.applicant)
    application.refresh_from_db()
    plan = tell(application)
    services.issue_invitation(application_id=application.pk, addressed_to="Embassy", by=officer, now=NOW)
    person = sent.applicant
    other = make_submitted(call, "paris")
    paths = list(StoredFile.objects.filter(owner_uid=person.uid).values_list("path", flat=True))
    assert {document.kind for document in sent.documents.all()} == {"passport", "nomination_form", "headshot"}
    assert len(paths) == 4
    assert Letter.objects.filter(to=person).exclude(text="").exists()
    with django_capture_on_commit_callbacks(execute=True):
        erased = services.erase_applicant(person=person, by=officer, now=NOW)
    assert (erased.files, erased.journeys) == (3, 1)
    plan.refresh_from_db()
    assert plan.passport_sealed is None
    assert not StoredFile.objects.filter(owner_uid=person.uid).exists()
    assert not [path for path in paths if disk.files().exists(path)]
    assert not Document.objects.filter(application=sent, file__isnull=False).exists()
    assert not InvitationLetter.objects.filter(file__isnull=False).exists()
    assert set(Letter.objects.filter(to=person).values_list("text", "html")) == {("", "")}
    assert other.documents.filter(file__isnull=False).count() == 3
    sent.refresh_from_db()
    assert sent.number
    with django_capture_on_commit_callbacks(execute=True):
        assert services.erase_applicant(person=person, by=officer, now=NOW).files == 0
    picture()


def test_reminders_go_twice_at_most_and_name_what_is_missing(monkeypatch):
    one, done = make_participants("bucharest", "paris")
    tell(done)
    tell(one, "passport")
    week, before = NOW + timedelta(days=7), datetime(2027, 1, 2, 12, tzinfo=NOW.tzinfo)
    for at in (NOW, week, week + timedelta(days=1), before, before + timedelta(days=1)):
        services.remind(now=at)
    letters = Letter.objects.filter(template_key__endswith=":reminder-travel")
    assert [letter.to for letter in letters] == [one.applicant] * 2
    assert "arrival and departure" in letters[0].text
    assert "passport" not in letters[0].text.partition("http")[0]


def test_letter_is_numbered_and_in_both_languages(officer):
    one, other = make_participants("bucharest", "paris")
    one.applicant.language = "ko"
    one.applicant.save()
    with pytest.raises(services.PassportMissing):
        services.issue_invitation(application_id=one.pk, addressed_to="Embassy", by=officer, now=NOW)
    tell(one)
    tell(other)
    letters = [
        services.issue_invitation(application_id=which.pk, addressed_to="Embassy", by=officer, now=NOW)
        for which in (one, other, one)
    ]
    assert [letter.serial for letter in letters] == [1, 2, 3]
    assert letters[0].languages == ["en", "ko"]
    from hansa.foundation.storage.services import read_bytes

    assert letters[0].file is not None
    assert letters[0].file.is_encrypted
    assert letters[0].file.delete_on == GONE
    assert read_bytes(letters[0].file).startswith(b"%PDF")
    with pytest.raises(services.NotYours):
        services.issue_invitation(
            application_id=one.pk, addressed_to="Embassy", by=make_person("auditor"), now=NOW
        )


def test_host_learns_what_a_host_needs(officer):
    [application] = make_participants("bucharest")
    tell(application)
    known = {"call": application.call, "as_pdf": False, "by": officer, "now": NOW}
    made = services.make_host_list(**known, with_passports=False, reason="")
    table = read_sheet(data=made.content)
    words = " ".join(cell for row in table.rows for cell in row)
    assert "29 November 2026, 14:30" in words
    assert "no nuts" in words
    for secret in ("M12345678", "IONESCU", "Ion Ionescu", "+40", application.applicant.email):
        assert secret not in words
    with pytest.raises(services.ReasonMissing):
        services.make_host_list(**known, with_passports=True, reason=" ")
    with_them = services.make_host_list(**known, with_passports=True, reason="hotel register")
    assert "M12345678" in str(read_sheet(data=with_them.content).rows)
    facts = Entry.objects.filter(act="travel.host-list").order_by("sequence").values_list("facts", flat=True)
    assert [fact["passports"] for fact in facts] == [False, True]
    assert facts[1]["reason"] == "hotel register"
    paper = services.make_host_list(**{**known, "as_pdf": True}, with_passports=False, reason="")
    assert paper.content.startswith(b"%PDF")
    for role in ("auditor", "administrator", "regional_officer", "reviewer"):
        with pytest.raises(services.NotYours):
            services.make_host_list(**{**known, "by": make_person(role)}, with_passports=False, reason="")


def test_own_download_has_it_all():
    [application] = make_participants("bucharest")
    tell(application)
    held = export_for(application.applicant)["travel"]
    assert held[0]["passport"]["number"] == PASSPORT["number"]
    assert any("costs_accepted" in row for row in held)
    assert not export_for(make_person())["travel"]


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 60),
    st.integers(0, 3650) | st.none(),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_day_of_deletion_never_lies_before_the_end(starts, length, days, taken):
    ends = starts + timedelta(days=length)
    gone = rules.gone_on(ends_on=ends, starts_on=starts, taken_on=taken, days=days)
    assert gone >= ends
    assert gone == ends + timedelta(days=rules.DEFAULT_DAYS if days is None else days)
    assert rules.gone_on(ends_on=None, starts_on=None, taken_on=taken, days=days) > taken


@given(st.text(max_size=30))
def test_tidied_number_stays_as_it_is(written):
    tidy = rules.tidy_number(written)
    assert rules.tidy_number(tidy) == tidy or "ß" in written or tidy != tidy.upper()
    assert not rules.is_number(tidy) or tidy.isalnum()


def test_all_parts_have_a_step():
    assert set(ALL) == set(rules.PARTS)
