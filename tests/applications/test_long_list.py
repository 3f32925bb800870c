"""The office's list when it is long: every row once, in order, whatever page, and as dear far down as at the beginning."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from django.urls import reverse

from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application, Nomination
from hansa.applications.office import listed
from hansa.foundation.office import keeping
from tests.conftest import NOW
from tests.factories.applications import make_open_call, make_person
from tests.factories.network import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
NUMBER = re.compile(r">(L\d\d)<")


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(listed, "LIST", replace(listed.LIST, per_page=5))
    keeping.forget()


@pytest.fixture
def call():
    """A call with twelve applications of two cities, one of them still a draft."""
    call = make_open_call(documents=[])
    cities = [make_member("seoul"), make_member("bucharest")]
    for at in range(13):
        row = Application.objects.create(
            call=call,
            applicant=make_person(name=f"Ann Ode {at % 4}" if at % 3 else f"Bo {at}"),
            member=cities[at % 2],
            state=ApplicationState.SUBMITTED if at else ApplicationState.DRAFT,
            number=f"L{at:02d}" if at else "",
            started_at=NOW,
            changed_at=NOW,
            submitted_at=NOW - timedelta(days=at % 5) if at else None,
            missing_documents=at % 2,
        )
        word = NominationState.REFUSED if at % 3 else NominationState.REQUESTED
        Nomination.objects.create(application=row, state=word, requested_at=NOW)
    return call


def pages(client, **query) -> list[list[str]]:
    url = reverse("applications_office:applications")
    return [NUMBER.findall(client.get(url, query | {"page": page}).content.decode()) for page in (1, 2, 3)]


def test_pages_hold_every_row_once_and_in_order(client_as, call):
    client = client_as(make_person("programme_officer"))
    for order in (turn + column.key for column in listed.LIST.columns if column.order for turn in ("", "-")):
        found = pages(client, sort=order)
        assert [len(page) for page in found] == [5, 5, 2]
        flat = list(chain(*found))
        assert sorted(flat) == [f"L{at:02d}" for at in range(1, 13)]
        if order.endswith("number"):
            assert flat == sorted(flat, reverse=order.startswith("-"))


def test_narrowed_list_holds_what_fits_and_no_draft(client_as, call):
    client = client_as(make_person("programme_officer"))
    for query in ({"word": "requested"}, {"q": "bo"}):
        assert pages(client, **query)[0] == ["L03", "L06", "L09", "L12"]
    assert len(set(chain(*pages(client, q="seoul")))) == 6
    assert pages(client, q="l07")[0] == ["L07"]


def test_list_of_a_regional_officer_holds_nothing_of_other_offices(client_as, call):
    assert pages(client_as(make_person("regional_officer"))) == [[], [], []]


def test_far_down_the_list_costs_what_its_beginning_costs(client_as, queries, call):
    client, url = client_as(make_person("programme_officer")), reverse("applications_office:applications")
    for query in ({}, {"sort": "city"}, {"word": "refused"}, {"q": "ann"}):
        counts = []
        for page in (1, 2):
            client.get(url, query | {"page": page})
            with queries() as asked:
                client.get(url, query | {"page": page})
            counts.append(len(asked))
        # The last page shows the end by itself and need not be counted.
        assert counts[1] <= counts[0] <= 6
