"""Letters of referees: asked by mail, answered by a link, read by those who judge and by nobody else."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hansa.applications import selectors, services
from hansa.applications.models import Referee
from hansa.applications.rules import referees as rules
from hansa.foundation import scope
from hansa.foundation.audit.models import Entry
from hansa.foundation.storage.models import StoredFile
from hansa.messaging.models import Letter
from tests.applications.test_views import page
from tests.conftest import NOW
from tests.factories.applications import (
    coordinator_of,
    make_draft,
    make_open_call,
    make_person,
    picture,
)

pytestmark = pytest.mark.database_service
ASKED = {
    "number": 2,
    "asks": {"en": "What have they led?", "ko": "무엇을 이끌었습니까?"},
    "delete_after_days": 90,
}
STATES = st.lists(st.sampled_from([rules.ASKED, rules.RECEIVED, rules.DECLINED, rules.REPLACED]), max_size=9)


@given(STATES, st.integers(1, 5))
def test_what_is_missing_ends_with_what_may_be_named(states, number):
    to_name, to_wait = rules.missing(states, number=number, must_be_here=True)
    assert (to_name == 0) is (rules.counted(states) >= number)
    assert to_name + to_wait <= number
    assert (to_name + to_wait == 0) is (states.count(rules.RECEIVED) >= number)
    assert rules.missing(states, number=number, must_be_here=False) == (to_name, 0)
    if rules.may_name(states=states, number=number):
        assert to_name > 0


def test_link_ends_with_the_call_its_days_and_the_day_of_a_return():
    closes = NOW + timedelta(days=10)
    known = {"closes_at": closes, "days_after": 5, "returned_until": None, "now": NOW}
    assert rules.holds_until(**known) == closes + timedelta(days=5)
    assert rules.holds_until(**{**known, "days_after": None}) == closes
    late = closes + timedelta(days=20)
    assert rules.holds_until(**{**known, "returned_until": late}) == late
    assert rules.holds_until(**{**known, "closes_at": None}) == NOW + timedelta(days=60)
    assert rules.deleted_on(last=date(2027, 1, 1), days=90, now=NOW) == date(2027, 4, 1)


def test_mail_that_does_not_go_out_is_tried_less_and_less_often_and_then_not_any_more():
    waits = [rules.due_again(tries, NOW) for tries in range(1, 10)]
    assert waits[0] == NOW + timedelta(minutes=10)
    assert waits[7:] == [None, None]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call():
    return make_open_call(documents=[], referees=ASKED)


def ask(draft, email="ana@example.org", **more):
    known = {"name": "Ana Referee", "relation": "led my department", "language": "en", **more}
    return services.ask_referee(application_id=draft.pk, email=email, by=draft.applicant, now=NOW, **known)


def token_of(row) -> str:
    services.mail_referees(now=NOW)
    found = [sent for sent in mail.outbox if sent.to == [row.email]]
    return re.findall(r"/referee/([^/\s]+)/", found[-1].body)[0]


def received(draft, text="Led the archives for ten years.", **more):
    row = ask(draft, **more)
    services.give_letter(token=token_of(row), text=text, now=NOW)
    row.refresh_from_db()
    return row


@pytest.mark.django_db
def test_referee_is_written_to_once_with_a_link_that_stands_nowhere_else(call):
    draft = make_draft(call)
    row = ask(draft, language="ko")
    token = token_of(row)
    assert services.mail_referees(now=NOW) == 0
    row.refresh_from_db()
    assert row.token_digest == services.digest_of(token)
    assert services.referee_of(token, NOW).pk == row.pk
    assert not Letter.objects.filter(text__contains=token).exists()
    assert not [entry for entry in Entry.objects.all() if token in str(entry.facts)]


@pytest.mark.django_db
def test_same_address_is_asked_once_and_no_more_than_the_call_wants(call):
    draft = make_draft(call)
    assert ask(draft).pk == ask(draft, email="ANA@example.org ").pk
    with pytest.raises(services.Refused):
        ask(draft, email=draft.applicant.email)
    ask(draft, email="ben@example.org")
    with pytest.raises(services.Refused):
        ask(draft, email="cas@example.org")
    services.replace_referee(referee_id=draft.referees.first().pk, by=draft.applicant, now=NOW)
    ask(draft, email="cas@example.org")
    stranger = make_person()
    with pytest.raises(services.NotYours):
        services.replace_referee(referee_id=draft.referees.last().pk, by=stranger, now=NOW)


@pytest.mark.django_db
def test_reminder_brings_a_new_link_after_three_days_and_ends_the_old(call):
    draft = make_draft(call)
    row = ask(draft)
    old = token_of(row)
    with pytest.raises(services.Refused):
        services.remind_referee(referee_id=row.pk, by=draft.applicant, now=NOW + timedelta(days=2))
    later = NOW + timedelta(days=3)
    services.remind_referee(referee_id=row.pk, by=draft.applicant, now=later)
    assert services.mail_referees(now=later) == 1
    with pytest.raises(services.RefereeLinkOver):
        services.referee_of(old, later)


@pytest.mark.django_db
def test_letter_is_taken_once_and_the_second_click_is_thanked(call):
    draft = make_draft(call)
    row = ask(draft)
    url = reverse("applications:referee", args=[token_of(row)])
    referee = Client()
    shown = referee.get(url).content.decode()
    assert f"A letter about {draft.applicant.name}" in shown
    assert "What have they led?" in shown
    assert referee.post(url, {"text": "  "}).status_code == 422
    for _click in range(2):
        gone = referee.post(url, {"text": "Led the archives."}, follow=True)
        assert "We have your letter" in gone.content.decode()
    row.refresh_from_db()
    assert (row.state, services.letter_text(row)) == ("received", "Led the archives.")
    assert Client().get(url).status_code == 410
    assert (
        "no longer works" in Client().get(reverse("applications:referee", args=["x" * 43])).content.decode()
    )


@pytest.mark.django_db
def test_referee_declines_and_the_applicant_is_told(call):
    draft = make_draft(call)
    row = ask(draft)
    url = reverse("applications:referee", args=[token_of(row)])
    Client().post(url, {"decline": "1"})
    row.refresh_from_db()
    assert row.state == "declined"
    told = Letter.objects.get(template_key__endswith=":referee-declined")
    assert told.to == draft.applicant
    assert "Ana Referee" in told.text
    with pytest.raises(services.Refused):
        ask(draft)


@pytest.mark.django_db
def test_link_dies_with_its_day_and_with_the_application(call):
    draft = make_draft(call)
    token = token_of(ask(draft))
    services.referee_of(token, call.closes_at)
    with pytest.raises(services.RefereeLinkOver):
        services.referee_of(token, call.closes_at + timedelta(seconds=1))
    services.withdraw_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    with pytest.raises(services.RefereeLinkOver):
        services.give_letter(token=token, text="Late", now=NOW)


@pytest.mark.django_db
def test_application_waits_for_its_letters_or_only_for_the_asking(call):
    draft = make_draft(call)
    received(draft)
    second = ask(draft, email="ben@example.org")
    with pytest.raises(services.ApplicationIncomplete) as refusal:
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    assert [(what, where) for what, _said, where in refusal.value.missing] == [
        ("Letters of referees", "referees")
    ]
    services.give_letter(token=token_of(second), text="Yes.", now=NOW)
    services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    patient = make_open_call(
        "other-2027", documents=[], referees={**ASKED, "number": 1, "days_after_closing": 7}
    )
    other = make_draft(patient, "seoul")
    row = ask(other)
    token = token_of(row)
    services.submit_application(application_id=other.pk, by=other.applicant, now=NOW)
    after = patient.closes_at + timedelta(days=6)
    assert services.give_letter(token=token, text="In time.", now=after).state == "received"


@pytest.mark.django_db
def test_applicant_sees_how_it_stands_and_never_what_it_says(client_as, call):
    draft = make_draft(call)
    row = received(draft)
    client = client_as(draft.applicant)
    shown = page(client, "applications:referees", draft.uid)
    assert "<h1>1 of 2 letters are here</h1>" in shown
    assert "archives" not in shown
    assert "Name 1 more." in page(client, "applications:send", draft.uid)
    for name in ("referee_letter", "referee_file"):
        assert client.get(reverse(f"applications:{name}", args=[row.uid])).status_code == 404
    assert not scope.visible(draft.applicant, Referee.objects.all()).exists()
    assert "archives" not in str(selectors.export_of(draft.applicant))
    said = {"name": "Ben", "email": "ben@example.org", "relation": "my mayor", "language": "ar"}
    client.post(reverse("applications:referees", args=[draft.uid]), said)
    assert draft.referees.get(email="ben@example.org").language == "ar"
    assert client_as(make_person()).get(reverse("applications:referees", args=[draft.uid])).status_code == 404


def judged(call):
    """Return a sent application with a letter and a file, an officer, and a reader's sheet of it."""
    draft, officer = make_draft(call), make_person("programme_officer")
    row = ask(draft)
    services.give_letter(
        token=token_of(row), text=f"{draft.applicant.name} and I, Ana Referee.", upload=picture(), now=NOW
    )
    services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
    services.endorse(application_id=draft.pk, by=coordinator_of("bucharest"), now=NOW)
    services.screen(application_id=draft.pk, eligible=True, by=officer, now=NOW)
    reader = make_person("reviewer")
    services.seat_reader(call_id=call.pk, person=reader, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    row.refresh_from_db()
    return row, officer, reader


@pytest.mark.django_db
def test_office_and_readers_read_the_letter_and_each_opening_is_logged(client_as):
    one = {**ASKED, "number": 1}
    row, officer, reader = judged(make_open_call(documents=[], referees=one, reviews_per_application=1))
    shown = page(client_as(officer), "applications:referee_letter", row.uid)
    assert "and I, Ana Referee." in shown
    assert "Letters of referees" in page(
        client_as(officer), "applications_office:application", row.application.uid
    )
    sheet = page(client_as(reader), "applications:review", row.application.reviews.get().uid)
    assert "Ana Referee, led my department" in sheet
    assert row.application.applicant.name not in sheet
    assert client_as(reader).get(reverse("applications:referee_file", args=[row.uid])).status_code == 200
    assert client_as(reader).get(reverse("applications:referee_letter", args=[row.uid])).status_code == 404
    assert (
        client_as(make_person("reviewer"))
        .get(reverse("applications:referee_file", args=[row.uid]))
        .status_code
        == 404
    )
    assert Entry.objects.filter(act="referee.open").count() == 2


@pytest.mark.django_db
def test_blind_review_hides_who_wrote_and_what_is_on_paper(client_as):
    one = {**ASKED, "number": 1}
    blind = make_open_call(
        documents=[], referees=one, reviews_per_application=1, hidden_from_readers=["name", "city"]
    )
    row, _officer, reader = judged(blind)
    sheet = page(client_as(reader), "applications:review", row.application.reviews.get().uid)
    assert "Ana Referee" not in sheet
    assert "▇▇▇ and I, ▇▇▇." in sheet
    assert "closed to readers of this call" in sheet
    assert client_as(reader).get(reverse("applications:referee_file", args=[row.uid])).status_code == 404


@pytest.mark.django_db
def test_erasing_the_applicant_and_the_day_take_name_and_letter(call):
    draft, officer = make_draft(call), make_person("administrator")
    row = ask(draft)
    token = token_of(row)
    services.give_letter(
        token=token, text="Words", upload=SimpleUploadedFile("a.png", picture().read()), now=NOW
    )
    ask(draft, email="ben@example.org")
    assert StoredFile.objects.filter(purpose="referee_letter").count() == 1
    erased = services.erase_applicant(person=draft.applicant, by=officer, now=NOW)
    assert erased.referees == 2
    assert not StoredFile.objects.filter(purpose="referee_letter").exists()
    row.refresh_from_db()
    assert (row.name, row.email, services.letter_text(row)) == ("", "", "")
    assert services.erase_applicant(person=draft.applicant, by=officer, now=NOW).referees == 0
    other = received(make_draft(call, "seoul"))
    assert services.forget_referees(now=NOW) == 0
    assert services.forget_referees(now=NOW + timedelta(days=1500)) == 1
    other.refresh_from_db()
    assert other.email == ""
