import pytest
from django.urls import reverse

from hansa.network.models import Member
from hansa.network.selectors import Panel, panels
from tests.factories.network import make_coordinator, make_network

pytestmark = pytest.mark.django_db


def make_many(number: int) -> None:
    Member.objects.bulk_create(
        Member(
            key=f"m{i}",
            name={"en": f"City {i}"},
            country="KR",
            region="east-asia",
            sort_name=f"city {i}",
            search_text=f"city {i}",
        )
        for i in range(number)
    )


def test_members_page_lists_everybody(client):
    make_network()
    page = client.get(reverse("network:members"))
    assert page.status_code == 200
    assert "5 members" in page.content.decode()
    assert "Bucharest" in page.content.decode()


def test_members_page_in_korean_names_cities_in_korean(client):
    make_network()
    client.cookies["hansa_language"] = "ko"
    assert "서울" in client.get(reverse("network:members")).content.decode()


def test_members_page_narrowed_to_nothing_offers_a_way_on(client):
    make_network()
    text = client.get(reverse("network:members"), {"q": "atlantis"}).content.decode()
    assert "No member fits" in text


def test_members_page_costs_the_same_queries_at_30(client, queries):
    make_network()
    make_many(1)
    client.get(reverse("network:members"))  # what the frame keeps is read now
    with queries() as few:
        client.get(reverse("network:members"))
    make_many_more = [
        Member(key=f"n{i}", name={"en": f"N {i}"}, country="KR", sort_name=f"n {i}", search_text="n")
        for i in range(30)
    ]
    Member.objects.bulk_create(make_many_more)
    with queries() as many:
        client.get(reverse("network:members"))
    assert len(few) == len(many)


def test_member_page_tells_whether_somebody_speaks_for_it(client, person_with):
    make_network()
    url = reverse("network:member", args=["bucharest"])
    assert "signed form" in client.get(url).content.decode()
    make_coordinator(person_with())
    assert "A coordinator endorses" in client.get(url).content.decode()


def test_member_page_of_nobody_is_404(client):
    assert client.get(reverse("network:member", args=["atlantis"])).status_code == 404


def test_member_page_shows_what_apps_above_say(client, monkeypatch):
    make_network()
    monkeypatch.setattr(
        panels,
        "_panel_sources",
        [lambda member, person, now: Panel("Took part in", [("NIA 2017", "/x/")])],
    )
    text = client.get(reverse("network:member", args=["seoul"])).content.decode()
    assert "Took part in" in text
    assert 'href="/x/"' in text


def test_offices_page_tells_the_time_there(client):
    make_network()
    text = client.get(reverse("network:offices")).content.decode()
    assert "East Asia office" in text
    assert "Offices of earlier years" in text
    assert "Danil Kerimi" in text


def test_partners_page_parts_domestic_from_international(client):
    make_network()
    text = client.get(reverse("network:partners")).content.decode()
    assert (
        text.index("Yonsei University")
        < text.index("University of Geneva")
        < text.index("National Information Society")
    )


@pytest.mark.parametrize("name", ["network:members", "network:offices", "network:partners"])
def test_page_before_the_first_pack_is_applied(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_office_list_of_members_filters_by_coordinator(client_as, person_with):
    make_network()
    make_coordinator(person_with())
    client = client_as(person_with("programme_officer"))
    text = client.get(reverse("network_office:members"), {"coordinator": "yes"}).content.decode()
    assert "Bucharest" in text
    assert "Córdoba" not in text


@pytest.mark.parametrize("roles", [(), ("reviewer",)])
def test_office_list_of_members_is_closed_to_others(client_as, person_with, roles):
    assert client_as(person_with(*roles)).get(reverse("network_office:members")).status_code == 403
