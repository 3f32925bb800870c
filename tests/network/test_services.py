import pytest

from hansa.foundation.audit.models import Entry
from hansa.network import selectors
from hansa.network.enums import MemberStatus
from hansa.network.models import Coordinator, Member, Office, Partner
from hansa.network.services import (
    apply_network,
    appoint_coordinator,
    assign_to_office,
    end_coordination,
    export_network,
    remove_from_office,
)
from tests.factories.network import (
    make_coordinator,
    make_member,
    make_network,
    make_office_staff,
    network_pack,
)
from tests.factories.programmes import make_edition

pytestmark = pytest.mark.django_db


def test_network_applied_twice_changes_nothing(now):
    make_network()
    entries = Entry.objects.count()
    done = apply_network(pack=network_pack(), by=None, now=now)
    assert not done
    assert Entry.objects.count() == entries


def test_network_comes_out_as_it_went_in(now):
    make_network()
    said = export_network()
    assert said is not None
    apply_network(pack=said, by=None, now=now)
    assert export_network() == said
    cordoba = next(item for item in said["members"] if item["key"] == "cordoba")
    assert cordoba["lat"] == 0.0
    assert said["people"] == [{"name": "Danil Kerimi", "role": {"en": "Dean of WeGO Champions"}}]


def test_member_that_left_the_pack_becomes_a_former_member(now):
    make_network()
    fewer = [item for item in network_pack()["members"] if item["key"] != "chengdu"]
    done = apply_network(pack=network_pack(members=fewer), by=None, now=now)
    assert done.retired["member"] == 1
    assert Member.objects.get(key="chengdu").status == MemberStatus.FORMER
    assert "chengdu" not in {item["key"] for item in (export_network() or {})["members"]}
    assert not apply_network(pack=network_pack(members=fewer), by=None, now=now)


def test_member_that_comes_back_is_a_member_again(now):
    make_network()
    apply_network(pack=network_pack(members=[]), by=None, now=now)
    assert selectors.members().count() == 0
    apply_network(pack=network_pack(), by=None, now=now)
    assert selectors.members().count() == 5


def test_office_that_editions_name_stays_as_a_former_one(now):
    make_edition(office="chengdu-office")
    apply_network(pack=network_pack(offices=[]), by=None, now=now)
    assert list(Office.objects.values_list("key", "is_former")) == [("chengdu-office", True)]
    assert (export_network() or {})["offices"] == []
    assert not apply_network(pack=network_pack(offices=[]), by=None, now=now)


def test_changed_partner_is_changed_in_place(now):
    make_network()
    before = Partner.objects.get(key="nia").pk
    partners = [
        item | {"name": {"en": "NIA of Korea"}} if item["key"] == "nia" else item
        for item in network_pack()["partners"]
    ]
    done = apply_network(pack=network_pack(partners=partners), by=None, now=now)
    assert (done.changed["partner"], done.created["partner"]) == (1, 0)
    assert str(Partner.objects.get(pk=before)) == "NIA of Korea"


def test_coordinator_appointed_twice_is_one(person_with, now):
    person = person_with()
    member = make_member("bucharest")
    first = appoint_coordinator(person=person, member=member, by=None, now=now)
    assert appoint_coordinator(person=person, member=member, by=None, now=now) == first
    assert "coordinator" in person.roles


def test_coordinator_whose_appointment_ended_speaks_no_more(person_with, now):
    person = person_with()
    coordinator = make_coordinator(person)
    end_coordination(coordinator_id=coordinator.pk, by=None, now=now)
    assert not selectors.coordinated_members(person).exists()
    assert list(selectors.coordinators_of(coordinator.member)) == []
    again = appoint_coordinator(person=person, member=coordinator.member, by=None, now=now)
    assert again.pk != coordinator.pk
    assert Coordinator.objects.count() == 2


def test_office_staff_assigned_and_removed(person_with, now):
    make_network()
    person, office = person_with("regional_officer"), Office.objects.get(key="chengdu-office")
    assign_to_office(person=person, office=office, by=None, now=now)
    assign_to_office(person=person, office=office, by=None, now=now)
    assert list(selectors.offices_of(person)) == [office]
    remove_from_office(person=person, office=office, by=None)
    assert not selectors.offices_of(person).exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("seo", {"seoul"}),
        ("서울", {"seoul"}),
        ("成都", {"chengdu"}),
        ("cordoba", {"cordoba"}),
        ("CÓRD", {"cordoba"}),
        ("information national", {"nic-sudan"}),
        ("nowhere", set()),
    ],
)
def test_members_are_found_in_any_script(words, found):
    make_network()
    rows = selectors.members_matching(selectors.members(), search=words)
    assert {row.key for row in rows} == found


def test_members_are_narrowed_by_kind_region_and_country():
    make_network()
    rows = selectors.members_matching(selectors.members(), kind="city", region="europe")
    assert [row.key for row in rows] == ["bucharest", "cordoba"]
    assert [row.key for row in selectors.members_matching(rows, country="ES")] == ["cordoba"]
    assert selectors.number_of_countries() == 5


def test_download_of_a_person_names_whom_they_speak_for(person_with, now):
    person = person_with("regional_officer")
    coordinator = make_coordinator(person)
    make_office_staff(person)
    end_coordination(coordinator_id=coordinator.pk, by=None, now=now)
    assert selectors.held_about(person) == [
        {"coordinator_of": "bucharest", "since": now.isoformat(), "until": now.isoformat()},
        {"works_for": "chengdu-office", "since": now.isoformat()},
    ]
