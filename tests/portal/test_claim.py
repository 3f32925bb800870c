from datetime import date

import pytest
from django.urls import reverse

from hansa.credentials.models import Credential
from hansa.events.services import record_attendance
from hansa.journeys.services.certification import claim
from hansa.questionnaires import services as questionnaires
from tests.factories import credentials as certificates
from tests.factories import events

pytestmark = pytest.mark.django_db

OFFERED = {
    "key": "workshop",
    "kind": "workshop",
    "title": {"en": "Young Urban Leadership"},
    "description": {"en": "Attended a workshop."},
    "criteria": {
        "events": ["workshop"],
        "attended": 1,
        "age": {"kind": "age", "under": 35, "on": "2026-09-01"},
    },
    "claim": "form",
}


@pytest.fixture
def edition(now):
    """An edition with one workshop, and a certificate for who was there and is under 35."""
    edition = events.edition()
    edition.credentials = {"achievements": [OFFERED]}
    edition.save()
    certificates.achievement(edition.key_of("workshop"), now=now)
    return edition


@pytest.fixture
def attend(edition, now):
    """Mark a person present at the workshop."""

    def act(person):
        workshop = events.event(of=edition)
        record_attendance(registration_id=events.registration(workshop, person, now).pk, by=None, now=now)

    return act


def address(edition) -> str:
    return reverse("portal:claim", args=[edition.slug, "workshop"])


def test_claim_without_attendance_says_what_is_missing(edition, person_with, client_as):
    page = client_as(person_with(birth_date=date(2000, 1, 1))).get(address(edition))
    assert page.status_code == 200
    assert "Not yet" in page.content.decode()
    assert "take part in 1 workshop" in page.content.decode()


def test_claim_asks_for_the_date_of_birth_and_then_issues_once(edition, person_with, client_as, attend):
    person = person_with()
    attend(person)
    client = client_as(person)
    assert "date of birth" in client.get(address(edition)).content.decode()
    assert client.post(address(edition), {"birth_date": "2000-01-01"}).status_code == 302
    assert "Ask for my certificate" in client.get(address(edition)).content.decode()
    for _again in range(2):
        client.post(address(edition))
    [issued] = Credential.objects.filter(holder=person)
    assert "Your certificate is here" in client.get(address(edition)).content.decode()
    assert issued.state == "issued"


def test_certificate_carries_the_name_that_was_asked_for(edition, person_with, attend, now):
    person = person_with(name="Zoe Dang", birth_date=date(2000, 1, 1))
    attend(person)
    answers = {"name": " Zoë  Đặng\u202e-O'Connor "}
    issued = claim(person=person, edition=edition, achievement="workshop", answers=answers, now=now)
    assert issued.holder_name == "Zoë Đặng-O'Connor"


@pytest.mark.parametrize("typed", ["", "1850-01-01", "2999-01-01", "yesterday"])
def test_a_date_nobody_was_born_on_is_refused_and_kept(edition, person_with, client_as, attend, typed):
    person = person_with()
    attend(person)
    answer = client_as(person).post(address(edition), {"birth_date": typed})
    assert answer.status_code == 422
    person.refresh_from_db()
    assert person.birth_date is None


def test_claim_by_somebody_too_old_is_refused_with_the_reason(edition, person_with, client_as, attend):
    person = person_with(birth_date=date(1980, 1, 1))
    attend(person)
    client = client_as(person)
    assert "cannot be yours" in client.get(address(edition)).content.decode()
    client.post(address(edition))
    assert not Credential.objects.filter(holder=person).exists()


def test_claim_of_an_unknown_certificate_is_not_found(edition, person_with, client_as):
    assert client_as(person_with()).get(address(edition).replace("workshop", "other")).status_code == 404


def test_claim_without_an_account_leads_to_signing_in(edition, client):
    assert client.get(address(edition))["Location"].startswith("/accounts/login/")


def test_certificate_for_the_asking_stands_on_ones_own_page(edition, person_with, client_as, attend):
    person = person_with(birth_date=date(2000, 1, 1))
    client = client_as(person)
    assert address(edition) not in client.get(reverse("portal:my")).content.decode()
    attend(person)
    assert address(edition) in client.get(reverse("portal:my")).content.decode()
    client.post(address(edition), {"ask": "1"})
    assert Credential.objects.filter(holder=person).exists()
    assert address(edition) not in client.get(reverse("portal:my")).content.decode()


def test_certificate_that_age_rules_out_is_not_offered(edition, person_with, client_as, attend):
    person = person_with(birth_date=date(1970, 1, 1))
    attend(person)
    assert address(edition) not in client_as(person).get(reverse("portal:my")).content.decode()


def test_edition_page_leads_to_what_a_certificate_asks_for(edition, client):
    page = client.get(reverse("portal:edition", args=[edition.slug]))
    assert address(edition) in page.content.decode()


def test_form_that_asks_a_name_begins_with_the_accounts(edition, person_with, client_as, attend, now):
    questionnaires.define(
        key=edition.key_of("ask"),
        definition={
            "title": {"en": "Ask"},
            "questions": [{"key": "name", "kind": "text", "label": {"en": "Name on it"}}],
        },
        by=None,
        now=now,
    )
    edition.credentials = {"achievements": [OFFERED | {"questionnaire": "ask"}]}
    edition.save()
    person = person_with(name="Zoë Đặng", birth_date=date(2000, 1, 1))
    attend(person)
    page = client_as(person).get(address(edition)).content.decode()
    assert 'value="Zoë Đặng"' in page
    assert "as it stands in your account" not in page
