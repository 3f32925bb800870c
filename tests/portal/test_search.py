"""The page of search: what it finds, in which language, and what it never finds."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from hansa.foundation.audit import watched
from hansa.network.models import Member
from hansa.network.services import apply_network
from hansa.programmes.enums import CallState
from hansa.programmes.models import Call
from tests.factories.network import make_network, network_pack
from tests.factories.programmes import make_call, make_edition

pytestmark = pytest.mark.database_service


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    watched.forget_all()
    cache.clear()
    yield
    watched.forget_all()


def found(client, question: str, language: str = "en", **more: str) -> str:
    client.cookies["hansa_language"] = language
    answer = client.get(reverse("portal:search"), {"q": question, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_is_found_and_marked(client):
    make_network()
    assert reverse("network:member", args=["bucharest"]) not in found(client, "buca")
    assert reverse("network:member", args=["bucharest"]) in found(client, "buchar")
    assert "<mark>Bucharest</mark>" in found(client, "bucharest")


def test_without_accents_and_in_another_script(client):
    make_network()
    assert reverse("network:member", args=["cordoba"]) in found(client, "cordoba")
    assert reverse("network:member", args=["seoul"]) in found(client, "서울")
    assert "<mark>서울</mark>" in found(client, "서울", "ko")


def test_a_question_is_shown_as_it_was_asked_and_never_as_code(client):
    make_network()
    page = found(client, "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_nothing_found_suggests(client):
    make_network()
    page = found(client, "bucharset")
    assert "?q=Bucharest" in page


def test_a_kind_narrows(client):
    make_network()
    page = found(client, "seoul", kind="member")
    assert reverse("network:member", args=["seoul"]) in page
    assert found(client, "seoul", kind="nonsense").count("aria-current") >= 1


def test_an_announced_edition_is_found(client):
    edition = make_edition()
    assert reverse("portal:edition", args=[edition.slug]) in found(client, edition.title["en"])


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.APPROVED])
def test_what_is_not_announced_is_never_found(client, state):
    call = make_call()
    Call.objects.filter(pk=call.pk).update(state=state)
    watched.forget_all()
    page = found(client, call.edition.title["en"])
    assert reverse("portal:edition", args=[call.edition.slug]) not in page
    assert f"/courses/{call.edition.slug}/" not in page


def test_people_are_never_found(client, person_with):
    make_network()
    person_with(name="Xanthippe Quillfeather")
    assert "Quillfeather</" not in found(client, "xanthippe").replace("“xanthippe”", "")


def test_a_change_of_the_network_is_found_at_once_and_what_left_no_more(client, now):
    make_network(now)
    assert reverse("network:member", args=["bucharest"]) in found(client, "bucharest")
    pack = network_pack()
    pack["members"] = [m for m in pack["members"] if m["key"] != "bucharest"]
    pack["members"].append({"key": "oslo", "name": {"en": "Oslo"}, "country": "NO", "region": "europe"})
    apply_network(pack=pack, by=None, now=now)
    assert reverse("network:member", args=["oslo"]) in found(client, "oslo")
    assert reverse("network:member", args=["bucharest"]) not in found(client, "bucharest")


def test_the_page_costs_the_same_queries_for_one_and_for_many(client, queries):
    make_network()
    found(client, "city")
    Member.objects.bulk_create(
        Member(key=f"n{i}", name={"en": f"City {i}"}, country="KR", sort_name=f"n {i}", search_text="n")
        for i in range(30)
    )
    with queries() as few:
        found(client, "seoul")
    watched.forget_all()
    found(client, "city")
    with queries() as many:
        page = found(client, "city")
    assert len(few) == len(many)
    assert page.count("/members/n") >= 20


def test_a_browser_is_told_how_to_ask(client):
    make_network()
    answer = client.get(reverse("portal:opensearch"))
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    assert b"{searchTerms}" in answer.content
