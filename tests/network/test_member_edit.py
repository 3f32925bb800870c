"""One member, changed by hand in the office."""

import pytest
from django.urls import reverse

from hansa.foundation.audit.models import Entry
from hansa.network.models import Member
from hansa.network.selectors import atlas
from hansa.network.services import edit_member, export_network
from tests.factories.network import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

TYPED = {
    "name": "Bucharest", "name_ko": "부쿠레슈티", "kind": "city", "status": "full", "country": "RO", "region": "europe",
    "joined": "2013-05-31", "lat": "44,4268", "lon": "26.1025",
}  # fmt: skip


def _url(member):
    return reverse("network_office:edit_member", args=[member.key])


def test_member_is_changed_everywhere_and_on_record(person_with, client_as):
    member = make_member("bucharest")
    client = client_as(person_with("programme_officer"))
    assert "What we say of Bucharest" in client.get(_url(member)).content.decode()
    answer = client.post(_url(member), TYPED, follow=True).content.decode()
    assert "Every page says it so from now on" in answer
    assert "changed what is said of a member" in answer
    member.refresh_from_db()
    assert (member.lat, member.lon, member.joined_year, member.name["ko"]) == (
        44.4268,
        26.1025,
        2013,
        "부쿠레슈티",
    )
    assert atlas().of_member("bucharest") is not None
    assert client.get("/members/?q=부쿠레슈티").content.decode().count("/members/bucharest/") >= 1
    said = next(item for item in export_network()["members"] if item["key"] == "bucharest")
    assert said["joined_on"] == "2013-05-31"


def test_saving_what_stands_changes_nothing_and_is_not_recorded(person_with, client_as):
    member = make_member("cordoba")
    client = client_as(person_with("administrator"))
    page = client.get(_url(member))
    form = page.context["form"]
    typed = {name: value for name in form.fields if (value := form[name].value()) is not None}
    before = Entry.objects.count()
    client.post(_url(member), typed)
    assert Entry.objects.filter(act="network.edit-member").count() == 0
    assert Entry.objects.count() == before
    assert Member.objects.get(pk=member.pk).lat == 0.0


def test_looking_at_the_map_saves_nothing(person_with, client_as):
    member = make_member("bucharest")
    client = client_as(person_with("programme_officer"))
    answer = client.post(_url(member), TYPED | {"look": "1"}, follow=True)
    page = answer.content.decode()
    assert "Nothing is saved yet" in page
    assert 'class="map' in page
    assert 'value="44,4268"' in page
    member.refresh_from_db()
    assert member.lat is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"lat": "144"}, "a number from −90 to 90"),
        ({"lon": ""}, "Latitude and longitude belong together"),
        ({"joined": "03/04/2014"}, "may be two days"),
        ({"name": "..."}, "has no letters"),
        ({"kind": "friendship_association"}, "A friendship member has both"),
        ({"country": "XX"}, "One thing to correct"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept_in_the_form(person_with, client_as, changed, words):
    member = make_member("bucharest")
    answer = client_as(person_with("programme_officer")).post(_url(member), TYPED | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    member.refresh_from_db()
    assert member.lat is None


@pytest.mark.parametrize("role", ["auditor", "regional_officer", "reviewer"])
def test_others_change_no_member(person_with, client_as, role):
    member = make_member("bucharest")
    client = client_as(person_with(role))
    assert client.get(_url(member)).status_code == 403
    assert client.post(_url(member), TYPED).status_code == 403


def test_auditor_sees_no_way_to_change(person_with, client_as):
    member = make_member("bucharest")
    page = client_as(person_with("auditor")).get(reverse("network_office:member", args=[member.key]))
    assert _url(member) not in page.content.decode()


def test_what_is_said_by_hand_is_assumed_no_longer(person_with, now):
    member = make_member("bucharest")
    Member.objects.filter(pk=member.pk).update(details={"assumed": ["region", "joined_year"]})
    changed = edit_member(member_id=member.pk, fields={"joined_year": 2012}, by=person_with(), now=now)
    assert changed == ("joined_year",)
    assert Member.objects.get(pk=member.pk).details == {"assumed": ["region"]}


def test_place_can_be_taken_away(person_with, now):
    member = make_member("seoul")
    edit_member(member_id=member.pk, fields={"lat": None, "lon": None}, by=person_with(), now=now)
    assert atlas().of_member("seoul") is None
