"""Coursework and the certificate at its end, as a learner meets them."""

import pytest

from hansa.learning.models import Enrolment, LectureProgress, QuizAttempt
from tests.learning.pages import PAGE, QUIZ, RIGHT, opened

pytestmark = pytest.mark.django_db


def test_coursework_sent_twice_is_one_attempt_with_feedback(page):
    wrong = {"number": "1", "a-one": "few", "a-two": ["tree", "water"]}
    for _ in range(2):
        assert page.post(QUIZ, wrong)["Location"] == QUIZ
    assert QuizAttempt.objects.count() == 1
    text = page.get(QUIZ).content.decode()
    assert "50% so far; 60% passes" in text
    assert "Not right" in text
    assert "1 of 2 right" in text
    assert "You answered: A few" in text
    page.post(QUIZ, {"number": "2", **RIGHT})
    text = page.get(QUIZ).content.decode()
    assert "Passed with 100%" in text
    assert "Send my answers" not in text


def test_coursework_with_gaps_keeps_what_was_chosen(page):
    response = page.post(QUIZ, {"number": "1", "a-one": "few"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "One thing to correct" in text
    assert "checked" in text
    assert not QuizAttempt.objects.exists()


def test_coursework_with_a_strange_number_is_still_an_attempt(page):
    for number in ("", "x", "-1", "٣", "99999999999"):
        page.post(QUIZ, {"number": number, **RIGHT})
    assert QuizAttempt.objects.count() == 5


def test_certificate_before_the_end_says_what_is_missing(page):
    text = page.get(PAGE + "certificate/").content.decode()
    assert "Not yet: something is missing" in text
    assert "0 of 1 marked as read" in text
    assert page.post(PAGE + "certificate/", {"a-why": "x"}).status_code == 302
    assert Enrolment.objects.get().requested_at is None


def test_certificate_is_issued_to_who_completed_the_course_and_asks(page):
    for key in ("cities", "streets", "rivers"):
        row = opened(3600, key)
        LectureProgress.objects.filter(pk=row.pk).update(percent=95)
    page.post(PAGE + "readings/goals/")
    page.post(QUIZ, {"number": "1", **RIGHT})
    assert "You can ask for your certificate" in page.get(PAGE + "certificate/").content.decode()
    gap = page.post(PAGE + "certificate/", {})
    assert gap.status_code == 422
    for _ in range(2):
        page.post(PAGE + "certificate/", {"a-why": "To plan a street"})
    text = page.get(PAGE + "certificate/").content.decode()
    assert "Your certificate is here" in text
    assert "/verify/" in text
    assert "Your certificate is here" in page.get(PAGE).content.decode()
