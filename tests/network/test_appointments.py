"""Who speaks for a member and works for an office, changed in the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hansa.foundation import clock
from hansa.network.models import Coordinator, Office, OfficeStaff
from hansa.network.selectors import hours_of
from tests.factories.network import make_member, make_network

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def test_coordinator_is_appointed_and_released(person_with, client_as):
    member, official = make_member("bucharest"), person_with(name="Ioana Petrescu")
    client = client_as(person_with("programme_officer"))
    url = reverse("network_office:appoint", args=[member.key])
    client.post(url, {"email": official.email}), client.post(url, {"email": official.email})
    row = Coordinator.objects.get(ended_at__isnull=True)
    page = client.get(reverse("network_office:member", args=[member.key])).content.decode()
    assert "1 person speaks for this member" in page
    assert "appointed a coordinator" in page
    client.post(reverse("network_office:release", args=[member.key]), {"coordinator": row.pk})
    assert not Coordinator.objects.filter(ended_at__isnull=True).exists()


def test_address_without_an_account_is_said(person_with, client_as):
    member = make_member("bucharest")
    answer = client_as(person_with("administrator")).post(
        reverse("network_office:appoint", args=[member.key]), {"email": "nobody@example.org"}
    )
    assert answer.status_code == 422
    assert "Nobody has an account with this address" in answer.content.decode()


@pytest.mark.parametrize("role", ["auditor", "regional_officer", "reviewer"])
def test_others_appoint_nobody(person_with, client_as, role):
    member = make_member("bucharest")
    url = reverse("network_office:appoint", args=[member.key])
    assert client_as(person_with(role)).post(url, {"email": "a@example.org"}).status_code == 403


def test_coordinator_of_another_member_is_not_released_here(person_with, client_as, now):
    member, other = make_member("bucharest"), make_member("seoul")
    row = Coordinator.objects.create(person=person_with(), member=other, appointed_at=now)
    client = client_as(person_with("programme_officer"))
    url = reverse("network_office:release", args=[member.key])
    assert client.post(url, {"coordinator": row.pk}).status_code == 404


def test_regional_officer_is_assigned_and_taken_off(person_with, client_as):
    make_network()
    office, officer = Office.objects.get(key="chengdu-office"), person_with("regional_officer")
    client = client_as(person_with("administrator"))
    client.post(reverse("network_office:assign", args=[office.key]), {"email": officer.email})
    row = OfficeStaff.objects.get()
    assert officer.name in client.get(reverse("network_office:offices")).content.decode()
    client.post(reverse("network_office:remove", args=[office.key]), {"staff": row.pk})
    assert not OfficeStaff.objects.exists()


def test_somebody_without_the_role_is_not_assigned(person_with, client_as):
    make_network()
    office, person = Office.objects.get(key="chengdu-office"), person_with()
    client = client_as(person_with("administrator"))
    answer = client.post(reverse("network_office:assign", args=[office.key]), {"email": person.email})
    assert answer.status_code == 422
    assert "is not a regional officer yet" in answer.content.decode()


def test_clock_beside_an_office_is_its_own(person_with, client_as):
    make_network()
    assert timezone.get_current_timezone_name() == "UTC"
    office = Office.objects.first()
    there = hours_of(office, clock.now()).local
    page = client_as(person_with("auditor")).get(reverse("network_office:offices")).content.decode()
    minutes = {there.strftime("%H:%M"), (there + timedelta(minutes=1)).strftime("%H:%M")}
    assert any(f"· {minute}</p>" in page for minute in minutes)


def test_regional_officer_reads_who_speaks_for_a_member_without_a_way_to_their_account(
    person_with, client_as, now
):
    member, official = make_member("bucharest"), person_with(name="Ioana Petrescu")
    Coordinator.objects.create(person=official, member=member, appointed_at=now)
    url = reverse("network_office:member", args=[member.key])
    their = reverse("accounts_office:person", args=[official.uid])
    for role, is_led in (("regional_officer", False), ("auditor", True)):
        page = client_as(person_with(role)).get(url).content.decode()
        assert "Ioana Petrescu" in page
        assert (their in page) == is_led
        assert (f'href="{reverse("accounts_office:people")}"' in page) == is_led
