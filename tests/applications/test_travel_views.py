"""The pages of the journey: the participant's, the office's, and who opens which."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from hansa.applications import services
from hansa.applications.models import Application, TravelPlan
from hansa.foundation import clock
from tests.conftest import NOW
from tests.factories.applications import coordinator_of, make_person
from tests.factories.travel import make_participants, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_participant_goes_step_by_step_without_a_script(client_as):
    [application] = make_participants("bucharest")
    client = client_as(application.applicant)
    start = client.get(reverse("applications:application", args=[application.uid])).content.decode()
    here = reverse("applications:travel", args=[application.uid])
    assert here in start
    page = client.get(here).content.decode()
    assert "3 things are missing for your journey" in page
    assert "You accepted this with your place on 20 November 2026" in page

    def send(part: str, **typed: str):
        revision = getattr(TravelPlan.objects.filter(application=application).first(), "revision", 0)
        url = reverse("applications:travel_part", args=[application.uid, part])
        assert client.get(url).status_code == 200
        return client.post(url, {"revision": revision, **typed})

    passport = {"visa": "needed", "name": "ANA", "number": "m 12345678", "nationality": "RO"}
    refused = send("passport", **passport, expires_on="2027-01-01")
    assert refused.status_code == 422
    assert "ends before the programme does" in refused.content.decode()
    # What fits is kept although one field did not.
    kept = client.get(reverse("applications:travel_part", args=[application.uid, "passport"]))
    assert "M12345678" in kept.content.decode()
    assert send("passport", **passport, expires_on="2027-06-01").status_code == 302
    short = client.get(reverse("applications:travel_part", args=[application.uid, "passport"]))
    assert "less than half a year" in short.content.decode()
    half = send("journey", arrives_day="2027-01-19")
    assert "Day and hour belong together" in half.content.decode()
    moments = {"arrives_day": "2027-01-19", "arrives_hour": "14:30"}
    turned = send("journey", **moments, departs_day="2027-01-18", departs_hour="09:00")
    assert "You cannot leave before you arrive" in turned.content.decode()
    assert send("journey", **moments, departs_day="2027-01-24", departs_hour="09:00").status_code == 302
    assert send("needs", diet="vegan").status_code == 302
    assert send("contact", name="Ion", phone="12").status_code == 422
    assert send("contact", name="Ion", phone="+40 21 1234567").status_code == 302
    assert "We have everything for your journey" in client.get(here).content.decode()


def test_other_window_is_told(client_as):
    [application] = make_participants("bucharest")
    tell(application, "contact")
    client = client_as(application.applicant)
    url = reverse("applications:travel_part", args=[application.uid, "contact"])
    answer = client.post(url, {"revision": "0", "name": "Other", "phone": "+40 21 1234567"})
    assert "changed in another window" in answer.content.decode()
    again = client.post(url, {"revision": "1", "name": "Other", "phone": "+40 21 1234567"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [("programme_officer", 200), ("administrator", 200), ("auditor", 200), ("reviewer", 403), ("juror", 403)],
)
def test_office_list_shows_each_role_what_it_may_see(client_as, role, status):
    [application] = make_participants("bucharest")
    tell(application)
    client = client_as(make_person(role))
    listed = client.get(reverse("applications_office:travels"))
    opened = client.get(reverse("applications_office:travel", args=[application.uid]))
    assert (listed.status_code, opened.status_code) == (status, status)
    if status == 200:
        reads = role == "programme_officer"
        words = listed.content.decode() + opened.content.decode()
        assert application.applicant.name in words
        for secret in ("KE962", "29 November 2026, 14:30", "M12345678", "no nuts", "Ion Ionescu"):
            assert (secret in words) == reads, secret
        assert ("Visa open" in words) == reads
        narrowed = client.get(reverse("applications_office:travels"), {"visa": "granted"}).content.decode()
        assert (application.applicant.name in narrowed) == (not reads)


def test_coordinator_and_other_offices_see_nothing(client_as):
    [application] = make_participants("bucharest")
    tell(application)
    speaker = client_as(coordinator_of("bucharest"))
    elsewhere = client_as(make_person("regional_officer"))
    for client, status in ((speaker, 403), (elsewhere, 404)):
        assert client.get(reverse("applications_office:travel", args=[application.uid])).status_code == status
    assert (
        application.applicant.name
        not in elsewhere.get(reverse("applications_office:travels")).content.decode()
    )
    for client in (speaker, elsewhere, client_as(make_person())):
        assert client.get(reverse("applications:travel", args=[application.uid])).status_code == 404


def test_letter_is_written_by_one_click_and_opened_by_two(client_as):
    [application] = make_participants("bucharest")
    tell(application)
    client = client_as(make_person("programme_officer"))
    here = reverse("applications_office:travel", args=[application.uid])
    assert "Embassy of South Korea" in client.get(here).content.decode()
    wrote = client.post(
        reverse("applications_office:travel_letter", args=[application.uid]),
        {"addressed_to": "Embassy of South Korea"},
        follow=True,
    )
    assert f"{application.number}/L001" in wrote.content.decode()
    letter = application.invitation_letters.get()
    url = reverse("applications:invitation", args=[letter.uid])
    for person in (application.applicant, make_person("programme_officer")):
        found = client_as(person).get(url)
        assert (found.status_code, found["Content-Type"]) == (200, "application/pdf")
    for person in (make_person("auditor"), make_person("administrator"), coordinator_of("bucharest")):
        assert client_as(person).get(url).status_code == 404
    forbidden = client_as(make_person("auditor")).post(
        reverse("applications_office:travel_letter", args=[application.uid]), {"addressed_to": "X"}
    )
    assert forbidden.status_code == 403


def test_host_list_asks_for_the_reason(client_as):
    [application] = make_participants("bucharest")
    tell(application)
    client = client_as(make_person("programme_officer"))
    url = reverse("applications_office:host_list", args=[application.call.edition.slug])
    assert client.get(url).status_code == 200
    refused = client.post(url, {"kind": "xlsx", "with_passports": "on"})
    assert refused.status_code == 422
    made = client.post(url, {"kind": "xlsx"})
    assert "attachment" in made["Content-Disposition"]
    for role, status in (("auditor", 403), ("regional_officer", 404)):
        assert client_as(make_person(role)).get(url).status_code == status


def test_list_costs_the_same_with_many(client_as, queries):
    cities = ["bucharest", "paris", "seoul"]
    made = make_participants(*cities)
    client = client_as(make_person("programme_officer"))
    counts = []
    for application in made:
        tell(application)
        client.get(reverse("applications_office:travels"))
        with queries() as counted:
            client.get(reverse("applications_office:travels"))
        counts.append(len(counted))
    assert len(set(counts)) == 1
    assert counts[0] <= 8
    page = client_as(made[0].applicant)
    page.get(reverse("applications:travel", args=[made[0].uid]))
    with queries() as counted:
        page.get(reverse("applications:travel", args=[made[0].uid]))
    assert len(counted) <= 9
    assert services.forget_due(now=NOW) == 0


def test_programme_that_is_over_asks_for_nothing_and_takes_no_place_back(client_as, monkeypatch):
    [application] = make_participants("bucharest")
    edition = application.call.edition
    over = datetime.combine(edition.ends_on + timedelta(days=1), time(12), tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: over)
    client = client_as(application.applicant)
    page = client.get(reverse("applications:application", args=[application.uid])).content.decode()
    assert "The programme is over. A place in it was yours." in page
    assert reverse("applications:travel", args=[application.uid]) not in page
    assert "give the place back" not in page
    journey = client.get(reverse("applications:travel", args=[application.uid])).content.decode()
    assert "missing" not in journey
    with pytest.raises(services.OfferOver):
        services.decline_offer(application_id=application.pk, by=application.applicant, now=over)


def test_reserve_of_a_programme_that_is_over_no_longer_waits(client_as, monkeypatch):
    [application] = make_participants("bucharest")
    Application.objects.filter(pk=application.pk).update(state="reserve")
    over = datetime.combine(application.call.edition.ends_on + timedelta(days=1), time(12), tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: over)
    page = client_as(application.applicant).get(reverse("applications:application", args=[application.uid]))
    assert "no place came free for you" in page.content.decode()
    assert "Please book nothing" not in page.content.decode()
