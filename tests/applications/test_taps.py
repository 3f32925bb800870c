"""A button tapped twice over a slow line: one act, one letter, and a page that says so once."""

import pytest

from hansa.foundation.audit.models import Entry
from hansa.messaging.models import Letter
from tests.applications.taps import TAPS
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("prepare", TAPS, ids=lambda one: one.__name__)
def test_second_tap_changes_nothing_and_is_met_calmly(client_as, prepare):
    tap = prepare(NOW)
    client = client_as(tap.person)
    Letter.objects.all().delete()
    before = Entry.objects.count()
    first, second = (client.post(tap.url, tap.data) for _tap in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    acts = list(Entry.objects.order_by("pk")[before:].values_list("act", flat=True))
    assert acts.count(tap.act) == 1, acts
    assert Letter.objects.filter(to__isnull=False, template_key__endswith=f":{tap.letter}").count() == bool(
        tap.letter
    )
    shown = client.get(second["Location"]).content.decode()
    assert 'class="note error"' not in shown
    assert shown.count('class="note success"') <= 1
