"""What two accounts of one person hold, kind by kind: nothing of either is lost, and nothing counts twice."""

from datetime import timedelta

import pytest

from hansa.accounts.services import MergeBlocked, merge_people, plan_merge
from hansa.applications.enums import SheetState
from hansa.applications.models import InterviewSheet, InterviewWindow, PanelSeat
from hansa.applications.services import interview_scores
from hansa.credentials.enums import ClaimState, CredentialState
from hansa.credentials.models import Claim, Credential
from hansa.events.models import Attendance, Registration
from hansa.events.services import record_attendance
from hansa.foundation.audit.services import first_broken_entry
from hansa.messaging.models import Letter
from hansa.messaging.services.enclosing import Enclosed, enclosed_in
from hansa.network.models import Coordinator
from hansa.questionnaires.models import Response
from hansa.questionnaires.services import save_draft, submit
from tests.factories.applications import make_judged, make_open_call
from tests.factories.credentials import achievement, issued
from tests.factories.events import event, registration
from tests.factories.interviews import make_booked, make_hours
from tests.factories.messaging import letter
from tests.factories.network import make_coordinator
from tests.factories.questionnaires import GOOD_ANSWERS as ANSWERS
from tests.factories.questionnaires import make_questionnaire

pytestmark = pytest.mark.database_service

SCORES = {"motive": 8, "use": 6}


@pytest.fixture
def officer(person_with):
    return person_with("administrator")


@pytest.fixture
def pair(person_with):
    return person_with(name="Maria Serra"), person_with(name="SERRA, María")


def merge(keep, gone, by, now):
    return merge_people(keep_id=keep.pk, gone_id=gone.pk, by=by, now=now, reason="She wrote from both.")


# Events


def test_of_two_seats_at_an_event_one_stays_and_the_other_goes_to_whoever_waits(
    pair, officer, person_with, now
):
    workshop = event(capacity=2)
    _mine, other = (registration(workshop, person, now) for person in pair)
    waits = registration(workshop, person_with(), now)
    assert waits.state == "waiting"
    record_attendance(registration_id=other.pk, by=officer, now=now)
    assert any("Workshop" in str(one.title) for one in plan_merge(keep=pair[0], gone=pair[1]).collisions)
    merge(*pair, officer, now + timedelta(hours=1))
    rows = {row.person_id: row.state for row in Registration.objects.all()}
    assert rows == {pair[0].pk: "confirmed", waits.person_id: "confirmed"}
    # Whoever was there was there, with whichever account.
    assert Attendance.objects.get(undone_at=None).registration.person == pair[0]


def test_a_registration_of_the_other_account_alone_goes_over(pair, officer, now):
    registration(event(), pair[1], now)
    merge(*pair, officer, now)
    assert Registration.objects.get().person == pair[0]


# Interviews


@pytest.fixture
def panel(officer):
    """Return two interviewers and their two sheets of one interview that is over."""
    call = make_open_call()
    [application] = make_judged(call, ["bucharest"], officer)
    interview = make_booked(application, officer, make_hours(call, officer))
    sheets = list(InterviewSheet.objects.filter(interview=interview).order_by("interviewer_id"))
    assert len(sheets) == 2
    return [sheet.interviewer for sheet in sheets], sheets


def test_of_two_chairs_in_one_interview_the_sheet_that_came_further_counts(panel, officer):
    people, sheets = panel
    later = sheets[1].starts_at + timedelta(minutes=30)
    interview_scores.send_sheet(sheet_id=sheets[1].pk, scores=SCORES, comment="", by=people[1], now=later)
    merge(*people, officer, later)
    sheet = InterviewSheet.objects.get()
    assert (sheet.interviewer, sheet.state, sheet.scores) == (people[0], SheetState.SENT, SCORES)
    assert PanelSeat.objects.filter(ended_at=None).count() == 1
    assert list(InterviewWindow.objects.get().interviewers.all()) == [people[0]]


def test_nobody_is_made_to_have_held_two_interviews_at_once(panel, officer):
    people, sheets = panel
    call = make_open_call("champions-2027")
    [application] = make_judged(call, ["seoul"], officer)
    other = make_booked(application, officer, make_hours(call, officer))
    chair = InterviewSheet.objects.filter(interview=other).first()
    # One chair in each of two interviews that were at one time.
    sheets[1].delete()
    for sheet in (sheets[0], chair):
        later = sheet.starts_at + timedelta(minutes=30)
        interview_scores.send_sheet(
            sheet_id=sheet.pk, scores=SCORES, comment="", by=sheet.interviewer, now=later
        )
    with pytest.raises(MergeBlocked):
        merge(people[0], chair.interviewer, officer, later)
    assert InterviewSheet.objects.filter(state=SheetState.SENT).count() == 2


# Letters


def test_letters_go_over_with_what_is_sealed_in_them(pair, officer, now):
    first = letter(pair[0], now, key="one")
    second = letter(pair[1], now, key="two", enclosed=[Enclosed("ticket.txt", "text/plain", b"row 7")])
    merge(*pair, officer, now)
    held = Letter.objects.filter(key__in=("one", "two"))
    assert {row.to for row in held} == {pair[0]}
    assert {row.address for row in held} == {first.address, second.address}
    assert [one.content for one in enclosed_in(Letter.objects.get(key="two"))] == [b"row 7"]


# Credentials


def test_certificates_stay_as_they_were_signed_and_have_one_holder(pair, officer, now):
    key = achievement(now=now).key
    own = issued(pair[0], now=now, achievement_key=key)
    other = issued(pair[1], now=now, achievement_key=key, key=f"{key}:{pair[1].uid}")
    signed = {row.pk: row.document for row in Credential.objects.all()}
    merge(*pair, officer, now)
    rows = Credential.objects.filter(pk__in=(own.pk, other.pk))
    assert {row.holder for row in rows} == {pair[0]}
    assert {row.state for row in rows} == {CredentialState.ISSUED}
    assert {row.pk: row.document for row in rows} == signed
    assert Credential.objects.get(pk=other.pk).key == f"{key}:{pair[0].uid}"


def test_of_two_requests_for_one_certificate_one_counts(pair, officer, now):
    asked = achievement(now=now)
    for person in pair:
        Claim.objects.create(achievement=asked, holder=person, requested_at=now)
    merge(*pair, officer, now)
    rows = Claim.objects.order_by("pk")
    assert {row.holder for row in rows} == {pair[0]}
    assert [row.state for row in rows] == [ClaimState.REQUESTED, ClaimState.REFUSED]


# Answers and cities


def test_of_two_answers_on_one_subject_what_was_sent_stays(pair, officer, now):
    name = make_questionnaire().key
    for person, subject in ((pair[0], "both"), (pair[1], "both"), (pair[1], "own")):
        save_draft(
            questionnaire_key=name, respondent=person, subject=subject, answers=ANSWERS, revision=0, now=now
        )
    submit(questionnaire_key=name, respondent=pair[1], subject="both", now=now)
    merge(*pair, officer, now)
    rows = dict(Response.objects.values_list("subject", "state"))
    assert rows == {"both": "submitted", "own": "draft"}
    assert set(Response.objects.values_list("respondent", flat=True)) == {pair[0].pk}


def test_one_person_speaks_for_a_city_once(pair, officer, now):
    for person, city in ((pair[0], "bucharest"), (pair[1], "bucharest"), (pair[1], "seoul")):
        make_coordinator(person, city)
    merge(*pair, officer, now)
    spoken = Coordinator.objects.filter(ended_at=None).values_list("person", "member__key")
    assert sorted(spoken) == [(pair[0].pk, "bucharest"), (pair[0].pk, "seoul")]
    assert first_broken_entry() is None
