from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hansa.foundation import clock
from hansa.foundation.audit import watched
from hansa.foundation.audit.services import record
from hansa.network.models import Member, PublicPerson
from hansa.network.selectors import Panel, panels
from tests.factories.network import make_coordinator, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    watched.forget_all()
    yield
    watched.forget_all()


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


def test_members_page_of_an_empty_house_says_that_nobody_is_entered(client):
    Member.objects.all().delete()
    text = client.get(reverse("network:members")).content.decode()
    assert "No member is entered yet" in text
    assert "No member fits" not in text


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
    watched.forget_all()
    client.get(reverse("network:members"))  # and what is new
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
        [lambda member, person, now, digest: Panel("Took part in", [("NIA 2017", "/x/")])],
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


def test_offices_page_is_drawn_once_a_minute_and_follows_the_clock(client, monkeypatch, queries):
    make_network()
    record(None, "house.open")
    monday = datetime(2026, 11, 23, 0, 59, 30, tzinfo=UTC)
    hours = []
    for at in (monday, monday + timedelta(seconds=29), monday + timedelta(seconds=30)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        with queries() as asked:
            hours.append(client.get(reverse("network:offices")).content.decode())
        people = [query for query in asked if "publicperson" in query["sql"]]
        assert len(people) == (0 if at == monday + timedelta(seconds=29) else 1)
    assert "09:59" in hours[0]
    assert "10:00" not in hours[1]
    assert "10:00" in hours[2]


def test_offices_page_names_somebody_new_after_the_act(client):
    make_network()
    record(None, "house.open")
    client.get(reverse("network:offices"))
    PublicPerson.objects.create(name="Ada Lovelace", role={"en": "Secretary"}, position=99)
    record(None, "network.apply")
    assert "Ada Lovelace" in client.get(reverse("network:offices")).content.decode()


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


def test_the_map_links_every_placed_member_by_name(client):
    make_network()
    page = client.get(reverse("network:members")).content.decode()
    assert 'aria-label="Seoul, South Korea' in page
    assert page.count('href="/members/seoul/"') == 3  # at two sizes, and in the list
    assert "3 members of the list have no known position" in page


def test_the_map_carries_no_inline_style(client):
    make_network()
    for path in ("/members/", "/members/seoul/", "/offices/", "/partners/"):
        assert " style=" not in client.get(path).content.decode()


def test_a_region_narrows_map_and_list_alike(client):
    make_network()
    page = client.get(reverse("network:members"), {"region": "europe"}).content.decode()
    assert "/members/bucharest/" in page
    assert "/members/seoul/" not in page


def test_a_part_of_the_world_narrows_map_and_list_alike(client):
    make_network()
    page = client.get(reverse("network:members"), {"view": "790.118.120"}).content.decode()
    assert "/members/seoul/" in page
    assert "/members/cordoba/" not in page


@pytest.mark.parametrize("view", ["", "x", "1.2", "1.2.3.4", "-5.-5.-5", "0.0.99999", "9999.9999.100"])
def test_a_view_that_is_none_shows_a_page(client, view):
    make_network()
    assert client.get(reverse("network:members"), {"view": view}).status_code == 200


def test_offices_can_be_shown_alone(client):
    make_network()
    page = client.get(reverse("network:members"), {"kind": "office"}).content.decode()
    assert "/members/chengdu/" in page
    assert "/members/bucharest/" not in page


def test_a_member_page_names_the_office_of_its_region(client):
    make_network()
    assert "East Asia office" in client.get(reverse("network:member", args=["seoul"])).content.decode()


def test_who_coordinates_is_shown_to_the_office_alone(client, person_with, client_as):
    make_network()
    make_coordinator(person_with(name="Ioana Serra"))
    url = reverse("network:member", args=["bucharest"])
    assert "Ioana Serra" not in client.get(url).content.decode()
    officer = client_as(person_with("programme_officer"))
    assert "Ioana Serra" in officer.get(url).content.decode()
