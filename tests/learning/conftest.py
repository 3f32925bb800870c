"""One course, somebody who takes it, and their browser."""

import pytest
from django.utils import timezone

from tests.factories.learning import a_course, an_enrolment
from tests.learning.pages import AROUND_NOW


@pytest.fixture
def course(db):
    return a_course(edition=AROUND_NOW)


@pytest.fixture
def learner(person_with, course):
    person = person_with(name="Amina")
    an_enrolment(person, course, timezone.now())
    return person


@pytest.fixture
def page(client_as, learner):
    return client_as(learner)
