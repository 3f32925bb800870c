"""Hours, invitations, bookings, how interviews went, and what they count: on both databases."""

from datetime import date, time, timedelta

import icalendar
import pytest
from django.db import IntegrityError, transaction

from hansa.applications import services
from hansa.applications.models import (
    ConflictDeclaration,
    Interview,
    InterviewSheet,
    InterviewSlot,
    InterviewWindow,
    PanelSeat,
    StateChange,
)
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_hours, interview_letters, interview_scores, interviewing
from hansa.applications.services.interview_refusals import (
    BookingOver,
    ChangeOver,
    HoursRefused,
    InterviewMoved,
    NoHours,
    ScoresSent,
    TimeTaken,
    TooEarly,
)
from hansa.foundation.audit.models import Entry
from tests.conftest import NOW
from tests.factories.applications import coordinator_of, make_judged, make_open_call, make_person
from tests.factories.interviews import NINE, book, make_booked, make_hours, make_invited

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

SCORES = {"motive": 8, "use": 6}


def test_hours_are_cut_and_nobody_else_may_lay_them(call, officer, judged, letters):
    window = make_hours(call, officer, at_once=2)
    starts = InterviewSlot.objects.filter(window=window).values_list("starts_at", "table")
    assert starts.count() == 10
    assert starts[0] == (NINE, 1)
    assert [letter.to_id for letter in letters("interview-panel")] == sorted(
        window.interviewers.values_list("pk", flat=True)
    )
    with pytest.raises(services.NotYours):
        make_hours(call, make_person("reviewer"))


@pytest.mark.parametrize(
    "said",
    [
        {"day": date(2026, 12, 24)},
        {"ends": time(9, 10)},
        {"link": ""},
        {"way": "in_person"},
        {"way": "by pigeon"},
        {"at_once": 3},
        {"interviewers": []},
    ],
)
def test_hours_that_make_no_sense_are_refused(call, officer, judged, said):
    with pytest.raises(HoursRefused) as refused:
        make_hours(call, officer, **said)
    assert refused.value.reason
    assert not InterviewWindow.objects.exists()


def test_interviewers_come_from_the_panel_and_sit_in_one_place(call, officer, window):
    with pytest.raises(HoursRefused, match="panel"):
        make_hours(call, officer, interviewers=[make_person("reviewer").pk])
    with pytest.raises(HoursRefused, match="Already holding"):
        make_hours(call, officer, starts=time(10, 30), ends=time(12))
    other = make_open_call("champions-2027")
    seat = PanelSeat.objects.filter(call=call).first()
    services.seat_reader(call_id=other.pk, person=seat.person, by=officer, now=NOW)
    with pytest.raises(HoursRefused, match="Already holding"):
        make_hours(other, officer, interviewers=[seat.person_id])
    assert make_hours(call, officer, starts=time(11), ends=time(12))


def test_invited_applicant_gets_one_letter_and_keeps_their_day(judged, officer, window, letters):
    first = make_invited(judged[0], officer)
    again = make_invited(judged[0], officer, book_by=NOW + timedelta(days=9))
    assert (again.pk, again.book_by) == (first.pk, first.book_by)
    [letter] = letters("interview-invitation")
    assert letter.to == judged[0].applicant
    judged[0].call.refresh_from_db()
    assert judged[0].call.state == "open"  # a call that runs on does not turn back
    assert StateChange.objects.filter(act="interview_invite", to="interview_invited").count() == 1


def test_nobody_is_invited_without_hours_to_choose_from(judged, officer):
    with pytest.raises(NoHours):
        make_invited(judged[0], officer)


def test_booked_time_is_taken_and_the_letter_says_it_by_both_clocks(judged, officer, window, letters):
    judged[0].applicant.time_zone = "America/New_York"
    judged[0].applicant.save()
    interview = make_booked(judged[0], officer, window)
    assert (interview.state, interview.starts_at, interview.sequence) == ("scheduled", NINE, 0)
    assert interview.sheets.count() == 2
    [letter] = letters("interview-booked")
    assert "16 December 2026, 09:00 in Seoul (by your clock 15 December 2026, 19:00)" in letter.text
    make_invited(judged[1], officer)
    assert NINE not in [one.starts_at for one in reads.times_open(judged[1], NOW)]
    with pytest.raises(TimeTaken):
        book(judged[1], window)


def test_two_at_once_have_different_interviewers(call, judged, officer):
    window = make_hours(call, officer, at_once=2)
    one, other = (make_booked(application, officer, window) for application in judged)
    assert one.starts_at == other.starts_at
    assert one.slot.table != other.slot.table
    people = InterviewSheet.objects.filter(starts_at=one.starts_at).values_list("interviewer", flat=True)
    assert len(set(people)) == len(people) == 2


def test_database_refuses_what_services_would_not_do(judged, officer, window):
    one = make_booked(judged[0], officer, window)
    other = make_invited(judged[1], officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=other.pk).update(slot=one.slot, state="scheduled")
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.create(application=judged[0], book_by=NOW, invited_at=NOW)
    sheet = one.sheets.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewSheet.objects.create(
            interview=other, interviewer=sheet.interviewer, starts_at=sheet.starts_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=one.pk).update(slot=None)


def test_interviewer_with_a_conflict_stays_out(call, judged, officer, window):
    city, declared = PanelSeat.objects.filter(call=call).order_by("pk")
    PanelSeat.objects.filter(pk=city.pk).update(member=judged[0].member)
    make_invited(judged[0], officer)
    assert {one.interviewers for one in reads.times_open(judged[0], NOW)} == {(declared.person_id,)}
    ConflictDeclaration.objects.create(application=judged[0], person=declared.person, declared_at=NOW)
    assert reads.times_open(judged[0], NOW) == []
    with pytest.raises(TimeTaken):
        book(judged[0], window)
    assert reads.times_open(judged[1], NOW)


def test_interviewer_of_the_same_institution_or_speaking_for_the_city_stays_out(
    call, judged, officer, window
):
    first, second = PanelSeat.objects.filter(call=call).order_by("pk")
    PanelSeat.objects.filter(pk=first.pk).update(institution=str(judged[0].member.name["en"]).upper())
    speaker = coordinator_of("barcelona")
    assert first.person_id in reads.barred_from(judged[0])
    assert second.person_id not in reads.barred_from(judged[0])
    assert {speaker.pk, judged[1].applicant_id} <= reads.barred_from(judged[1])


def test_another_time_frees_the_first_and_calendars_hear_of_it(judged, officer, window, letters):
    make_booked(judged[0], officer, window)
    interview = book(judged[0], window, 2)
    assert (interview.sequence, interview.starts_at) == (1, NINE + timedelta(minutes=50))
    make_invited(judged[1], officer)
    assert NINE in [one.starts_at for one in reads.times_open(judged[1], NOW)]
    assert len(letters("interview-booked")) == 2
    assert book(judged[0], window, 2).sequence == 1


def test_time_can_be_changed_and_given_back_until_a_day_before(judged, officer, window):
    make_booked(judged[0], officer, window)
    known = {"application_id": judged[0].pk, "by": judged[0].applicant}
    late = NINE - timedelta(hours=23)
    with pytest.raises(ChangeOver):
        interviewing.give_back(**known, now=late)
    with pytest.raises(ChangeOver):
        book(judged[0], window, 1, now=late)
    given = interviewing.give_back(**known, now=NINE - timedelta(days=1))
    assert (given.state, given.slot, given.sequence) == ("invited", None, 1)
    assert given.book_by > NINE
    assert not InterviewSheet.objects.exists()
    assert book(judged[0], window, 1, now=NINE - timedelta(hours=20)).state == "scheduled"


def test_calendar_is_told_under_one_name(judged, officer, window):
    interview = make_booked(judged[0], officer, window)
    person = judged[0].applicant

    def told(interview):
        file = interview_letters.calendar_file(interview, person, url="https://hansa.example/i/", now=NOW)
        calendar = icalendar.Calendar.from_ical(file)
        [event] = calendar.walk("VEVENT")
        return calendar, event

    calendar, first = told(interview)
    assert calendar["METHOD"] == "REQUEST"
    assert first.decoded("DTSTART") == NINE
    assert first.decoded("DTEND") - first.decoded("DTSTART") == timedelta(minutes=20)
    assert person.email in first["ATTENDEE"]
    calendar, moved = told(book(judged[0], window, 1))
    assert (moved["UID"], moved["SEQUENCE"]) == (first["UID"], 1)
    given = interviewing.give_back(application_id=judged[0].pk, by=person, now=NOW)
    calendar, gone = told(given)
    assert (calendar["METHOD"], gone["STATUS"], gone["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert gone["UID"] == first["UID"]


def test_booking_ends_on_its_day_and_is_ones_own(judged, officer, window):
    make_invited(judged[0], officer)
    with pytest.raises(BookingOver):
        book(judged[0], window, now=NOW + timedelta(days=4))
    with pytest.raises(services.NotYours):
        book(judged[0], window, by=judged[1].applicant)
    with pytest.raises(InterviewMoved):
        book(judged[1], window)


def test_officer_frees_a_time_with_a_reason(judged, officer, window, letters):
    interview = make_booked(judged[0], officer, window)
    with pytest.raises(services.ReasonMissing):
        interviewing.free(interview_id=interview.pk, reason=" ", by=officer, now=NOW)
    freed = interviewing.free(
        interview_id=interview.pk, reason="The interviewer is ill.", by=officer, now=NOW
    )
    assert (freed.state, freed.slot) == ("invited", None)
    assert "The interviewer is ill." in letters("interview-cancelled")[0].text
    book(judged[0], window)
    with pytest.raises(HoursRefused):
        interview_hours.take_hours_away(window_id=window.pk, by=officer, now=NOW)


def test_withdrawn_application_frees_the_time(judged, officer, window):
    interview = make_booked(judged[0], officer, window)
    services.withdraw_application(application_id=judged[0].pk, by=judged[0].applicant, now=NOW)
    interview.refresh_from_db()
    assert (interview.state, interview.slot_id) == ("called_off", None)
    interview_hours.take_hours_away(window_id=window.pk, by=officer, now=NOW)
    assert not InterviewSlot.objects.exists()


def test_no_show_is_said_after_the_beginning_and_undone(judged, officer, window):
    interview = make_booked(judged[0], officer, window)
    interviewer = interview.sheets.first().interviewer
    known = {"interview_id": interview.pk, "by": interviewer}
    with pytest.raises(TooEarly):
        interviewing.record_no_show(**known, now=NINE + timedelta(minutes=5))
    with pytest.raises(services.NotYours):
        interviewing.record_no_show(interview_id=interview.pk, by=make_person("reviewer"), now=NINE)
    late = NINE + timedelta(minutes=15)
    assert interviewing.record_no_show(**known, now=late).state == "no_show"
    assert interviewing.record_no_show(**known, now=late).state == "no_show"
    assert interviewing.undo_no_show(**known, now=late).state == "scheduled"
    acts = StateChange.objects.filter(application=judged[0], act__startswith="interview_")
    assert list(acts.values_list("act", flat=True))[-2:] == ["interview_miss", "interview_undo_miss"]


def test_whoever_did_not_come_can_be_invited_again(judged, officer, window, letters):
    interview = make_booked(judged[0], officer, window)
    late = NINE + timedelta(minutes=15)
    interviewing.record_no_show(interview_id=interview.pk, by=officer, now=late)
    early = NINE - timedelta(hours=3)
    again = make_invited(judged[0], officer, book_by=NINE, now=early)
    assert (again.state, again.slot, again.booked_at) == ("invited", None, None)
    assert len(letters("interview-invitation")) == 2


def test_phone_is_noted_with_its_reason(judged, officer, window):
    interview = make_booked(judged[0], officer, window)
    known = {"interview_id": interview.pk, "by": officer, "now": NINE + timedelta(minutes=1)}
    held = interviewing.record_held(**known, phone_reason="The picture froze.")
    assert (held.state, held.by_phone, held.phone_reason) == ("held", True, "The picture froze.")
    assert Entry.objects.filter(act="interview.phone").count() == 1
    with pytest.raises(InterviewMoved):
        interviewing.record_no_show(interview_id=interview.pk, by=officer, now=NINE + timedelta(hours=1))


def test_scores_are_kept_sent_once_and_hold_the_interview(judged, officer, window):
    interview = make_booked(judged[0], officer, window)
    sheet = interview.sheets.first()
    known = {"sheet_id": sheet.pk, "scores": SCORES, "comment": "Clear.", "by": sheet.interviewer}
    interview_scores.save_sheet(**known, revision=0, now=NOW)
    with pytest.raises(interview_scores.SheetMoved):
        interview_scores.save_sheet(**{**known, "comment": "Vague."}, revision=0, now=NOW)
    with pytest.raises(TooEarly):
        interview_scores.send_sheet(**known, now=NOW)
    sent = interview_scores.send_sheet(**known, now=NINE)
    assert (sent.state, sent.total) == ("sent", 2 * 8 + 3 * 6)
    interview.refresh_from_db()
    assert interview.state == "held"
    assert interview_scores.send_sheet(**known, now=NINE).revision == sent.revision
    with pytest.raises(ScoresSent):
        interview_scores.save_sheet(**{**known, "comment": "More."}, revision=2, now=NINE)


def test_merit_holds_interviews_as_the_call_says(officer):
    interviews = {
        "opens_on": "2026-12-16", "closes_on": "2026-12-20", "time_zone": "Asia/Seoul", "rubric": "rubric", "weight": 50,
    }  # fmt: skip
    call = make_open_call(interviews=interviews)
    judged = make_judged(call, ["bucharest", "barcelona"], officer)
    window = make_hours(call, officer)
    first = make_booked(judged[0], officer, window)
    make_booked(judged[1], officer, window, 1)
    with pytest.raises(services.ReviewsMissing) as missing:
        services.run_selection(call_id=call.pk, by=officer, now=NOW)
    assert missing.value.numbers == tuple(sorted(one.number for one in judged))
    interviewing.record_no_show(interview_id=first.pk, by=officer, now=NINE + timedelta(hours=1))
    for sheet in InterviewSheet.objects.filter(interview__application=judged[1]):
        interview_scores.send_sheet(
            sheet_id=sheet.pk, scores=SCORES, comment="", by=sheet.interviewer, now=NINE + timedelta(hours=1)
        )
    run = services.run_selection(call_id=call.pk, by=officer, now=NINE + timedelta(days=5), places=1)
    merits = {row["id"]: row["merit"] for row in run.candidates}
    read = {one.number: sum(one.reviews.values_list("total", flat=True)) for one in judged}
    assert merits == {
        judged[0].number: read[judged[0].number],
        judged[1].number: read[judged[1].number] + 2 * 34,
    }
