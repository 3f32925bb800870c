"""Where a member's letters go while nobody speaks for it: named, handed in, handed out, taken out."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from hansa.accounts.services import register_person
from hansa.foundation.audit.models import Entry
from hansa.foundation.privacy import export_for
from hansa.network import services
from hansa.network.models import Member, MemberContact
from tests.conftest import NOW
from tests.factories.network import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

LINE = {"name": "Ana Ruiz", "email": "mobility@quito.example", "language": "fr"}


@pytest.fixture
def officer(person_with):
    return person_with("programme_officer")


def named(officer, key="bucharest", **said):
    return services.name_contact(member=make_member(key), **{**LINE, **said}, by=officer, now=NOW)


def test_contact_is_an_address_and_nothing_to_sign_in_with(officer):
    contact = named(officer)
    assert named(officer) == contact
    person = contact.person
    assert (person.name, person.email, person.language) == tuple(LINE.values())
    assert not person.has_usable_password()
    assert person.roles == {"person"}
    assert Entry.objects.filter(act="network.name-contact").count() == 1
    assert export_for(person)["network"] == [{"letters_for": "bucharest", "since": NOW.isoformat()}]


def test_contact_is_mended_and_replaced(officer):
    first = named(officer)
    assert named(officer, language="en").person.language == "en"
    second = named(officer, email="other@quito.example")
    assert second.person != first.person
    assert MemberContact.objects.get() == second


def test_account_that_has_the_address_stays_as_its_owner_set_it(officer):
    owner = register_person(email=LINE["email"], name="Ruiz, A.", password="a long enough one", now=NOW)
    assert named(officer).person == owner
    owner.refresh_from_db()
    assert (owner.name, owner.language) == ("Ruiz, A.", "en")


def test_reader_of_the_address_stops_the_letters_by_the_link(officer):
    contact = named(officer)
    link = reverse("network:contact", args=[contact.uid])
    assert "We write to you for Bucharest" in Client().get(link).content.decode()
    # Looking stops nothing: programs that check mails follow links.
    assert MemberContact.objects.exists()
    for _time in range(2):
        done = Client().post(link, follow=True)
        assert "No letters come to this address" in done.content.decode()
    assert not MemberContact.objects.exists()
    assert Entry.objects.filter(act="network.drop-contact", facts__by_link=True).count() == 1


def test_office_names_and_takes_out_and_others_see_nothing(client_as, officer, person_with):
    make_member()
    url, page = (reverse(f"network_office:{name}", args=["bucharest"]) for name in ("contact", "member"))
    office = client_as(officer)
    assert office.post(url, LINE | {"email": "no address"}).status_code == 422
    assert office.post(url, LINE).status_code == 302
    assert LINE["email"] in office.get(page).content.decode()
    for role in ("auditor", "reviewer"):
        assert client_as(person_with(role)).post(url, LINE).status_code in (403, 404)
    assert LINE["email"] not in Client().get(reverse("network:member", args=["bucharest"])).content.decode()
    office.post(url, {"drop": "1"})
    assert not MemberContact.objects.exists()


def test_spreadsheet_brings_contacts_and_no_pack_says_them(officer):
    make_member()
    rows = [
        ["Name", "Country", "Contact", "Contact e-mail", "Contact language"],
        ["Porto Alegre", "Brazil", "Rui Melo", "Rui@porto.example", "French"],
        ["Gdansk", "PL", "Ola", "", ""],
        ["Lima Norte", "PE", "", "no address", "Klingon"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    sheet = services.receive_sheet(name="m.csv", data=text.getvalue().encode(), by=officer, now=NOW)
    found = services.prepare(sheet)
    assert found.counts == {"new": 1, "bad": 2}
    assert [{fault.code for fault in row.faults} for row in found.rows if row.faults] == [
        {"contact"},
        {"email", "language"},
    ]
    services.apply_sheet(sheet_id=sheet.pk, by=officer, now=NOW)
    [contact] = MemberContact.objects.all()
    assert (contact.member.key, contact.person.email) == ("porto-alegre", "rui@porto.example")
    assert contact.person.language == "fr"
    assert not [key for key in Member.objects.get(key="porto-alegre").details if key.startswith("contact")]
    assert "rui@porto.example" not in str(services.export_network())


def test_members_are_handed_out_as_they_can_be_handed_in_and_it_is_on_record(client_as, officer):
    named(officer)
    answer = client_as(officer).get(reverse("network_office:export"))
    sheet = services.receive_sheet(name="members.xlsx", data=answer.content, by=officer, now=NOW)
    rows = [dict(zip(sheet.table["header"], row, strict=False)) for row in sheet.table["rows"]]
    [row] = [row for row in rows if row["key"] == "bucharest"]
    assert [row[f"contact_{name}"] for name in LINE] == list(LINE.values())
    assert Entry.objects.filter(act="members.export").count() == 1
    found = services.prepare(sheet)
    assert set(found.counts) == {"same"}, [row.faults for row in found.rows if row.faults]
