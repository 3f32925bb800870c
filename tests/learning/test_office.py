"""The office's pages of courses."""

import re
from datetime import date

import pytest
from django.utils import timezone

from hansa.learning.models import Enrolment
from hansa.learning.office.desk import films_missing
from tests.factories.learning import a_course, an_enrolment
from tests.factories.media import a_video

pytestmark = pytest.mark.django_db
AROUND_NOW = {"starts_on": date(2020, 1, 1), "ends_on": date(2999, 12, 31)}
PAGE = "/courses/champions-2026/"


@pytest.fixture
def course(db):
    return a_course(edition=AROUND_NOW)


@pytest.fixture
def learner(person_with, course):
    person = person_with(name="Amina")
    an_enrolment(person, course, timezone.now())
    return person


def test_office_lists_courses_with_their_numbers(client_as, person_with, learner):
    text = client_as(person_with("programme_officer")).get("/office/courses/").content.decode()
    assert "Champions 2026" in text
    assert re.search(r'<td class="n"[^>]*>1</td>', text)


def test_office_pages_are_not_for_learners(client_as, learner):
    enrolment = Enrolment.objects.get()
    for address in ("/office/courses/", f"/office{PAGE}", f"/office/enrolments/{enrolment.uid}/"):
        assert client_as(learner).get(address).status_code == 403


def test_office_shows_one_learners_way(client_as, person_with, learner):
    client = client_as(person_with("auditor"))
    enrolment = Enrolment.objects.get()
    assert "Amina" in client.get(f"/office{PAGE}").content.decode()
    assert "0 of 3 lectures watched" in client.get(f"/office/enrolments/{enrolment.uid}/").content.decode()


def test_office_of_another_region_sees_nothing(client_as, person_with, learner):
    client = client_as(person_with("regional_officer"))
    enrolment = Enrolment.objects.get()
    assert "Champions 2026" not in client.get("/office/courses/").content.decode()
    assert client.get(f"/office{PAGE}").status_code == 404
    assert client.get(f"/office/enrolments/{enrolment.uid}/").status_code == 404


def test_office_finds_learners_by_name_and_standing(client_as, person_with, learner):
    client = client_as(person_with("administrator"))
    assert "Amina" in client.get(f"/office{PAGE}?q=ami&state=under_way").content.decode()
    for question in ("?q=zzz", "?state=completed"):
        assert "Nothing here fits" in client.get(f"/office{PAGE}{question}").content.decode()


def test_office_asks_as_many_questions_of_1_learner_as_of_30(client_as, person_with, course, queries):
    client = client_as(person_with("programme_officer"))
    counts = []
    for number in (1, 29):
        for _ in range(number):
            an_enrolment(person_with(), course, timezone.now())
        client.get(f"/office{PAGE}")
        with queries() as asked:
            client.get(f"/office{PAGE}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_desk_tells_of_lectures_without_a_film(person_with, queries, course):
    officer, auditor = person_with("programme_officer"), person_with("auditor")
    now = timezone.now()
    assert list(films_missing(officer, now)) == []
    a_video("unfilmed")
    (item,) = films_missing(officer, now)
    assert item.title == "1 lecture has no film"
    assert list(films_missing(auditor, now)) == []
