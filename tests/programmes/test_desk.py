"""What waits at the desk about programmes and calls, and where a programme's own page leads each role."""

import pytest
from django.urls import reverse

from hansa.foundation import clock
from hansa.programmes import services
from hansa.programmes.enums import RehearsalState
from hansa.programmes.models import Rehearsal
from hansa.programmes.office import desk
from tests.factories.network import make_coordinator
from tests.factories.programmes import make_call, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


def test_desk_names_what_waits_at_a_fixed_cost(person_with, queries, now):
    officer = person_with("programme_officer")
    make_call(
        call={
            "opens_at": "2026-11-01 09:00 Asia/Seoul",
            "closes_at": "2026-11-21 23:59 Asia/Seoul",
            "interviews": None,
            "decisions_on": None,
        }
    )
    services.receive_pack(name="nia.zip", data=services.export_archive("nia-2027"), by=officer, now=now)
    Rehearsal.objects.create(
        slug="nia-2027", people=5, seed=1, state=RehearsalState.JAMMED, requested_by=officer, requested_at=now
    )
    assert officer.roles
    with queries() as asked:
        found = list(desk.items(officer, now))
    assert [item.urgency for item in found] == ["soon", "now", "later", "soon"]
    assert found[0].title == "NIA workshop 2027: the members have not been told"
    auditor = person_with("auditor")
    assert [item.url for item in desk.items(auditor, now)] == [found[1].url], (
        "who only reads writes no letter"
    )
    assert found[1].title == "NIA workshop 2027: the call closes"
    assert len(asked) == 3
    assert list(desk.items(person_with("reviewer"), now)) == []


def test_pack_leads_to_the_letters_until_the_members_are_told(client_as, person_with, now):
    call = make_call()
    make_coordinator(person_with(), "bucharest")
    address = reverse("programmes_office:pack", args=[call.edition.slug])
    letters = reverse("programmes_office:mailing", args=[call.edition.slug])
    officer, auditor = client_as(person_with("programme_officer")), client_as(person_with("auditor"))
    assert letters in officer.get(address).content.decode()
    assert letters not in auditor.get(address).content.decode()
    services.announce_call(call_id=call.pk, by=None, now=now)
    assert letters not in officer.get(address).content.decode()


def test_auditor_reads_a_pack_without_what_they_may_not_do_and_letters_have_titles(client_as, person_with):
    edition = make_edition()
    address = reverse("programmes_office:pack", args=[edition.slug])
    texts = reverse("programmes_office:texts", args=[edition.slug])
    assert texts in client_as(person_with("programme_officer")).get(address).content.decode()
    assert texts not in client_as(person_with("auditor")).get(address).content.decode()
