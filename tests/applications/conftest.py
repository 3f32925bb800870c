"""Tests write rows without an act on record, so nothing may be kept from one to the next."""

from collections.abc import Iterator

import pytest

from hansa.foundation.audit import watched
from hansa.messaging.models import Letter
from tests.factories.applications import make_judged, make_open_call, make_person
from tests.factories.interviews import make_hours


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    watched.forget_all()
    yield
    watched.forget_all()


@pytest.fixture
def officer(db):
    return make_person("programme_officer", name="Officer")


@pytest.fixture
def call(db):
    return make_open_call()


@pytest.fixture
def judged(call, officer):
    return make_judged(call, ["bucharest", "barcelona"], officer)


@pytest.fixture
def window(call, officer, judged):
    return make_hours(call, officer)


@pytest.fixture
def letters(db):
    """Return the letters of a kind, first to last."""
    return lambda name: list(
        Letter.objects.filter(template_key__endswith=f":{name}").order_by("queued_at", "key")
    )
