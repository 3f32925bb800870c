"""The desk asks an app anew only after an act that changes what the app says; what shows is fresh all the same."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hansa.foundation.audit.services import record
from hansa.foundation.office import desk, keeping
from hansa.foundation.office.desk import DeskItem, items_for
from tests.factories.applications import make_person

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.database_service]


@pytest.fixture
def asked(monkeypatch) -> Iterator[list[str]]:
    """Two sources of work of a test's own, and which of them were asked."""
    calls: list[str] = []

    def letters(person, now):
        calls.append("letters")
        yield DeskItem("a letter", "", "/")

    def everything(person, now):
        calls.append("everything")
        yield DeskItem("a thing", "", "/")

    monkeypatch.setattr(desk, "_sources", {letters: ("letter.",), everything: ()})
    keeping.forget()
    yield calls
    keeping.forget()


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


def visit() -> HttpRequest:
    return RequestFactory().get("/office/")


def looked(officer, now: datetime) -> list[str]:
    return [item.title for item in items_for(officer, now, visit())]


def test_source_is_asked_anew_after_an_act_of_its_own_only(asked, officer, now):
    record(None, "house.open")
    assert looked(officer, now) == ["a letter", "a thing"]
    assert looked(officer, now) == ["a letter", "a thing"]
    assert asked == ["letters", "everything"]
    record(None, "video.make")
    looked(officer, now)
    assert asked == ["letters", "everything", "everything"]
    record(None, "letter.resend")
    looked(officer, now)
    assert asked[3:] == ["letters", "everything"]


def test_act_between_others_is_not_overlooked(asked, officer, now):
    record(None, "house.open")
    looked(officer, now)
    for act in ("video.make", "letter.resend", "video.make"):
        record(None, act)
    looked(officer, now)
    assert asked.count("letters") == 2
    record(None, "video.make")
    looked(officer, now)
    assert asked.count("letters") == 2


def test_source_is_asked_anew_each_minute_and_by_each_person(asked, officer, now):
    record(None, "house.open")
    looked(officer, now)
    looked(officer, now + timedelta(minutes=1))
    looked(make_person("administrator"), now)
    assert asked.count("letters") == 3


def test_source_is_asked_anew_when_roles_change(asked, officer, now):
    record(None, "house.open")
    looked(officer, now)
    record(None, "role.grant", officer)
    looked(officer, now)
    assert asked.count("letters") == 2


def test_nothing_is_kept_while_the_log_is_empty(asked, officer, now):
    from hansa.foundation.audit.models import Entry, Head

    Entry.objects.all().delete()
    Head.objects.all().delete()
    looked(officer, now)
    looked(officer, now)
    assert asked.count("letters") == 2


def test_after_many_acts_all_is_read_anew(asked, officer, now, monkeypatch):
    from hansa.foundation.audit import selectors

    monkeypatch.setattr(selectors, "MOST_SINCE", 3)
    selectors._since.forget()
    record(None, "house.open")
    looked(officer, now)
    for _time in range(4):
        record(None, "video.make")
    looked(officer, now)
    assert asked.count("letters") == 2
    selectors._since.forget()


def test_every_source_of_the_house_says_what_changes_it():
    assert all(desk._sources.values())
    assert all(desk._running.values())
