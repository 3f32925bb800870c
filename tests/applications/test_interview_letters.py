"""The appointment in the mail, another link, and the letters that nobody's hand sends: on both databases."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.models import Interview
from hansa.applications.services import interview_hours, interviewing
from hansa.messaging.services.enclosing import enclosed_in
from tests.conftest import NOW
from tests.factories.applications import make_person
from tests.factories.interviews import LINK, NINE, book, make_booked, make_hours, make_invited

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
OTHER = "https://meet.example.org/other"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def appointment(letter) -> tuple[str, icalendar.Event]:
    """Return the method and the event of the appointment that goes with a letter."""
    [enclosed] = enclosed_in(letter)
    calendar = icalendar.Calendar.from_ical(enclosed.content)
    assert enclosed.content_type == f"text/calendar; method={calendar['method']}"
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


def test_appointment_comes_moves_and_goes_with_the_letters_under_one_name(judged, officer, window, letters):
    make_booked(judged[0], officer, window)
    book(judged[0], window, 2, now=NOW + HOUR)
    interviewing.give_back(application_id=judged[0].pk, by=judged[0].applicant, now=NOW + 2 * HOUR)
    first, second = map(appointment, letters("interview-booked"))
    [third] = map(appointment, letters("interview-cancelled"))
    assert [method for method, _event in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for _method, event in (first, second, third)}) == 1
    assert [int(event["sequence"]) for _method, event in (first, second, third)] == [0, 1, 2]
    attendee = first[1]["attendee"]
    assert str(attendee) == f"mailto:{judged[0].applicant.email}"
    assert attendee.params["partstat"] == "ACCEPTED"
    assert str(first[1]["location"]) == LINK


def test_interview_called_off_after_its_time_was_given_back_is_said(judged, officer, window, letters):
    interview = make_booked(judged[0], officer, window)
    interviewing.give_back(application_id=judged[0].pk, by=judged[0].applicant, now=NOW + HOUR)
    interviewing.call_off(interview_id=interview.pk, reason="No hours left", by=officer, now=NOW + 2 * HOUR)
    assert len(letters("interview-cancelled")) == 2


def test_invited_without_a_time_is_reminded_once_and_not_too_early(judged, officer, window, letters):
    make_invited(judged[0], officer)
    make_booked(judged[1], officer, window)
    assert services.remind(now=NOW + HOUR) == 0
    assert services.remind(now=NOW + 2 * DAY) == 1
    assert services.remind(now=NOW + 2 * DAY + HOUR) == 0
    [letter] = letters("reminder-interview")
    assert letter.to == judged[0].applicant
    assert not enclosed_in(letter)


def test_nobody_is_reminded_of_hours_in_which_nothing_is_free(call, judged, officer, letters):
    window = make_hours(call, officer, minutes=120)
    make_invited(judged[0], officer)
    make_booked(judged[1], officer, window)
    services.remind(now=NOW + 2 * DAY)
    assert not letters("reminder-interview")


def test_whoever_did_not_come_is_written_to_an_hour_later_once(judged, officer, window, letters):
    interview = make_booked(judged[0], officer, window)
    noted = NINE + HOUR
    interviewing.record_no_show(interview_id=interview.pk, by=officer, now=noted)
    services.remind(now=noted + HOUR / 2)
    assert not letters("interview-missed")
    for later in (1, 2, 30):
        services.remind(now=noted + later * HOUR)
    [letter] = letters("interview-missed")
    assert letter.to == judged[0].applicant


def test_no_letter_goes_where_a_no_show_was_taken_back_in_time(judged, officer, window, letters):
    interview = make_booked(judged[0], officer, window)
    interviewing.record_no_show(interview_id=interview.pk, by=officer, now=NINE + HOUR)
    interviewing.undo_no_show(interview_id=interview.pk, by=officer, now=NINE + HOUR)
    services.remind(now=NINE + 3 * HOUR)
    assert not letters("interview-missed")


def test_new_link_reaches_whoever_has_booked_once(judged, officer, window, letters):
    make_booked(judged[0], officer, window)
    make_invited(judged[1], officer)
    said = {"window_id": window.pk, "link": OTHER, "now": NOW + HOUR}
    assert interview_hours.change_link(**said, by=officer) == 1
    assert interview_hours.change_link(**said, by=officer) == 0
    [letter] = letters("interview-link")
    method, event = appointment(letter)
    assert (letter.to, method, int(event["sequence"])) == (judged[0].applicant, "REQUEST", 1)
    assert str(event["location"]) == OTHER
    assert Interview.objects.get(application=judged[0]).sequence == 1
    # What has begun is held under the link it began with.
    late = {**said, "link": LINK, "now": NINE + HOUR / 2}
    assert interview_hours.change_link(**late, by=officer) == 0


def test_interviewer_sets_another_link_and_nobody_else_does(
    judged, officer, window, client_as, monkeypatch, letters
):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_booked(judged[0], officer, window)
    holder = window.interviewers.first()
    url = reverse("applications:interview_link", args=[window.uid])
    shown = client_as(holder).get(url).content.decode()
    assert "1 applicant has booked a time in them" in shown
    assert client_as(make_person("reviewer")).post(url, {"link": OTHER}).status_code == 404
    assert client_as(judged[0].applicant).get(url).status_code == 403
    with pytest.raises(services.NotYours):
        interview_hours.change_link(window_id=window.pk, link=OTHER, by=judged[0].applicant, now=NOW)
    assert client_as(holder).post(url, {"link": "no link"}).status_code == 422
    assert client_as(holder).post(url, {"link": OTHER}).status_code == 302
    window.refresh_from_db()
    assert (window.link, len(letters("interview-link"))) == (OTHER, 1)
