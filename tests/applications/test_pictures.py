"""A list in pictures: what is counted for them, and the page that shows them to the office alone."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hansa.applications.models import Application, Decision, SelectionRun
from hansa.applications.rules.cohort import MOST_COLUMNS, Field, cities_of, marks_of, spread_of
from tests.factories.applications import make_open_call, make_person, make_run
from tests.factories.network import make_member

RANGES = [
    {"attribute": "region", "value": "africa", "min": 1, "max": 2},
    {"attribute": "region", "value": "europe", "max": 1},
]
CITIES = ["seoul", "tunis", "bucharest", "dakar"]


def rows(*merits, region="europe"):
    return [
        {"id": f"a{at}", "city": f"c{at // 2}", "region": region, "merit": merit, "lot": at + 1}
        for at, merit in enumerate(merits)
    ]


def test_spread_shows_the_lowest_chosen_ties_and_who_was_passed_over():
    spread = spread_of(Field.of(rows(9, 7, 7, 8, 3), ["a0", "a1"], ["a2"]))
    assert (spread.lowest, spread.passed_over, spread.ties, spread.step) == (7, 1, ((7, 1, 1),), 1)
    assert [
        (c.low, c.counts.chosen, c.counts.reserve, c.counts.out) for c in spread.columns if c.counts.all
    ] == [
        (3, 0, 0, 1),
        (7, 1, 1, 0),
        (8, 0, 0, 1),
        (9, 1, 0, 0),
    ]


def test_spread_without_a_list_is_none():
    assert spread_of(Field.of(rows(1, 2), [], [])) is None


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=60), st.integers(1, 60))
def test_spread_has_everybody_once_in_few_columns(merits, k):
    field = Field.of(rows(*merits), [f"a{at}" for at in range(min(k, len(merits)))], [])
    spread = spread_of(field)
    assert len(spread.columns) <= MOST_COLUMNS
    assert sum(column.counts.all for column in spread.columns) == len(merits)
    assert spread.columns[0].low <= spread.least
    assert spread.columns[-1].high >= spread.most
    assert sum(column.counts.chosen for column in spread.columns) == len(field.chosen)


def test_marks_say_what_points_alone_would_choose_and_the_ruled_come_first():
    field = Field.of(
        [*rows(9, 8, 7), {**rows(1)[0], "id": "b", "region": "africa", "lot": 4}], ["a0", "b"], []
    )
    africa, europe = marks_of(field, {"region": {"africa": (1, 9)}}, ["region"], unlimited=9)
    assert (africa.value, africa.now, africa.by_points, africa.among, africa.share) == (
        "africa",
        1,
        0,
        1,
        0.5,
    )
    assert (africa.low, africa.high, africa.is_ruled, africa.is_at_limit) == (1, None, True, True)
    assert (europe.value, europe.now, europe.by_points, europe.is_ruled) == ("europe", 1, 2, False)


def test_cities_are_counted_with_those_with_places_first():
    counts = cities_of(Field.of(rows(5, 4, 3, 2), ["a2"], ["a3"]))
    assert [(key, c.chosen, c.reserve, c.out) for key, c in counts.items()] == [
        ("c1", 1, 1, 0),
        ("c0", 0, 0, 2),
    ]


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def listed(officer, cities):
    for key in ("tunis", "dakar"):
        member = make_member(key)
        type(member).objects.filter(pk=member.pk).update(region="africa")
    call = make_open_call(
        documents=[], places=2, selection={"ranges": RANGES, "reserves": 1, "lots_seed": "seed"}
    )
    return make_run(call, cities, officer)


def test_pictures_say_in_words_and_tables_what_they_show(officer, client_as):
    run = listed(officer, CITIES)
    url = reverse("applications_office:pictures", args=[run.call.edition.slug])
    shown = client_as(officer).get(url).content.decode()
    assert "2 of 4 are on the list" in shown
    assert "From 1 to 2: africa" in shown.lower() or "From 1 to 2" in shown
    assert 'class="s-disc' in shown
    assert shown.count('role="img"') == shown.count('<svg class="plot rule') + 2
    assert not re.search(r"<svg[^>]*style=|<style", shown)
    assert client_as(make_person("auditor")).get(url).status_code == 200


def test_pictures_are_not_shown_to_a_reader_or_another_office(officer, client_as):
    run = listed(officer, CITIES)
    url = reverse("applications_office:pictures", args=[run.call.edition.slug])
    assert client_as(make_person("reviewer")).get(url).status_code in (403, 404)
    assert client_as(make_person("regional_officer")).get(url).status_code == 404


def test_pictures_without_a_list_lead_back(officer, client_as):
    call = make_open_call(documents=[], places=2, selection={"ranges": RANGES, "lots_seed": "seed"})
    url = reverse("applications_office:pictures", args=[call.edition.slug])
    assert client_as(officer).get(url).status_code == 302


def test_pictures_ask_as_much_of_few_as_of_many_and_are_drawn_once(officer, client_as, queries):
    run = listed(officer, CITIES)
    url = reverse("applications_office:pictures", args=[run.call.edition.slug])
    client = client_as(officer)
    client.get(url)
    with queries() as few:
        client.get(url)
    more = [
        {**run.candidates[0], "id": f"NW27-1{at:03}", "lot": 10 + at, "city": f"c{at}"} for at in range(30)
    ]
    run.candidates, run.digest = [*run.candidates, *more], "another"
    run.save()
    assert "2 of 34 are on the list" in client.get(url).content.decode()
    with queries() as many:
        client.get(url)
    assert len(many) == len(few) <= 8


def test_person_page_says_by_how_much_and_who_would_come_and_go(officer, client_as, queries):
    run = listed(officer, CITIES)
    slug, client = run.call.edition.slug, client_as(officer)
    out = Application.objects.get(number="NW27-0004")
    url = reverse("applications_office:person", args=[slug, out.uid])
    assert (
        f"people/{out.uid}/"
        in client.get(reverse("applications_office:selection", args=[slug])).content.decode()
    )
    with queries() as asked:
        shown = client.get(url).content.decode()
    assert len(asked) <= 13
    short = Decision.objects.get(run=run, application=out).standing["points"]
    assert f"{out.applicant.name} is {short} points short of the list" in shown
    worked = client.get(url, {"work": 1}).content.decode()
    goes = Application.objects.get(number="NW27-0002").applicant.name
    assert goes in worked
    assert f"worth {short} points less" in worked
    assert SelectionRun.objects.count() == 1  # nothing is stored by looking


def test_person_whom_rules_need_is_on_every_list_and_the_rule_in_the_way_is_named(officer, client_as):
    run = listed(officer, ["seoul", "tunis", "bucharest"])
    only = Application.objects.get(number="NW27-0002")
    url = reverse("applications_office:person", args=[run.call.edition.slug, only.uid])
    shown = client_as(officer).get(url, {"work": 1}).content.decode()
    assert "is on every list that keeps the rules" in shown
    assert "Without this person no list keeps all of the rules." in shown
    assert "From 1 to 2" in shown
    assert "instead of 1" in shown  # the least that would have to give


def test_person_page_is_for_the_office_alone_and_never_of_another_call(officer, client_as):
    run = listed(officer, CITIES)
    out = Application.objects.get(number="NW27-0004")
    url = reverse("applications_office:person", args=[run.call.edition.slug, out.uid])
    assert client_as(out.applicant).get(url).status_code in (403, 404)
    assert client_as(make_person("regional_officer")).get(url).status_code == 404
    assert client_as(make_person("auditor")).get(url).status_code == 200
