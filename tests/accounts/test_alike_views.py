"""The office's pages about two accounts of one person: shown to whom, said once more, done once."""

from datetime import date

import pytest
from django.urls import reverse

from hansa.accounts.enums import LikenessState
from hansa.accounts.models import Likeness, Person
from hansa.accounts.office.desk import perhaps_one_person
from hansa.accounts.services import notice
from tests.factories.applications import make_open_call, make_submitted

pytestmark = pytest.mark.django_db
BORN = date(1990, 5, 17)


@pytest.fixture
def row(person_with, now):
    """Return a pair that waits to be decided."""
    person_with(name="Maria Serra", birth_date=BORN, email="maria@city.example")
    person_with(name="Serra Maria", birth_date=BORN, email="serra@city.example")
    notice(now=now)
    return Likeness.objects.select_related("one", "other").get()


def at(name: str, row: Likeness) -> str:
    return reverse(f"accounts_office:{name}", args=[row.uid])


def test_desk_and_queue_lead_to_both_side_by_side(client_as, person_with, row):
    officer = person_with("programme_officer")
    [item] = perhaps_one_person(officer, row.noticed_at)
    assert (item.title, item.count) == ("Possibly the same person: 1 pair", 1)
    assert not list(perhaps_one_person(person_with("auditor"), row.noticed_at))
    client = client_as(officer)
    queue = client.get(reverse("accounts_office:alikes"), {"state": "open"}).content.decode()
    assert at("alike", row) in queue
    shown = client.get(at("alike", row)).content.decode()
    for word in ("maria@city.example", "serra@city.example", "The same name and date of birth"):
        assert word in shown
    assert at("merge", row) in shown


@pytest.mark.parametrize("name", ["alike", "merge", "merge_confirm", "different"])
@pytest.mark.parametrize("role", ["regional_officer", "auditor", "reviewer", None])
def test_others_decide_nothing(client_as, person_with, row, name, role):
    client = client_as(person_with(*[role] if role else []))
    response = client.post(at(name, row), {"reason": "x", "keep": row.one.uid})
    if name == "alike" and role == "auditor":
        assert at("merge", row) not in client.get(at("alike", row)).content.decode()
        return
    assert response.status_code == 403
    assert Likeness.objects.get().state == LikenessState.OPEN


def test_accounts_of_the_office_are_an_administrators(client_as, person_with, row):
    from hansa.accounts.services import grant_role

    grant_role(person=row.one, role="auditor", by=None, now=row.noticed_at)
    client = client_as(person_with("programme_officer"))
    assert at("merge", row) not in client.get(at("alike", row)).content.decode()
    assert client.get(at("merge", row), {"keep": row.one.uid}).status_code == 404
    answer = client.post(at("merge_confirm", row), {"keep": row.one.uid, "reason": "x"})
    assert answer.status_code == 404
    client = client_as(person_with("administrator"))
    assert client.get(at("merge", row), {"keep": row.one.uid}).status_code == 200


def test_merge_is_shown_asked_once_more_and_done(client_as, person_with, row):
    call = make_open_call()
    make_submitted(call, applicant=row.one), make_submitted(call, applicant=row.other)
    client = client_as(person_with("programme_officer"))
    preview = client.get(at("merge", row), {"keep": row.other.uid}).content.decode()
    assert "NW27-0001" in preview
    assert f'name="call-{call.pk}" value="keep" checked' in preview
    asked = client.get(at("merge_confirm", row), {"keep": row.other.uid, f"call-{call.pk}": "gone"})
    digest = asked.context["plan"].digest
    assert Person.objects.filter(merged_into=None).count() >= 3
    said = {"keep": row.other.uid, f"call-{call.pk}": "gone", "digest": digest}
    assert client.post(at("merge_confirm", row), {**said, "reason": ""}).status_code == 422
    stale = client.post(at("merge_confirm", row), {**said, "digest": "0", "reason": "x"}, follow=True)
    assert "Look at it again" in stale.content.decode()
    done = client.post(at("merge_confirm", row), {**said, "reason": "She told us."}, follow=True)
    assert "It is one account now" in done.content.decode()
    gone = Person.objects.get(pk=row.one.pk)
    assert gone.merged_into == row.other
    page = client.get(reverse("accounts_office:person", args=[gone.uid])).content.decode()
    assert "Became part of" in page
    assert client.post(at("merge_confirm", row), {**said, "reason": "again"}).status_code == 404


def test_two_people_are_remembered_with_the_reason(client_as, person_with, row):
    client = client_as(person_with("programme_officer"))
    assert client.post(at("different", row), {"reason": ""}).status_code == 422
    client.post(at("different", row), {"reason": "Cousins."})
    row.refresh_from_db()
    assert (row.state, row.reason) == (LikenessState.DIFFERENT, "Cousins.")
    assert "Cousins." in client.get(at("alike", row)).content.decode()


def test_staff_name_a_pair_that_nothing_noticed(client_as, person_with):
    one, other = person_with(), person_with()
    client = client_as(person_with("programme_officer"))
    address = reverse("accounts_office:name_alike", args=[one.uid])
    assert "No other account" in client.post(address, {"email": one.email}, follow=True).content.decode()
    client.post(address, {"email": other.email})
    assert Likeness.objects.get().signs == []


def test_officers_page_of_an_application_says_who_else_it_may_be(client_as, person_with):
    call = make_open_call()
    first = make_submitted(call, applicant=person_with(name="Ana Lima"))
    make_submitted(call, applicant=person_with(name="Lima Ana"))
    page = reverse("applications_office:application", args=[first.uid])
    shown = client_as(person_with("programme_officer")).get(page).content.decode()
    assert at("alike", Likeness.objects.get()) in shown
    assert "The same name, for the same city, in the same call" in shown


def test_queue_costs_the_same_at_1_and_30_pairs(client_as, person_with, row, queries, now):
    client = client_as(person_with("programme_officer"))
    counts = []
    for number in (0, 8):
        for _one in range(number):
            person_with(name="Maria Serra", birth_date=BORN)
        notice(now=now)
        client.get(reverse("accounts_office:alikes"))
        with queries() as asked:
            assert client.get(reverse("accounts_office:alikes")).status_code == 200
        counts.append(len(asked))
    assert Likeness.objects.count() > 30
    assert counts[0] == counts[1]
