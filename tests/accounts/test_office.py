import pytest
from django.urls import reverse

from hansa.foundation.audit.services import record
from hansa.foundation.audit.words import subjects

pytestmark = pytest.mark.django_db


def test_people_are_listed_for_the_office(person_with, client_as):
    person_with(name="Zoë Đặng-O'Connor")
    page = client_as(person_with("auditor")).get(reverse("accounts_office:people"), {"q": "Zoë"})
    assert "Đặng" in page.content.decode()


def test_people_are_not_listed_for_a_reviewer(person_with, client_as):
    assert client_as(person_with("reviewer")).get(reverse("accounts_office:people")).status_code == 403


def test_people_of_other_offices_stay_unseen_by_a_regional_officer(person_with, client_as):
    other = person_with(name="Somebody else")
    client = client_as(person_with("regional_officer"))
    assert "Somebody else" not in client.get(reverse("accounts_office:people")).content.decode()
    assert client.get(reverse("accounts_office:person", args=[other.uid])).status_code == 404


def test_list_of_people_costs_the_same_for_one_and_for_thirty(person_with, client_as, queries):
    client = client_as(person_with("administrator"))
    client.get(reverse("accounts_office:people"))
    with queries() as few:
        client.get(reverse("accounts_office:people"))
    for _number in range(30):
        person_with("reviewer")
    client.get(
        reverse("accounts_office:people")
    )  # what the frame keeps is read anew once something was recorded
    with queries() as many:
        client.get(reverse("accounts_office:people"))
    assert len(many) == len(few)


def test_role_is_given_by_an_administrator_only(person_with, client_as):
    person = person_with()
    url = reverse("accounts_office:change_role", args=[person.uid])
    assert client_as(person_with("programme_officer")).post(url, {"role": "reviewer"}).status_code == 403
    assert client_as(person_with("administrator")).post(url, {"role": "reviewer"}).status_code == 302
    assert person.grants.get().role == "reviewer"


def test_last_key_of_an_administrator_is_not_taken_by_themselves(person_with, client_as):
    person = person_with("administrator")
    url = reverse("accounts_office:change_role", args=[person.uid])
    client_as(person).post(url, {"role": "administrator", "act": "withdraw"})
    assert person.grants.filter(role="administrator").exists()


def test_log_is_for_administrators_and_auditors(person_with, client_as):
    assert client_as(person_with("auditor")).get(reverse("accounts_office:log")).status_code == 200
    assert client_as(person_with("programme_officer")).get(reverse("accounts_office:log")).status_code == 403


def test_log_says_what_an_act_was_done_to_by_its_name(person_with, client_as, now):
    somebody = person_with(name="Júlia Serra")
    record(somebody, "person.update", somebody)
    record(None, "storage.delete_due", None)
    page = client_as(person_with("auditor")).get(reverse("accounts_office:log")).content.decode()
    assert "Person: <bdi>Júlia Serra</bdi>" in page
    assert f"accounts.person:{somebody.pk}</code>" in page


def test_log_shortens_a_long_key_and_leaves_an_unknown_kind_as_it_is():
    key = "411d635f-466b-4aad-9b19-fae2d249b000"
    called = subjects(None, [f"credentials.credential:{key}", "elsewhere.thing:7"])
    assert called == {
        f"credentials.credential:{key}": ("Certificate", "411d635f…"),
        "elsewhere.thing:7": ("elsewhere.thing", "7"),
    }


def test_role_that_somebody_holds_is_not_offered_once_more(person_with, client_as):
    shown = person_with("reviewer")
    page = client_as(person_with("administrator")).get(reverse("accounts_office:person", args=[shown.uid]))
    body = page.content.decode()
    assert '<option value="juror">' in body
    assert '<option value="reviewer">' not in body
