"""Two players report at the same moment: neither may spend the other's time."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from hansa.learning import services
from hansa.learning.models import Enrolment, QuizAttempt
from tests.factories.learning import NOW, RIGHT, an_enrolment


def at_once(act, count: int = 4) -> list[BaseException]:
    """Run an act in several threads that begin together, and return what went wrong."""
    wrong: list[BaseException] = []
    together = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            together.wait()
            act(number)
        except BaseException as fault:  # whatever it was, the test must see it
            wrong.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.fixture
def enrolment(transactional_db, person_with) -> Enrolment:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory has one connection")
    return an_enrolment(person_with())


@pytest.mark.django_db(transaction=True)
def test_reports_of_three_lectures_at_once_share_the_clock(enrolment):
    keys = ("cities", "streets", "rivers")
    for key in keys:
        services.open_lecture(enrolment_id=enrolment.pk, lecture_key=key, now=NOW)

    def report(number: int) -> None:
        services.record_progress(
            enrolment_id=enrolment.pk,
            lecture_key=keys[number],
            position=0,
            bits="ff0f",
            now=NOW + timedelta(seconds=20),
        )

    assert at_once(report, 3) == []
    enrolment.refresh_from_db()
    gained = sum(int.from_bytes(row.bits, "little").bit_count() * 5 for row in enrolment.progress.all())
    assert gained == enrolment.credited_s == 50


@pytest.mark.django_db(transaction=True)
def test_reports_of_one_lecture_at_once_lose_nothing(enrolment):
    services.open_lecture(enrolment_id=enrolment.pk, lecture_key="cities", now=NOW)

    def report(number: int) -> None:
        bits = 0b111 << 3 * number
        services.record_progress(
            enrolment_id=enrolment.pk,
            lecture_key="cities",
            position=0,
            bits=bits,
            now=NOW + timedelta(hours=1),
        )

    assert at_once(report) == []
    assert enrolment.progress.get().percent == 100


@pytest.mark.django_db(transaction=True)
def test_a_quiz_sent_four_times_at_once_is_one_attempt(enrolment):
    def send(number: int) -> None:
        services.submit_quiz(
            enrolment_id=enrolment.pk, coursework_key="quiz", answers=RIGHT, number=1, now=NOW
        )

    assert at_once(send) == []
    assert QuizAttempt.objects.count() == 1
