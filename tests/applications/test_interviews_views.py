"""An applicant's, an interviewer's and the office's pages of interviews: what they show, to whom, and how dearly."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from hansa.applications import selectors, services
from hansa.applications.models import Interview, InterviewSheet, InterviewSlot, InterviewWindow, PanelSeat
from hansa.applications.office.interview_acts import INVITE
from hansa.applications.services.story import story_of
from hansa.foundation import clock
from hansa.foundation.office.lists import Asked
from hansa.messaging.models import Letter
from tests.conftest import NOW
from tests.factories.applications import make_eligible, make_judged, make_open_call, make_person
from tests.factories.interviews import NINE, make_booked, make_hours, make_invited

pytestmark = pytest.mark.django_db

SLUG = "nia-2027"


@pytest.fixture
def officer(db):
    return make_person("programme_officer", name="Officer")


@pytest.fixture
def call(db):
    return make_open_call(SLUG)


@pytest.fixture
def judged(call, officer):
    rows = make_judged(call, ["bucharest", "barcelona"], officer)
    rows[0].applicant.time_zone = "America/New_York"
    rows[0].applicant.save()
    return rows


@pytest.fixture
def window(call, officer, judged):
    return make_hours(call, officer)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Pages are looked at when the tests take place."""
    at(monkeypatch, NOW)


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


def office(name, *more):
    return reverse(f"applications_office:{name}", args=[SLUG, *more])


def own(application, name="interview"):
    return reverse(f"applications:{name}", args=[application.uid])


def test_applicant_chooses_a_time_by_both_clocks(judged, officer, window, client_as):
    make_invited(judged[0], officer)
    client = client_as(judged[0].applicant)
    page = client.get(own(judged[0])).content.decode()
    assert "Tuesday, 15 December 2026" in page
    assert "<b>19:00</b><small>09:00 in Seoul, 16 Dec</small>" in page
    assert (
        "Choose a time"
        in client.get(reverse("applications:application", args=[judged[0].uid])).content.decode()
    )
    assert "Choose a time for your interview" in client.get(reverse("portal:my")).content.decode()
    answer = client.post(
        own(judged[0], "interview_book"), {"time": f"{window.uid} {NINE.isoformat()}"}, follow=True
    )
    page = answer.content.decode()
    assert "Your interview is on 15\N{NO-BREAK SPACE}December 2026, 19:00 in New York." in page
    assert "Wednesday, 16 December 2026, 09:00" in page
    assert "https://meet.example.org/seoul" in page
    file = client.get(own(judged[0], "interview_calendar"))
    assert file["Content-Type"].startswith("text/calendar")
    assert icalendar.Calendar.from_ical(file.content).walk("VEVENT")[0].decoded("DTSTART") == NINE
    client.post(own(judged[0], "interview_give_back"))
    assert Interview.objects.get().state == "invited"


@pytest.mark.parametrize(
    "time", ["", "nonsense", "x 2026", "{uid} 2026-12-16T00:00:00", "{uid} 2026-12-17T00:00:00+00:00"]
)
def test_time_that_is_none_is_refused_in_words(judged, officer, window, client_as, time):
    make_invited(judged[0], officer)
    client = client_as(judged[0].applicant)
    answer = client.post(own(judged[0], "interview_book"), {"time": time.format(uid=window.uid)}, follow=True)
    assert answer.status_code == 200
    assert Interview.objects.get().state == "invited"


def test_interviews_are_no_step_of_somebody_decided_on_without_one(call, judged):
    call.timetable = {"interviews": {"opens_on": "2026-12-14", "closes_on": "2026-12-18"}}
    call.save()
    for row, state, told in ((judged[0], "under_review", True), (judged[1], "offered", False)):
        row.state = state
        row.call = call
        terms = selectors.terms_of(call)
        titles = [step.title for step in story_of(row, terms, NOW).steps]
        assert ("Interviews" in titles) is told, titles


def test_interview_of_somebody_else_is_not_there(judged, officer, window, client_as):
    make_booked(judged[0], officer, window)
    stranger = client_as(judged[1].applicant)
    for name in ("interview", "interview_calendar"):
        assert stranger.get(own(judged[0], name)).status_code == 404
    for name in ("interview_book", "interview_give_back"):
        assert stranger.post(own(judged[0], name)).status_code == 404
    assert stranger.get(own(judged[1])).status_code == 404
    uid = Interview.objects.get().uid
    assert stranger.get(reverse("applications:interview_sheet", args=[uid])).status_code == 403
    other = client_as(make_person("reviewer"))
    assert other.get(reverse("applications:interview_sheet", args=[uid])).status_code == 404
    assert other.post(reverse("applications:interview_went", args=[uid]), {"act": "held"}).status_code == 404
    assert Interview.objects.get().state == "scheduled"


def test_interviewer_scores_and_says_how_it_went(judged, officer, window, client_as, monkeypatch):
    interview = make_booked(judged[0], officer, window)
    one, other = InterviewSheet.objects.order_by("pk")
    client = client_as(one.interviewer)
    sheet = reverse("applications:interview_sheet", args=[interview.uid])
    assert "You hold" not in client.get(reverse("applications:interviews")).content.decode()
    draft = client.post(sheet, {"revision": 0, "a-motive": "7"}, headers={"X-Autosave": "1"})
    assert draft.json() == {"revision": 1}
    assert (
        client.post(sheet, {"revision": 0, "a-motive": "3"}, headers={"X-Autosave": "1"}).status_code == 409
    )
    at(monkeypatch, NINE + timedelta(minutes=12))
    assert "You hold 1 interview today" in client.get(reverse("applications:interviews")).content.decode()
    went = reverse("applications:interview_went", args=[interview.uid])
    client.post(went, {"act": "missed"})
    assert Interview.objects.get().state == "no_show"
    client.post(went, {"act": "undo"})
    client.post(went, {"act": "phone"})
    assert Interview.objects.get().state == "scheduled"  # a reason is asked for
    client.post(went, {"act": "phone", "reason": "The line broke."})
    held = Interview.objects.get()
    assert (held.state, held.by_phone) == ("held", True)
    client.post(sheet, {"revision": 1, "a-motive": "7", "a-use": "9", "send": "1"})
    one.refresh_from_db()
    assert (one.state, one.total) == ("sent", 41)
    page = client_as(other.interviewer).get(sheet).content.decode()
    # What is read, not what stands in addresses, where chance may write the same digits.
    assert "41" not in strip_tags(page.partition("<main")[2])


def test_office_lays_hours_and_invites_after_a_preview(call, judged, officer, client_as):
    client = client_as(officer)
    people = [seat.person_id for seat in PanelSeat.objects.filter(call=call)]
    said = {
        "day": "2026-12-16", "starts": "09:00", "ends": "10:00", "minutes": "20", "pause": "0", "at_once": "1",
        "interviewers": people, "way": "video", "link": "",
    }  # fmt: skip
    refused = client.post(office("interview_lay"), said)
    assert refused.status_code == 422
    assert "Give the link" in refused.content.decode()
    client.post(office("interview_lay"), {**said, "link": "https://meet.example.org/a"})
    assert InterviewSlot.objects.count() == 3
    preview = client.get(office("interview_invite")).content.decode()
    assert "Invite 2 applicants to an interview" in preview
    assert "2 letters go out now" in preview
    assert not Interview.objects.exists()
    client.post(office("interview_invite"), {"book_by": "2026-11-25", "applications": [judged[0].pk]})
    assert Interview.objects.get().application == judged[0]
    assert Letter.objects.filter(template_key__endswith=":interview-invitation").count() == 1
    plan = client.get(office("interviews")).content.decode()
    assert "1 applicant has not chosen a time" in plan
    assert (
        "1 applicant has not chosen a time for the interview"
        in client.get(reverse("portal:desk")).content.decode()
    )


def test_office_acts_on_an_interview(judged, officer, window, client_as, monkeypatch):
    interview = make_booked(judged[0], officer, window)
    client = client_as(officer)
    page, act = office("interview", interview.uid), office("interview_act", interview.uid)
    assert "15 December 2026, 19:00 in New York" in client.get(page).content.decode()
    client.post(act, {"act": "free", "reason": ""})
    assert Interview.objects.get().state == "scheduled"
    at(monkeypatch, NINE + timedelta(minutes=15))
    assert "1 interview today" in client.get(office("interviews")).content.decode()
    client.post(act, {"act": "missed"})
    assert Interview.objects.get().state == "no_show"
    client.post(act, {"act": "undo"})
    at(monkeypatch, NOW)
    client.post(act, {"act": "free", "reason": "Ill."})
    assert Interview.objects.get().state == "invited"
    client.post(act, {"act": "call_off", "reason": "Not needed."})
    assert Interview.objects.get().state == "called_off"
    client.post(office("interview_take_away"), {"window": str(window.uid)})
    assert not InterviewWindow.objects.exists()


def test_bulk_act_says_whom_it_leaves_out(judged, officer, window, client_as):
    make_invited(judged[0], officer)
    client = client_as(officer)
    listing = reverse("applications_office:applications")
    assert judged[0].number in client.get(f"{listing}?interview=invited").content.decode()
    assert judged[0].number not in client.get(f"{listing}?interview=none").content.decode()
    asked = Asked(None, officer, "en", NOW)
    plan = INVITE.plan(asked, [str(row.pk) for row in judged])
    assert [key for key, _name in plan.fit] == [str(judged[1].pk)]
    assert "Already invited" in plan.left_out[0][1]
    assert INVITE.do(officer, str(judged[1].pk), NOW, {"book_by": NOW.date() + timedelta(days=2)}) == ""
    assert Interview.objects.count() == 2


def test_office_pages_are_closed_to_others(judged, officer, window, client_as):
    interview = make_booked(judged[0], officer, window)
    for person in (judged[0].applicant, make_person("reviewer")):
        client = client_as(person)
        assert client.get(office("interviews")).status_code == 403
        assert client.get(office("interview", interview.uid)).status_code == 403
        assert client.post(office("interview_act", interview.uid), {"act": "missed"}).status_code == 403
    auditor = client_as(make_person("auditor"))
    assert auditor.get(office("interviews")).status_code == 200
    assert auditor.post(office("interview_lay")).status_code == 403
    regional = client_as(make_person("regional_officer"))
    assert regional.get(office("interviews")).status_code == 404
    assert client_as(officer).get(reverse("applications_office:interviews", args=["none"])).status_code == 404


def test_queries_are_the_same_for_two_and_for_many(call, judged, officer, client_as, queries):
    window = make_hours(call, officer, minutes=5, pause=0)
    make_booked(judged[0], officer, window)
    make_invited(judged[1], officer)

    def costs():
        seen = []
        for client, path in (
            (client_as(judged[1].applicant), own(judged[1])),
            (client_as(officer), office("interviews")),
            (client_as(InterviewSheet.objects.first().interviewer), reverse("applications:interviews")),
        ):
            client.get(path)
            with queries() as asked:
                assert client.get(path).status_code == 200
            seen.append(len(asked))
        return seen

    few = costs()
    more = [make_eligible(call, f"city-{number}", officer=officer) for number in range(6)]
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    for nth, application in enumerate(more, 1):
        make_booked(application, officer, window, nth)
    assert costs() == few
    assert few[0] <= 10
